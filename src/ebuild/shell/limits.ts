// What one evaluation may take: an ebuild of a real tree needs a small part of it, a hostile one ends here.

import { Unknown } from '../syntax/outcome.js';

export interface LimitOptions {
  /** Commands, rounds of loops, characters of patterns looked at (each some hundred to a millisecond). */
  readonly steps?: number;
  /** UTF-16 units of all texts made. */
  readonly text?: number;
  /** Functions, substitutions and subshells within each other. */
  readonly depth?: number;
}

/** The most that an ebuild of gpoverlay620 needs: 204,000 steps, 1,760 M of text with 530,000 at once, depth 10, lists of 1,704 words. */
const STEPS = 2_000_000;
/** Of a subshell, which takes as long as so many commands; real ebuilds have some thousand. */
export const SUBSHELL_STEPS = 40;
const TEXT = 4_000_000_000;
const LONGEST = 4_000_000;
const DEPTH = 150;
const MOST_WORDS = 50_000;

export class Limits {
  #steps: number;
  #text: number;
  readonly #deepest: number;
  #depth = 0;

  constructor({ steps = STEPS, text = TEXT, depth = DEPTH }: LimitOptions = {}) {
    this.#steps = steps;
    this.#text = text;
    this.#deepest = depth;
  }

  readonly spend = (steps: number): void => {
    this.#steps -= steps;
    if (this.#steps < 0) throw new Unknown('it takes more steps than allowed');
  };

  /** A text was made. */
  take(length: number): void {
    this.#text -= length;
    if (length > LONGEST || this.#text < 0) throw new Unknown('it makes more text than allowed');
  }

  /** A list of words was made. */
  list(length: number): void {
    if (length > MOST_WORDS) throw new Unknown('it makes longer lists than allowed');
  }

  enter(): void {
    if (++this.#depth > this.#deepest) throw new Unknown('it nests deeper than allowed');
  }

  leave(): void {
    this.#depth--;
  }
}
