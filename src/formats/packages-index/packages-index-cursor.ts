// Walks the lines of a Packages index, and reads by the book (`portage.md` 4.1, line parse) each line that is not of
// the plain form `KEY: value`.

import { DEFAULT_VALUES, INHERITED_KEYS, INTERNAL_NAMES } from './packages-index-keys.js';
import type { Particulars } from './packages-index-problem.js';
import type { IndexProblemList } from './packages-index-problem-list.js';
import { decodeRange, findOddByte, type IndexText, isUtf8 } from './packages-index-text.js';

const CR = 0x0d;
/** Longer lines are read, but told. The longest of a real index are some 10 KB. */
export const LONG_LINE = 1024 * 1024;

const OVERRIDING_KEYS: ReadonlySet<string> = new Set([...DEFAULT_VALUES.keys(), ...INHERITED_KEYS]);

export interface KeyValue {
  /** Internal name. */
  readonly key: string;
  readonly value: string;
}

export class IndexCursor {
  readonly text: string;
  readonly bytes: Uint8Array;
  /** Line number of the current line, from 1. */
  line = 0;
  /** Offsets of the current line, line ending excluded. */
  start = 0;
  end = 0;
  /** Whether the current line holds NUL, CR or a byte above 127. */
  odd = false;
  /** Lines that ended in CR LF so far, the first of them, the empty ones among them, and the first empty line at all. */
  crlfLines = 0;
  firstCrlf = { line: 0, offset: 0 };
  crlfSeparators = 0;
  firstSeparator: 'lf' | 'crlf' | null = null;

  readonly #source: IndexText;
  #next = 0;
  #nextOdd = 0;

  constructor(source: IndexText) {
    this.#source = source;
    this.text = source.text;
    this.bytes = source.bytes;
    this.#nextOdd = findOddByte(source, 0);
  }

  nextLine(): boolean {
    const start = this.#next;
    if (start >= this.text.length) return false;
    const newline = this.text.indexOf('\n', start);
    const end = newline < 0 ? this.text.length : newline;
    this.line++;
    this.start = start;
    this.end = end;
    this.#next = end + 1;
    if (this.#nextOdd < start) this.#nextOdd = findOddByte(this.#source, start);
    this.odd = this.#nextOdd < end;
    if (this.odd && newline >= 0 && this.bytes[end - 1] === CR) this.#endBeforeCr();
    if (this.end === start) {
      this.firstSeparator ??= end > start ? 'crlf' : 'lf';
      if (end > start) this.crlfSeparators++;
    }
    return true;
  }

  get blank(): boolean {
    return this.start === this.end;
  }

  /** Whether the line after the current one is empty or missing. */
  get blankFollows(): boolean {
    const next = this.#next;
    return next >= this.text.length || this.text[next] === '\n' || this.text.startsWith('\r\n', next);
  }

  /** Goes back to an offset where a line starts. */
  rewind(offset: number, lineBefore: number): void {
    this.#next = offset;
    this.line = lineBefore;
    this.#nextOdd = findOddByte(this.#source, offset);
    this.crlfLines = 0;
    this.crlfSeparators = 0;
    this.firstSeparator = null;
  }

  /** The current line as text. */
  get content(): string {
    return this.odd ? decodeRange(this.bytes, this.start, this.end) : this.text.slice(this.start, this.end);
  }

  /** Whether the current line is not empty but nothing other than white space. */
  get whitespace(): boolean {
    return !this.blank && this.end - this.start < LONG_LINE && this.content.trim() === '';
  }

  /** Key and value of the current line, whatever its form; null for a line without a colon. */
  readLine(problems: IndexProblemList, inHeader = false): KeyValue | null {
    const tell = (code: Parameters<IndexProblemList['add']>[0], particulars?: Particulars) =>
      problems.add(code, this.line, this.start, particulars);
    if (this.end - this.start > LONG_LINE) tell('line-too-long', { actual: String(this.end - this.start) });
    if (this.odd) this.#judgeBytes(problems);
    const content = this.content;
    const colon = content.indexOf(':');
    if (colon < 0) {
      tell('colon-missing', { actual: content });
      return null;
    }
    const written = content.slice(0, colon);
    const key = INTERNAL_NAMES.get(written) ?? written;
    const rest = content.slice(colon + 1);
    if (rest === '' || rest === ' ') {
      // In an entry an empty value is no absent one: neither default nor header applies.
      const overrides = !inHeader && OVERRIDING_KEYS.has(key);
      tell('value-empty', { field: key, ...(overrides ? { loses: 'value' as const } : {}) });
      return { key, value: '' };
    }
    if (rest.startsWith(' ')) {
      const value = rest.slice(1);
      if (value.trim() !== value) tell('value-padded', { field: key, actual: value });
      return { key, value };
    }
    if (rest.startsWith('\t')) {
      tell('space-missing', {
        field: key,
        loses: 'nothing',
        message: 'A tab instead of a space after the colon.',
      });
      return { key, value: rest.slice(1) };
    }
    tell('space-missing', { field: key, expected: rest, actual: rest.slice(1) });
    return { key, value: rest };
  }

  #endBeforeCr(): void {
    this.end--;
    if (this.crlfLines++ === 0) this.firstCrlf = { line: this.line, offset: this.end };
    // The CR is dealt with; is anything else odd about this line?
    this.odd = this.#nextOdd < this.end;
  }

  #judgeBytes(problems: IndexProblemList): void {
    const { bytes, start, end } = this;
    const cr = bytes.subarray(start, end).indexOf(CR);
    if (cr >= 0) problems.add('carriage-return', this.line, start + cr);
    const nul = bytes.subarray(start, end).indexOf(0);
    if (nul >= 0) problems.add('nul-byte', this.line, start + nul);
    if (!isUtf8(bytes, start, end)) problems.add('encoding-invalid', this.line, start);
  }
}
