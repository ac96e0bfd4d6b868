import { describe, expect, it } from 'vitest';
import { type Atom, isAtom } from '../../../src/pms/atom.js';
import { type Depspec, type DepspecNode, formatDepspec } from '../../../src/pms/depspec.js';
import type { DepspecKind, SourceUri } from '../../../src/pms/depspec-leaf.js';
import { unknownFlags } from '../../../src/pms/flags-of.js';
import { parseDepspec } from '../../../src/pms/parse-depspec.js';
import { evaluateAtom, type Reduction, reduceDepspec } from '../../../src/pms/reduce-depspec.js';
import { PmsSyntaxError } from '../../../src/pms/syntax-error.js';
import { selectSubset, toConverted, toFlat, toNested, withoutNegated } from './portage-lists.js';
import { agreement, compareRows, lackVectors, readVectors } from './read-vectors.js';

type Value = Atom | SourceUri | string;

interface Row {
  readonly depstr: string;
  readonly eapi?: string;
  readonly uselist?: readonly string[];
  readonly masklist?: readonly string[];
  readonly excludeall?: readonly string[];
  readonly subset?: readonly string[];
  readonly matchall?: true;
  readonly flat?: true;
  readonly opconvert?: true;
  readonly is_src_uri?: true;
  readonly token_class?: 'Atom';
  readonly is_valid_flag?: { readonly callable: 'always_true' | 'always_false' };
  readonly result?: unknown;
  readonly error?: string;
}

/** Without token class Portage takes any text for a leaf; names without a slash are read as licenses here. */
function kindOf(row: Row): DepspecKind {
  if (row.is_src_uri === true) return 'src-uri';
  return row.token_class === 'Atom' || row.depstr.includes('/') ? 'dependency' : 'license';
}

function reductionOf(row: Row): Reduction {
  return {
    use: new Set(row.uselist),
    masked: new Set(row.masklist),
    ...(row.matchall === true ? { match: 'all', forced: new Set(row.excludeall) } : {}),
    ...(row.eapi === undefined ? {} : { eapi: row.eapi }),
  };
}

function judge(row: Row): unknown {
  let spec: Depspec<Value>;
  try {
    spec = parseDepspec<DepspecKind>(row.depstr, {
      kind: kindOf(row),
      ...(row.eapi === undefined ? {} : { eapi: row.eapi }),
    }) as Depspec<Value>;
  } catch (error) {
    if (error instanceof PmsSyntaxError) return 'InvalidDependString';
    throw error;
  }
  if (row.is_valid_flag?.callable === 'always_false' && unknownFlags(spec, () => false).length > 0)
    return 'InvalidDependString';
  const reduction = reductionOf(row);
  let nodes: readonly DepspecNode<Value>[] = spec.nodes;
  if (row.subset !== undefined) nodes = selectSubset(nodes, new Set(row.subset));
  if (row.excludeall !== undefined && row.matchall !== true)
    nodes = withoutNegated(nodes, new Set(row.excludeall));
  const evaluate = (value: Value) =>
    isAtom(value) && row.matchall !== true ? evaluateAtom(value, new Set(row.uselist)) : value;
  if (row.flat === true) return toFlat(nodes, reduction, evaluate);
  const reduced = reduceDepspec({ text: spec.text, nodes, reduced: false }, reduction).nodes;
  return row.opconvert === true ? toConverted(reduced) : toNested(reduced);
}

function keyOf(row: Row): string {
  const modes = [
    'flat',
    'opconvert',
    'matchall',
    'masklist',
    'excludeall',
    'subset',
    'token_class',
    'is_valid_flag',
  ] as const;
  return [
    row.depstr,
    `[${row.uselist ?? ''}]`,
    row.eapi,
    ...modes.filter(mode => row[mode] !== undefined),
  ].join(' ');
}

const MISUSE = {
  'A [] 0 flat opconvert': 'two modes of Portage that exclude each other; the text is valid',
};

describe.skipIf(lackVectors())('dependency specification vectors', () => {
  it('agree in use_reduce.json', () => {
    const rows = readVectors<Row>('use_reduce.json');
    expect(compareRows(rows, keyOf, judge, row => row.result ?? row.error, MISUSE)).toEqual(agreement(347));
  });

  it('agree in bulk_use_reduce.json', () => {
    interface Bulk {
      readonly s: string;
      readonly use: readonly string[];
      readonly eapi: string;
      readonly nested: unknown;
      readonly enclosed: string;
    }
    const ours = ({ s, use, eapi }: Bulk) => {
      const { nodes } = reduceDepspec(parseDepspec(s, { eapi }), { use: new Set(use), eapi });
      return [toNested(nodes), formatDepspec(nodes, atom => atom.text)];
    };
    const rows = readVectors<Bulk>('bulk_use_reduce.json');
    expect(
      compareRows(
        rows,
        row => row.s,
        ours,
        row => [row.nested, row.enclosed],
      ),
    ).toEqual(agreement(829));
  });
});
