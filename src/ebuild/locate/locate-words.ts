// The words of a script as text that a dependency specification may be in: quotes gone, expansions as holes, the groups of the specification
// (`ssl? (`, `|| (`) around each word known.

/** A stretch of text, or an expansion whose value is not known here: null where it is no plain variable. */
export type Piece = string | { readonly variable: string | null };

export interface Word<Context> {
  /** From its first to after its last character in the script. */
  readonly start: number;
  readonly end: number;
  readonly pieces: readonly Piece[];
  /** Outermost first: `ssl?`, `||`; empty text for a plain bracket. */
  readonly groups: readonly string[];
  readonly context: Context;
}

const MARKER = /\?$|^(\|\||\^\^|\?\?)$/;
const MOST_GROUPS = 50;
/** Within single quotes: what an eclass may expand later. */
const LATER = /\$\{[^}]*\}|\$[A-Za-z_]\w*/g;

interface OpenWord {
  readonly pieces: Piece[];
  readonly start: number;
  readonly groups: readonly string[];
  end: number;
}

/** Takes text in the order of the script and makes words of it. */
export class WordBuilder<Context> {
  readonly words: Word<Context>[] = [];
  readonly #source: string;
  #open: OpenWord | null = null;
  #groups: readonly string[] = [];
  #marker = '';

  constructor(source: string) {
    this.#source = source;
  }

  /** Text of the script from `start` on, whose white space parts words. */
  addText(start: number, end: number, context: Context): void {
    let at = start;
    for (const part of this.#source.slice(start, end).split(/(\\?\s+)/)) {
      if (/^\\?\s+$/.test(part)) this.finish(context);
      else if (part !== '') this.#addPiece(part, at, at + part.length);
      at += part.length;
    }
  }

  /** The same, as it stands between single quotes. */
  addLaterText(start: number, end: number, context: Context): void {
    let at = start;
    for (const found of this.#source.slice(start, end).matchAll(LATER)) {
      const stop = start + found.index;
      this.addText(at, stop, context);
      at = stop + found[0].length;
      this.addHole(/\w+/.exec(found[0])?.[0] ?? null, stop, at);
    }
    this.addText(at, end, context);
  }

  addHole(variable: string | null, start: number, end: number): void {
    this.#addPiece({ variable }, start, end);
  }

  #addPiece(piece: Piece, start: number, end: number): void {
    this.#open ??= { pieces: [], start, groups: this.#groups, end };
    const { pieces } = this.#open;
    const last = pieces.at(-1);
    if (typeof last === 'string' && typeof piece === 'string') pieces[pieces.length - 1] = last + piece;
    else pieces.push(piece);
    this.#open.end = end;
  }

  /** The word ends here, if there is one. */
  finish(context: Context): void {
    if (this.#open === null) return;
    const { pieces, start, groups, end } = this.#open;
    this.#open = null;
    const text = this.#source.slice(start, end);
    // Each level costs a copy: what nests deeper than any real specification is not told apart.
    if (text === '(' && this.#groups.length < MOST_GROUPS) this.#groups = [...this.#groups, this.#marker];
    else if (text === ')') this.#groups = this.#groups.slice(0, -1);
    this.#marker = MARKER.test(text) ? text : '';
    if (this.#marker !== '' || text === '(' || text === ')') return;
    if (pieces.some(piece => typeof piece === 'string'))
      this.words.push({ start, end, pieces, groups, context });
  }

  /** A text of its own within another: a substitution, a value. */
  within(body: () => void): void {
    const open = this.#open;
    const groups = this.#groups;
    const marker = this.#marker;
    this.#open = null;
    this.#marker = '';
    body();
    this.#open = open;
    this.#groups = groups;
    this.#marker = marker;
  }

  /** A bracket that closes nothing in `body` closes nothing after it. */
  keepGroups(body: () => void): void {
    const groups = this.#groups;
    body();
    this.#groups = groups;
  }

  /** A specification begins: no group is open. */
  startAnew(): void {
    this.#groups = [];
    this.#marker = '';
  }
}
