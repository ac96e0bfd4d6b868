// Searching ahead in a text many times without passing over it many times.

/** Where something next occurs; asked with rising offsets it passes over the text once. */
export class LookAhead {
  readonly #text: string;
  readonly #what: string;
  #found = -1;

  constructor(text: string, what: string) {
    this.#text = text;
    this.#what = what;
  }

  from(start: number): number {
    if (this.#found < start) {
      const offset = this.#text.indexOf(this.#what, start);
      this.#found = offset < 0 ? Number.POSITIVE_INFINITY : offset;
    }
    return this.#found;
  }
}
