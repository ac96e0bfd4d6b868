import { describe, expect, it } from 'vitest';
import type { Atom } from '../../../src/pms/atom.js';
import { bestMatch } from '../../../src/pms/best-match.js';
import { parseCpv } from '../../../src/pms/cpv.js';
import { iuseNames } from '../../../src/pms/iuse.js';
import { type Candidate, matchesAtom, unmetUseDependencies } from '../../../src/pms/match-atom.js';
import { parseAtom } from '../../../src/pms/parse-atom.js';
import { evaluateAtom } from '../../../src/pms/reduce-depspec.js';
import { formatUseDependency } from '../../../src/pms/use-dependency.js';
import { agreement, compareRows, lackVectors, readVectors } from './read-vectors.js';

/** A candidate as the vectors write it; text may carry a slot: `cat/pkg-1:0`. */
type Given =
  | string
  | {
      readonly cpv: string;
      readonly slot: string;
      readonly sub_slot: string;
      readonly repo: string | null;
      readonly use: readonly string[];
      readonly iuse: readonly string[];
    };

const NONE: ReadonlySet<string> = new Set();

/** Null where only the text of a package is given without a slot, of which Portage asks nothing but the version. */
function candidateOf(given: Given, atom: Atom | null): Candidate {
  if (typeof given !== 'string') {
    return {
      cpv: parseCpv(given.cpv),
      slot: { slot: given.slot, subSlot: given.sub_slot },
      use: new Set(given.use),
      iuse: new Set(given.iuse),
      iuseEffective: NONE,
      repo: given.repo,
    };
  }
  const [cpv, slot] = given.split(':') as [string, string | undefined];
  const known = slot ?? atom?.slot ?? '0';
  return {
    cpv: parseCpv(cpv),
    slot: { slot: known, subSlot: atom?.subSlot ?? known },
    use: NONE,
    iuse: NONE,
    iuseEffective: NONE,
  };
}

interface Listed {
  readonly atom: string;
  readonly candidates: readonly Given[];
  readonly result: readonly string[];
}

function matching(row: Listed): string[] {
  const atom = parseAtom(row.atom, { wildcard: true });
  return row.candidates
    .filter(given => matchesAtom(atom, candidateOf(given, atom)))
    .map(given => (typeof given === 'string' ? given : given.cpv));
}

const keyOf = (row: Listed) => `${row.atom} ${JSON.stringify(row.candidates)}`;

describe.skipIf(lackVectors())('matching vectors', () => {
  it('agree in match_from_list.json', () => {
    const rows = readVectors<Listed>('match_from_list.json');
    expect(compareRows(rows, keyOf, matching, row => row.result)).toEqual(agreement(71));
  });

  it('agree in bulk_match.json', () => {
    interface Bulk {
      readonly atom: string;
      readonly candidates: readonly (readonly [cpv: string, slot: string])[];
      readonly matched: readonly string[];
    }
    const ours = (row: Bulk) => {
      const atom = parseAtom(row.atom);
      return row.candidates
        .filter(([cpv, slot]) => matchesAtom(atom, candidateIn(cpv, slot)))
        .map(([cpv]) => cpv);
    };
    const rows = readVectors<Bulk>('bulk_match.json');
    expect(
      compareRows(
        rows,
        row => row.atom,
        ours,
        row => row.matched,
      ),
    ).toEqual(agreement(2000));
  });

  it('agree in best_match_to_list.json', () => {
    interface Best {
      readonly pkg: string;
      readonly atoms: readonly string[];
      readonly result: string | null;
    }
    const ours = (row: Best) => {
      const atoms = row.atoms.map(text => parseAtom(text, { wildcard: true }));
      return bestMatch(atoms, candidateOf(row.pkg, null))?.text ?? null;
    };
    const rows = readVectors<Best>('best_match_to_list.json');
    const key = (row: Best) => `${row.pkg} ${row.atoms.join(' ')}`;
    expect(compareRows(rows, key, ours, row => row.result)).toEqual(agreement(32));
  });

  it('agree in use_deps.json', () => {
    const rows = readVectors<UseRow>('use_deps.json');
    expect(compareRows(rows, useKey, judgeUse, row => row.result ?? row.error, MISUSE)).toEqual(
      agreement(86),
    );
  });
});

/** A whole SLOT value. */
function candidateIn(cpv: string, slot: string): Candidate {
  const [main, sub] = slot.split('/') as [string, string | undefined];
  return { ...candidateOf(cpv, null), slot: { slot: main, subSlot: sub ?? main } };
}

interface UseRow {
  readonly fn: 'violated_conditionals' | 'evaluate_conditionals' | 'match' | 'match_from_list';
  readonly self?: string;
  readonly use?: readonly string[];
  readonly other_use?: readonly string[];
  readonly parent_use?: readonly string[] | null;
  readonly atom?: string;
  readonly pkg?: {
    readonly cpvstr: string;
    readonly slot: string;
    readonly subslot: string;
    readonly use: readonly string[];
    readonly iuse: readonly string[];
  };
  readonly candidates?: readonly Given[];
  readonly result?: unknown;
  readonly error?: string;
}

const MISUSE = {
  'violated_conditionals dev-libs/A[a,b=,!c=,d?,!e?,-f]  -':
    'Portage raises where the parent USE is left out; here it is a required argument',
};

function useKey(row: UseRow): string {
  return `${row.fn} ${row.self ?? row.atom} ${row.use ?? row.other_use ?? ''} ${row.parent_use ?? '-'}`;
}

const EVERY_FLAG: ReadonlySet<string> = new Set(['a', 'b', 'c', 'd', 'e', 'f', 'x', 'foo', 'bar']);

/** The file leaves out the IUSE that Portage's test gives each row: every flag, except for these (atom, flags enabled, answer). */
const IUSE: Readonly<Record<string, string>> = {
  'A[a(+),b(+)=,!c(+)=,d(-)?,!e(+)?,-f(-)] a A[b(+)=,!e(+)?]': 'a',
  'A[a(-),b(+)=,!c(-)=,d(+)?,!e(-)?,-f(+)] b A[a(-),!c(-)=,-f(+)]': 'b',
  'A[a(+),b(-)=,!c(+)=,d(-)?,!e(+)?,-f(-)] c A[!c(+)=,!e(+)?]': 'c',
  'A[a(-),b(+)=,!c(-)=,d(+)?,!e(-)?,-f(+)] d A[a(-),b(+)=,!c(-)=,-f(+)]': 'd',
  'A[a(+),b(-)=,!c(+)=,d(-)?,!e(+)?,-f(-)] e A': 'e',
  'A[a(-),b(+)=,!c(-)=,d(+)?,!e(-)?,-f(+)] f A[a(-),b(+)=,!c(-)=,-f(+)]': 'f',
  'B[x(+)?]  B': '',
  'B[x(-)?]  B[x(-)?]': '',
  'C[x(+)=]  C': '',
  'C[x(-)=]  C[x(-)=]': '',
  'D[!x(+)=]  D[!x(+)=]': '',
  'D[!x(-)=]  D': '',
  'B[-x]  B[-x]': '',
  'B[x?]  B[x?]': '',
  'B[x=]  B[x=]': '',
  'B[!x=]  B[!x=]': '',
  'B[!x?]  B[!x?]': '',
};

function iuseOf(row: UseRow): ReadonlySet<string> {
  const given = IUSE[`${row.self} ${row.other_use} ${row.result}`.replaceAll('dev-libs/', '')];
  return given === undefined ? EVERY_FLAG : iuseNames(given);
}

function judgeUse(row: UseRow): unknown {
  switch (row.fn) {
    case 'match_from_list':
      return matching(row as Listed);
    case 'match': {
      const { cpvstr, slot, subslot, use, iuse } = row.pkg as NonNullable<UseRow['pkg']>;
      const candidate = candidateOf(
        { cpv: cpvstr, slot, sub_slot: subslot, repo: null, use, iuse: [...iuseNames(iuse.join(' '))] },
        null,
      );
      return matchesAtom(parseAtom(row.atom as string), candidate);
    }
    case 'evaluate_conditionals':
      return evaluateAtom(parseAtom(row.self as string), new Set(row.use)).text;
    default: {
      const atom = parseAtom(row.self as string);
      const candidate = { use: new Set(row.other_use), iuse: iuseOf(row), iuseEffective: NONE };
      const unmet = unmetUseDependencies(atom, candidate, new Set(row.parent_use ?? []));
      const head = atom.text.replace(/\[.*/, '');
      return unmet.length === 0 ? head : `${head}[${unmet.map(formatUseDependency).join(',')}]`;
    }
  }
}
