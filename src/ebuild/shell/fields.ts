// The fields that one word becomes: what stands unquoted is split where it holds characters of IFS, what stands quoted never is
// (bash(1), Word Splitting).

/** What may be a pattern of file names. */
const GLOB = /[*?]|\[.*\]|[+@!]\(/s;

export class Fields {
  readonly done: string[] = [];
  /** Whether some field holds unquoted pattern characters. */
  hasPattern = false;
  #current = '';
  #open = false;
  #plainText = '';
  readonly #separators: string;

  constructor(separators: string) {
    this.#separators = separators;
  }

  quoted(text: string): void {
    this.#current += text;
    this.#open = true;
  }

  /** Written unquoted: not split, but a pattern. */
  plain(text: string): void {
    if (text === '') return;
    this.#current += text;
    this.#plainText += text;
    this.#open = true;
  }

  /** Ends a field, if one has begun. */
  next(): void {
    if (this.#open) this.end();
  }

  /** Ends a field, empty or not. */
  end(): void {
    if (this.#plainText !== '' && GLOB.test(this.#plainText)) this.hasPattern = true;
    this.done.push(this.#current);
    this.#current = '';
    this.#plainText = '';
    this.#open = false;
  }

  /** The result of an unquoted expansion. */
  split(text: string): void {
    const separators = this.#separators;
    if (separators === '') {
      this.plain(text);
      return;
    }
    let from = 0;
    let at = 0;
    while (at < text.length) {
      if (!separators.includes(text[at] as string)) {
        at++;
        continue;
      }
      this.plain(text.slice(from, at));
      at = this.#separate(text, at);
      from = at;
    }
    this.plain(text.slice(from));
  }

  /** Blanks, at most one other separator, blanks: one delimiter. Blanks alone at an end separate nothing. */
  #separate(text: string, start: number): number {
    const wasOpen = this.#open;
    let at = this.#skipBlanks(text, start);
    const hard = at < text.length && this.#separators.includes(text[at] as string);
    if (hard) {
      this.end();
      at = this.#skipBlanks(text, at + 1);
    } else if (wasOpen) this.end();
    return at;
  }

  #skipBlanks(text: string, start: number): number {
    let at = start;
    while (
      at < text.length &&
      ' \t\n'.includes(text[at] as string) &&
      this.#separators.includes(text[at] as string)
    )
      at++;
    return at;
  }
}
