// Patterns of bash: `*`, `?`, brackets, and `@(a|b)` with its kin. A pattern is worked through with the set of all places it may
// have reached, so that no pattern takes more than (length of the text) squared times (length of the pattern) steps.

import { readBracket } from './bracket-expression.js';

type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'one'; readonly accepts: (char: string) => boolean }
  | { readonly kind: 'any' }
  | {
      readonly kind: 'group';
      readonly operator: '?' | '*' | '+' | '@' | '!';
      readonly branches: readonly (readonly Node[])[];
    };

export interface Pattern {
  readonly nodes: readonly Node[];
  /** The only text that matches, where there is one. */
  readonly literal: string | null;
}

/** Called with the number of characters looked at, so that a limit can be kept. */
export type Spend = (steps: number) => void;

const known = new Map<string, Pattern>();
const MOST_KNOWN = 5_000;

/** `groups`: whether `@(a|b)` is read (`extglob`). A backslash quotes the character after it. Never fails: what is no bracket or group is text. */
export function compilePattern(source: string, groups = true): Pattern {
  const key = groups ? source : `\0${source}`;
  let pattern = known.get(key);
  if (pattern === undefined) {
    if (known.size >= MOST_KNOWN) known.clear();
    const nodes = new PatternReader(source, groups).read();
    pattern = { nodes, literal: literalOf(nodes) };
    known.set(key, pattern);
  }
  return pattern;
}

/** As a pattern that matches just this text. */
export function quotePattern(text: string): string {
  return text.replaceAll(/[\\*?[\]+@!(){}|^-]/g, '\\$&');
}

function literalOf(nodes: readonly Node[]): string | null {
  if (nodes.length === 0) return '';
  const [only] = nodes;
  return nodes.length === 1 && only?.kind === 'text' ? only.text : null;
}

class PatternReader {
  readonly #source: string;
  readonly #groups: boolean;
  #at = 0;

  constructor(source: string, groups: boolean) {
    this.#source = source;
    this.#groups = groups;
  }

  read(): readonly Node[] {
    return this.#sequence(false);
  }

  #sequence(inGroup: boolean): readonly Node[] {
    const nodes: Node[] = [];
    let text = '';
    const flush = () => {
      if (text !== '') nodes.push({ kind: 'text', text });
      text = '';
    };
    while (this.#at < this.#source.length) {
      const char = this.#source[this.#at] as string;
      if (inGroup && (char === '|' || char === ')')) break;
      const node = this.#special(char);
      if (node === null) {
        if (char === '\\' && this.#at + 1 < this.#source.length) this.#at++;
        text += this.#source[this.#at++];
        continue;
      }
      flush();
      nodes.push(node);
    }
    flush();
    return nodes;
  }

  #special(char: string): Node | null {
    if (this.#groups && '?*+@!'.includes(char) && this.#source[this.#at + 1] === '(') {
      const group = this.#group(char as '?');
      if (group !== null) return group;
    }
    if (char === '*') {
      this.#at++;
      return { kind: 'any' };
    }
    if (char === '?') {
      this.#at++;
      return { kind: 'one', accepts: () => true };
    }
    if (char !== '[') return null;
    const bracket = readBracket(this.#source, this.#at);
    if (bracket === null) return null;
    this.#at = bracket.end;
    return { kind: 'one', accepts: bracket.accepts };
  }

  #group(operator: '?' | '*' | '+' | '@' | '!'): Node | null {
    const start = this.#at;
    this.#at += 2;
    const branches: (readonly Node[])[] = [];
    for (;;) {
      branches.push(this.#sequence(true));
      const close = this.#source[this.#at];
      if (close === undefined) {
        this.#at = start;
        return null;
      }
      this.#at++;
      if (close === ')') return { kind: 'group', operator, branches };
    }
  }
}

/** Whether all of the text matches. */
export function matchesPattern(pattern: Pattern, text: string, spend: Spend): boolean {
  if (pattern.literal !== null) return pattern.literal === text;
  return advance(pattern.nodes, text, [0], spend).at(-1) === text.length;
}

/** Where a match from `start` may end, ascending. */
export function matchEnds(pattern: Pattern, text: string, start: number, spend: Spend): readonly number[] {
  const { literal } = pattern;
  if (literal !== null) return text.startsWith(literal, start) ? [start + literal.length] : [];
  return advance(pattern.nodes, text, [start], spend);
}

/** Where a match that reaches the end of the text may start, ascending. */
export function suffixStarts(pattern: Pattern, text: string, spend: Spend): readonly number[] {
  const { literal } = pattern;
  if (literal !== null) return text.endsWith(literal) ? [text.length - literal.length] : [];
  const reversed = [...text].reverse().join('');
  return advance(reverse(pattern.nodes), reversed, [0], spend)
    .map(end => text.length - end)
    .reverse();
}

function reverse(nodes: readonly Node[]): readonly Node[] {
  return [...nodes].reverse().map((node): Node => {
    if (node.kind === 'text') return { kind: 'text', text: [...node.text].reverse().join('') };
    return node.kind === 'group' ? { ...node, branches: node.branches.map(reverse) } : node;
  });
}

/** The places reached from any of `starts` (ascending), ascending. */
function advance(
  nodes: readonly Node[],
  text: string,
  starts: readonly number[],
  spend: Spend,
): readonly number[] {
  let places = starts;
  for (const node of nodes) {
    if (places.length === 0) return places;
    spend(places.length);
    places = step(node, text, places, spend);
  }
  return places;
}

function step(node: Node, text: string, places: readonly number[], spend: Spend): readonly number[] {
  switch (node.kind) {
    case 'text':
      return places.filter(place => text.startsWith(node.text, place)).map(place => place + node.text.length);
    case 'one':
      return places
        .filter(place => place < text.length && node.accepts(text[place] as string))
        .map(place => place + 1);
    case 'any':
      spend(text.length);
      return range(places[0] as number, text.length);
    case 'group':
      return stepGroup(node, text, places, spend);
  }
}

function stepGroup(
  { operator, branches }: Extract<Node, { readonly kind: 'group' }>,
  text: string,
  places: readonly number[],
  spend: Spend,
): readonly number[] {
  const once = (from: readonly number[]) => union(branches.map(branch => advance(branch, text, from, spend)));
  switch (operator) {
    case '@':
      return once(places);
    case '?':
      return union([places, once(places)]);
    case '!':
      return union(
        places.map(place => {
          const taken = new Set(once([place]));
          return range(place, text.length).filter(end => !taken.has(end));
        }),
      );
    default: {
      const reached = new Set(operator === '*' ? places : []);
      let fresh: readonly number[] = places;
      while (fresh.length > 0) {
        fresh = once(fresh).filter(place => !reached.has(place));
        for (const place of fresh) reached.add(place);
      }
      return [...reached].sort((a, b) => a - b);
    }
  }
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

function union(sets: readonly (readonly number[])[]): readonly number[] {
  if (sets.length === 1) return sets[0] as readonly number[];
  return [...new Set(sets.flat())].sort((a, b) => a - b);
}
