// The words of make.conf and make.defaults as Portage reads them: with Python's shlex, not with bash (PMS 5.2.4 allows no more than
// both understand).

export interface Token {
  readonly text: string;
  readonly line: number;
}

const WORD = /[0-9A-Za-z~!@#$%*_\\:;?,./\-+{}]/;
const SPACE = /[ \t\n]/;

export class MakeConfTokens {
  readonly #text: string;
  #at = 0;
  #line = 1;

  constructor(text: string) {
    // Every end of line is one character, and the last line has one.
    this.#text = `${text.replace(/\r\n?/g, '\n')}\n`;
  }

  get line(): number {
    return this.#line;
  }

  /** Null at the end. Throws `UnclosedQuote`. */
  next(): Token | null {
    if (!this.#skipBlank()) return null;
    const line = this.#line;
    const first = this.#text[this.#at] as string;
    if (!WORD.test(first) && first !== '"' && first !== "'") {
      this.#at++;
      return { text: first, line };
    }
    return this.#word(line);
  }

  /** To the next word; false at the end. */
  #skipBlank(): boolean {
    for (; this.#at < this.#text.length; this.#at++) {
      const character = this.#text[this.#at] as string;
      if (character === '#') this.#skipLine();
      else if (!SPACE.test(character)) return true;
      if (this.#text[this.#at] === '\n') this.#line++;
    }
    return false;
  }

  #skipLine(): void {
    const end = this.#text.indexOf('\n', this.#at);
    this.#at = end < 0 ? this.#text.length : end;
  }

  #word(line: number): Token | null {
    const parts: string[] = [];
    let quoted = false;
    while (this.#at < this.#text.length) {
      const character = this.#text[this.#at] as string;
      if (character === '"' || character === "'") {
        quoted = true;
        parts.push(this.#quoted(character));
      } else if (character === '\\') parts.push(this.#escaped());
      // A comment may begin in the middle of a word.
      else if (character !== '#' && WORD.test(character)) {
        parts.push(character);
        this.#at++;
      } else break;
    }
    const text = parts.join('');
    return text === '' && !quoted ? this.next() : { text, line };
  }

  /** Backslashes stay, except before the quote and another backslash: what they mean is decided when variables are put in. */
  #quoted(quote: string): string {
    const begin = this.#line;
    const parts: string[] = [];
    for (this.#at++; this.#at < this.#text.length; this.#at++) {
      const character = this.#text[this.#at] as string;
      if (character === quote) {
        this.#at++;
        return parts.join('');
      }
      if (character === '\n') this.#line++;
      if (character !== '\\' || quote === "'") {
        parts.push(character);
        continue;
      }
      const escaped = this.#text[++this.#at] ?? '';
      if (escaped === '\n') this.#line++;
      parts.push(escaped === '"' || escaped === '\\' ? escaped : `\\${escaped}`);
    }
    throw new UnclosedQuote(begin);
  }

  #escaped(): string {
    const escaped = this.#text[this.#at + 1];
    if (escaped === undefined) throw new UnclosedQuote(this.#line);
    this.#at += 2;
    if (escaped === '\n') this.#line++;
    return escaped;
  }
}

/** A quote or an escape that the file ends in. */
export class UnclosedQuote extends Error {
  override readonly name = 'UnclosedQuote';
  readonly line: number;

  constructor(line: number) {
    super('a quote is never closed');
    this.line = line;
  }
}
