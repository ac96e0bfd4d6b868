// The words of an ebuild and its eclasses that an atom of its metadata is written by. Nothing is run: expansions match any text, and the
// nearest word to the metadata variable wins.

import type { Atom } from '../../pms/atom.js';
import { isExcluded } from './locate-excluded.js';
import { type Flow, traceFlow } from './locate-flow.js';
import { fitsAround } from './locate-holes.js';
import type { Scope, Syntax } from './locate-syntax.js';
import type { Piece, Word } from './locate-words.js';

export interface AtomQuery {
  /** As the metadata or the binary package has it. */
  readonly atom: Atom;
  /** `RDEPEND`. */
  readonly variable: string;
  /** Of the ebuild: PN, PV and the like. */
  readonly values: ReadonlyMap<string, string>;
  /** Null where it is not known. */
  readonly use: ReadonlySet<string> | null;
}

export interface LocatedAtom {
  /** Position in the scripts. */
  readonly script: number;
  readonly word: Word<Scope>;
  /** The variable whose value it is written in; null where it stands in none. */
  readonly variable: string | null;
  /** Whether the metadata variable is made of it, as far as can be seen without running anything. */
  readonly flows: boolean;
  /** No expansion had to be guessed, and no flag or condition of the ebuild is known to rule it out. */
  readonly certain: boolean;
}

interface Match extends LocatedAtom {
  /** The lower the nearer, the first difference decides. */
  readonly rank: readonly number[];
}

/** Of the scripts of one ebuild. */
export class AtomLocator {
  readonly #scripts: readonly Syntax[];
  readonly #flows = new Map<string, Flow>();

  /** The ebuild first, then its eclasses in the order in which they are inherited. */
  constructor(scripts: readonly Syntax[]) {
    this.#scripts = scripts;
  }

  /** Best first. */
  locate(query: AtomQuery): readonly LocatedAtom[] {
    const flow = this.#flowOf(query.variable);
    const wanted = splitAtom(query.atom.text);
    const matches = this.#scripts.flatMap((syntax, script) =>
      syntax.words.filter(hasName).flatMap(word => {
        const fit = fitOf(word, wanted, query);
        return fit === null ? [] : [rank({ script, word, syntax, fit, flow }, query)];
      }),
    );
    return matches.sort((a, b) => compareRanks(a.rank, b.rank));
  }

  #flowOf(variable: string): Flow {
    let flow = this.#flows.get(variable);
    if (flow === undefined) {
      flow = traceFlow(this.#scripts, variable);
      this.#flows.set(variable, flow);
    }
    return flow;
  }
}

/** Between category and name there is a slash, and few words have one. */
function hasName({ pieces }: Word<Scope>): boolean {
  return pieces.some(piece => typeof piece === 'string' && piece.includes('/'));
}

interface Candidate {
  readonly script: number;
  readonly word: Word<Scope>;
  readonly syntax: Syntax;
  readonly fit: Fit;
  readonly flow: Flow;
}

/** Longer than any way through variables. */
const FAR = 1_000;

function rank({ script, word, syntax, fit, flow }: Candidate, { use, values }: AtomQuery): Match {
  const { assignment } = word.context;
  const variable = assignment === null ? null : (syntax.assignments[assignment]?.name ?? null);
  const distance = flow.distanceOf(word.context, syntax);
  const isTaken =
    !isExcluded(word.context.conditions, values) &&
    (use === null || word.groups.every(group => isEnabled(group, use)));
  // What is assigned to another metadata variable is further than what a function may print.
  const far = distance ?? FAR + (assignment === null ? 0 : 1);
  return {
    script,
    word,
    variable,
    flows: distance !== null,
    certain: isTaken && fit.guessed === 0,
    rank: [
      fit.named ? 0 : 1,
      isTaken ? 0 : 1,
      distance === null ? 1 : 0,
      fit.whole,
      fit.guessed,
      fit.tail,
      far,
      script,
      word.start,
    ],
  };
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [at, one] of a.entries()) {
    const difference = one - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function isEnabled(group: string, use: ReadonlySet<string>): boolean {
  const flag = /^(!?)([\w+@-]+)\?$/.exec(group);
  return flag === null || use.has(flag[2] as string) === (flag[1] === '');
}

/** Both as text in which `HOLE` stands for what is not known. */
interface AtomParts {
  /** Blocker, operator, category, name and version. */
  readonly base: string;
  /** Without sub-slot and operator; empty where none is asked for. */
  readonly slot: string;
}

const HOLE = '\0';
const PARTS = /^([^:[]*)(?:::[^:[]*)?(?::([^:[/=*]*))?/;

function splitAtom(text: string): AtomParts {
  const [, base = '', slot = ''] = PARTS.exec(text) ?? [];
  return { base, slot };
}

interface Fit {
  /** Category and name are written out. */
  readonly named: boolean;
  /** Expansions of which any value would do. */
  readonly guessed: number;
  /** 0 where the word can become all of the atom, with slots and flags. */
  readonly whole: 0 | 1;
  /** 0 where both name a slot, or neither. */
  readonly tail: 0 | 1;
}

/** Null where the word cannot become the atom. */
function fitOf(
  word: Word<Scope>,
  wanted: AtomParts,
  { atom, values }: Pick<AtomQuery, 'atom' | 'values'>,
): Fit | null {
  const pattern = word.pieces.map(piece => fill(piece, values)).join('');
  const { base, slot } = splitAtom(pattern);
  if (!LETTERS.test(base) || !canBecome(base, wanted.base)) return null;
  if (slot !== '' && wanted.slot !== '' && !canBecome(slot, wanted.slot)) return null;
  return {
    named: base.includes(`${atom.category}/${atom.package}`),
    whole: canBecome(pattern, atom.text) ? 0 : 1,
    guessed: base.split(HOLE).length - 1,
    tail: (slot === '') === (wanted.slot === '') ? 0 : 1,
  };
}

/** A word of nothing but expansions could become any atom. */
const LETTERS = /[A-Za-z].*[A-Za-z]/s;

function fill(piece: Piece, values: ReadonlyMap<string, string>): string {
  if (typeof piece === 'string') return piece.replaceAll(HOLE, '');
  return (piece.variable === null ? undefined : values.get(piece.variable)) ?? HOLE;
}

function canBecome(pattern: string, text: string): boolean {
  return fitsAround(pattern.split(HOLE), text);
}
