import { describe, expect, it } from 'vitest';
import { type Depspec, formatDepspec } from '../../../src/pms/depspec.js';
import type { FlagCondition } from '../../../src/pms/depspec-leaf.js';
import { flagsOf, unknownFlags } from '../../../src/pms/flags-of.js';
import { parseDepspec } from '../../../src/pms/parse-depspec.js';
import { isRequiredUseMet, unmetRequiredUse } from '../../../src/pms/required-use.js';
import { requiredUseSolutions } from '../../../src/pms/required-use-solutions.js';
import { PmsSyntaxError } from '../../../src/pms/syntax-error.js';
import { agreement, compareRows, lackVectors, readVectors } from './read-vectors.js';

interface Row {
  readonly fn: 'check' | 'flags' | 'solutions' | 'parse';
  readonly required_use: string;
  readonly use?: readonly string[];
  readonly iuse?: readonly string[] | '*';
  readonly eapi?: string | null;
  readonly satisfied?: boolean;
  readonly unsatisfied_str?: string;
  readonly flags?: readonly string[];
  readonly solutions?: readonly (readonly string[])[];
  readonly error?: string;
  readonly valid?: boolean;
}

function judge(row: Row): unknown {
  try {
    return answer(row);
  } catch (error) {
    if (error instanceof PmsSyntaxError) return 'invalid';
    throw error;
  }
}

function answer(row: Row): unknown {
  const text = row.required_use;
  if (row.fn === 'parse') return parseDepspec(text, { kind: 'required-use' }).text === text;
  const options = row.eapi == null ? {} : { eapi: row.eapi };
  const spec = parseDepspec(text, { ...options, kind: 'required-use', emptyGroups: true });
  if (row.fn === 'flags') return [...new Set(flagsOf(spec).map(({ flag }) => flag))].sort();
  if (row.fn === 'solutions') {
    return [...requiredUseSolutions(spec, row.iuse as readonly string[])].map(use => [...use]).sort(byText);
  }
  const { iuse } = row;
  if (Array.isArray(iuse) && unknownFlags(spec, flag => iuse.includes(flag)).length > 0) return 'invalid';
  const use = new Set(row.use);
  return [isRequiredUseMet(text, use, options), unmetText(spec, use, options)];
}

function unmetText(
  spec: Depspec<FlagCondition>,
  use: ReadonlySet<string>,
  options: { readonly eapi?: string },
): string {
  return formatDepspec(unmetRequiredUse(spec, use, options), ({ flag, negated }) =>
    negated ? `!${flag}` : flag,
  );
}

function byText(a: readonly string[], b: readonly string[]): number {
  return a.join() < b.join() ? -1 : 1;
}

function expected(row: Row): unknown {
  if (row.error !== undefined) return 'invalid';
  if (row.fn === 'parse') return row.valid;
  if (row.fn === 'flags') return row.flags;
  if (row.fn === 'solutions') return [...(row.solutions as NonNullable<Row['solutions']>)].sort(byText);
  return [row.satisfied, row.unsatisfied_str];
}

const keyOf = (row: Row) => `${row.fn} ${row.required_use} [${row.use ?? ''}]`;

const DELIBERATE = {
  'check ^^ ( a? ( !b ) !c? ( d ) ) [c]':
    'no member is left and Portage shows nothing at all; we show the empty group that cannot be met',
};

describe.skipIf(lackVectors())('REQUIRED_USE vectors', () => {
  it('agree in required_use.json', () => {
    const rows = readVectors<Row>('required_use.json');
    expect(compareRows(rows, keyOf, judge, expected, DELIBERATE)).toEqual(agreement(153));
  });

  it('agree in bulk_required_use.json, in verdict and in what is not met', () => {
    interface Bulk {
      readonly required_use: string;
      readonly use: readonly string[];
      readonly eapi: string;
      readonly satisfied: boolean;
      readonly unsatisfied: string;
    }
    const ours = ({ required_use: text, use, eapi }: Bulk) => {
      const spec = parseDepspec(text, { eapi, kind: 'required-use' });
      return [isRequiredUseMet(text, new Set(use), { eapi }), unmetText(spec, new Set(use), { eapi })];
    };
    const rows = readVectors<Bulk>('bulk_required_use.json');
    const key = (row: Bulk) => `${row.required_use} [${row.use}]`;
    expect(compareRows(rows, key, ours, row => [row.satisfied, row.unsatisfied])).toEqual(agreement(1000));
  });
});
