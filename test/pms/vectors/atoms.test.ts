import { describe, expect, it } from 'vitest';
import type { Atom, AtomOptions } from '../../../src/pms/atom.js';
import { formatCpn } from '../../../src/pms/cpv.js';
import { unknownFlags } from '../../../src/pms/flags-of.js';
import { parseAtom } from '../../../src/pms/parse-atom.js';
import { parseDepspec } from '../../../src/pms/parse-depspec.js';
import { PmsSyntaxError } from '../../../src/pms/syntax-error.js';
import { formatUseDependencies, formatUseDependency } from '../../../src/pms/use-dependency.js';
import { agreement, compareRows, lackVectors, readVectors } from './read-vectors.js';

interface Row {
  readonly atom: string;
  readonly eapi: string | null;
  readonly allow_wildcard: boolean;
  readonly allow_repo: boolean | null;
  readonly allow_build_id: boolean | null;
  readonly allow_blockers?: boolean;
  readonly is_valid_flag?: { readonly callable: string };
  readonly valid: boolean;
  readonly error?: string;
  readonly parts?: Readonly<Record<string, string | number | null>>;
}

/** Null where the text is no atom. */
function read(row: Row): Atom | null {
  const options: { -readonly [K in keyof AtomOptions]: AtomOptions[K] } = { wildcard: row.allow_wildcard };
  if (row.eapi !== null) options.eapi = row.eapi;
  if (row.allow_repo !== null) options.repo = row.allow_repo;
  if (row.allow_build_id !== null) options.buildId = row.allow_build_id;
  try {
    return parseAtom(row.atom, options);
  } catch (error) {
    if (error instanceof PmsSyntaxError) return null;
    throw error;
  }
}

const BLOCKERS = { weak: '!', strong: '!!' } as const;

/** As Portage's attributes; `=cat/pkg-*text*` has operator `=*` and the text as version there. */
function partsOf(atom: Atom): NonNullable<Row['parts']> {
  const cp = formatCpn(atom);
  const version = atom.versionPart === null ? (atom.version?.text ?? null) : `*${atom.versionPart}*`;
  return {
    op: atom.versionPart === null ? atom.operator : '=*',
    cp,
    cpv: version === null ? cp : `${cp}-${version}`,
    version,
    slot: atom.slot,
    sub_slot: atom.subSlot,
    slot_operator: atom.slotOperator,
    repo: atom.repo,
    use: atom.use.length === 0 ? null : formatUseDependencies(atom.use),
    blocker: atom.blocker === null ? null : BLOCKERS[atom.blocker],
    build_id: atom.buildId,
  };
}

const VALID_FLAG: Readonly<Record<string, (flag: string) => boolean>> = {
  accept_all: () => true,
  reject_x: flag => flag !== 'x',
};

/** Portage refuses an atom whose conditions name flags outside IUSE while parsing; here it is a question of its own. */
function hasUnknownFlag(row: Row): boolean {
  const isKnown = row.is_valid_flag === undefined ? undefined : VALID_FLAG[row.is_valid_flag.callable];
  return isKnown !== undefined && unknownFlags(parseDepspec(row.atom), isKnown).length > 0;
}

function keyOf(row: Row): string {
  return [
    row.atom,
    row.eapi ?? 'any',
    row.allow_wildcard,
    row.allow_repo,
    row.allow_build_id,
    row.error ?? '',
  ].join(' ');
}

/** Rows that are not about the text: it is a valid atom, and the error comes from how the test called Portage. */
const NOT_ABOUT_TEXT = {
  'sys-apps/portage any false false  TypeError': 'the test hands over an Atom object instead of text',
  'sys-apps/portage 8 false   MemoryError': 'the test makes an allocation in the C parser fail',
  '>=dev-libs/foo-1.2.3-r1:0/1=[a,-b,c?,!d?,e=] 8 false   MemoryError':
    'the test makes an allocation in the C parser fail',
  '!!media-libs/x:2 8 false   MemoryError': 'the test makes an allocation in the C parser fail',
  '=cat/pkg-1.2* 8 false   MemoryError': 'the test makes an allocation in the C parser fail',
};

/** The file holds this atom twice with the same settings, once valid and once not; the valid one was asked with `allow_repo=None`. */
const TWICE = {
  'sys-apps/portage::repo any false false false ': 'asked with allow_repo=None, recorded as false',
};

describe.skipIf(lackVectors())('atom vectors', () => {
  it('agree in atoms_portage.json, in validity and in every part', () => {
    const ours = (row: Row) => {
      const atom = read(row);
      return atom === null || hasUnknownFlag(row) ? false : partsOf(atom);
    };
    const rows = readVectors<Row>('atoms_portage.json');
    expect(compareRows(rows, keyOf, ours, row => row.parts ?? row.valid, NOT_ABOUT_TEXT)).toEqual(
      agreement(494),
    );
  });

  it('reads all atoms on which Portage failed for other reasons than their text', () => {
    const rows = readVectors<Row>('atoms_portage.json').filter(row => keyOf(row) in NOT_ABOUT_TEXT);
    expect(rows.map(row => read(row)?.text)).toEqual(rows.map(row => row.atom));
  });

  it('agree in atoms_isvalidatom_portage.json', () => {
    const ours = (row: Row) => {
      const atom = read(row);
      return atom !== null && (row.allow_blockers === true || atom.blocker === null);
    };
    const rows = readVectors<Row>('atoms_isvalidatom_portage.json');
    expect(compareRows(rows, keyOf, ours, row => row.valid, TWICE)).toEqual(agreement(116));
    expect(parseAtom('sys-apps/portage::repo').repo).toBe('repo');
  });

  it('agree in bulk_atoms.json', () => {
    interface Bulk {
      readonly atom: string;
      readonly use: readonly string[] | null;
    }
    const ours = ({ atom: text }: Bulk) => {
      const atom = parseAtom(text);
      const { op, cp, version, slot, sub_slot, slot_operator, blocker } = partsOf(atom);
      const use = atom.use.length === 0 ? null : atom.use.map(formatUseDependency);
      return { atom: text, op, cp, version, slot, sub_slot, slot_operator, blocker, use };
    };
    expect(
      compareRows(
        readVectors<Bulk>('bulk_atoms.json'),
        row => row.atom,
        ours,
        row => row,
      ),
    ).toEqual(agreement(3000));
  });
});
