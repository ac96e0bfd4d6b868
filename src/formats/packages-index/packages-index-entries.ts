// The entries of a Packages index: the blocks after the header (`portage.md` 4.1, body).

import { compareText } from '../../base/compare-text.js';
import { LookAhead } from '../../base/look-ahead.js';
import { type IndexCursor, LONG_LINE } from './packages-index-cursor.js';
import { HEADER_KEYS } from './packages-index-header.js';
import { type KeyMatch, matchKey } from './packages-index-key-table.js';
import {
  DEFAULT_VALUES,
  INDEX_KEYS,
  INHERITED_KEYS,
  type IndexEntry,
  KEY_POSITIONS,
  makeIndexEntry,
  positionOf,
} from './packages-index-keys.js';
import type { IndexProblemList } from './packages-index-problem-list.js';
import { makeSizeError } from './packages-index-text.js';

const SPACE = 0x20;
const CPV = positionOf('CPV');
const PATH = positionOf('PATH');
const DEFAULTS: readonly string[] = INDEX_KEYS.map(key => DEFAULT_VALUES.get(key) ?? '');

/** Reads blocks from the cursor to the end of the index. */
export function readEntries(
  cursor: IndexCursor,
  header: ReadonlyMap<string, string>,
  problems: IndexProblemList,
  most: number,
): IndexEntry[] {
  return new EntryReader(cursor, header, problems, most).read();
}

class EntryReader {
  readonly #cursor: IndexCursor;
  readonly #problems: IndexProblemList;
  readonly #inherited: readonly (readonly [position: number, value: string])[];
  readonly #most: number;
  readonly #entries: IndexEntry[] = [];
  readonly #match: KeyMatch = { position: 0, colon: 0 };
  readonly #nextCpv: LookAhead;
  readonly #nextBlank: LookAhead;
  readonly #nextCrlfBlank: LookAhead;

  // The block being read: values in the order of INDEX_KEYS, and a bit for each that has been set.
  #values: string[] = DEFAULTS.slice();
  #seen = 0;
  #last = -1;
  #line = 0;
  #offset = 0;
  #headerLike = false;

  constructor(
    cursor: IndexCursor,
    header: ReadonlyMap<string, string>,
    problems: IndexProblemList,
    most: number,
  ) {
    this.#most = most;
    this.#cursor = cursor;
    this.#problems = problems;
    this.#nextCpv = new LookAhead(cursor.text, '\nCPV:');
    this.#nextBlank = new LookAhead(cursor.text, '\n\n');
    this.#nextCrlfBlank = new LookAhead(cursor.text, '\n\r\n');
    this.#inherited = INHERITED_KEYS.map(key => [positionOf(key), header.get(key) ?? ''] as const);
  }

  read(): IndexEntry[] {
    const cursor = this.#cursor;
    while (cursor.nextLine()) {
      if (cursor.blank) this.#skipBlankLines();
      else if (cursor.odd || cursor.bytes[cursor.start]! <= SPACE) this.#beginOdd();
      else this.#readBlock();
    }
    return this.#entries;
  }

  #skipBlankLines(): void {
    const { line, start } = this.#cursor;
    let count = 1;
    while (this.#cursor.blankFollows && this.#cursor.nextLine()) count++;
    this.#problems.add('blank-line', line, start, { actual: `${count}` });
    this.#problems.keepBlock();
  }

  #beginOdd(): void {
    const cursor = this.#cursor;
    if (!cursor.whitespace) {
      this.#readBlock();
      return;
    }
    // Portage skips the line. An empty one after it makes an empty block for Portage, and is told as such.
    this.#problems.add('separator-not-empty', cursor.line, cursor.start, { loses: 'nothing' });
    this.#problems.keepBlock();
  }

  /** Reads the block that begins with the cursor's line. The plain form of a line is dealt with here, fast. */
  #readBlock(): void {
    const cursor = this.#cursor;
    const { bytes, text } = cursor;
    const match = this.#match;
    this.#begin();
    do {
      const { start, end } = cursor;
      if (!cursor.odd && end - start <= LONG_LINE && matchKey(bytes, start, end, match)) {
        const { position, colon } = match;
        const from = colon + 2;
        const plain =
          from < end && bytes[colon + 1] === SPACE && bytes[from]! > SPACE && bytes[end - 1]! > SPACE;
        // Ascending positions, as Portage writes them, exclude duplicates.
        if (plain && position > this.#last) {
          this.#values[position] = text.slice(from, end);
          this.#seen |= 1 << position;
          this.#last = position;
          continue;
        }
      }
      if (!this.#readOddLine()) break;
    } while (cursor.nextLine() && !cursor.blank);
    this.#end(cursor.whitespace);
  }

  /** Any other line; false if it ends the block. */
  #readOddLine(): boolean {
    const cursor = this.#cursor;
    const problems = this.#problems;
    const { line, start } = cursor;
    if (cursor.whitespace) {
      const loses = cursor.blankFollows ? 'nothing' : 'entry';
      problems.add('separator-not-empty', line, start, { loses });
      return loses === 'nothing';
    }
    const found = cursor.readLine(problems);
    if (found === null) return true;
    const { key, value } = found;
    const position = KEY_POSITIONS.get(key);
    if (position === undefined) {
      problems.add(key === 'REPO_REVISIONS' ? 'key-leaked' : 'key-unknown', line, start, {
        field: key,
        actual: value,
      });
      this.#headerLike ||= HEADER_KEYS.has(key);
      return true;
    }
    if (position < this.#last && this.#isSecondPackage(start)) {
      this.#end(true);
      problems.add('separator-missing', line, start);
      this.#begin();
    }
    if ((this.#seen & (1 << position)) !== 0) {
      problems.add('key-duplicate', line, start, {
        field: key,
        expected: this.#values[position]!,
        actual: value,
      });
    }
    this.#values[position] = value;
    this.#seen |= 1 << position;
    this.#last = position;
    return true;
  }

  /**
   * Keys are written in order. Where one falls back behind CPV, and another CPV stands before the next empty line, the
   * empty line between two packages is missing. What is found ahead is remembered, so that the work stays linear.
   */
  #isSecondPackage(start: number): boolean {
    if ((this.#seen & (1 << CPV)) === 0) return false;
    const cpv = this.#nextCpv.from(start - 1);
    return cpv < this.#nextBlank.from(start) && cpv < this.#nextCrlfBlank.from(start);
  }

  #begin(): void {
    for (let i = 0; i < DEFAULTS.length; i++) this.#values[i] = DEFAULTS[i]!;
    this.#seen = 0;
    this.#last = -1;
    this.#line = this.#cursor.line;
    this.#offset = this.#cursor.start;
    this.#headerLike = false;
  }

  /** `joined`: Portage sees no end here and reads on into the next block. */
  #end(joined: boolean): void {
    const values = this.#values;
    const cpv = values[CPV]!;
    if (cpv === '') {
      this.#refuseBlock(joined);
      return;
    }
    for (const [position, value] of this.#inherited) {
      if ((this.#seen & (1 << position)) === 0) values[position] = value;
    }
    const previous = this.#entries[this.#entries.length - 1];
    if (previous !== undefined && compareText(previous.CPV, cpv) > 0) {
      this.#problems.add('order-unsorted', this.#line, this.#offset, { expected: previous.CPV, actual: cpv });
    }
    if (this.#entries.length >= this.#most)
      throw makeSizeError(`more than ${this.#most} entries, as no binhost has`, this.#offset);
    this.#entries.push(makeIndexEntry(values, this.#line, this.#offset));
    this.#problems.keepBlock(cpv);
  }

  /** A block that is no package. What is wrong with its lines matters no more. */
  #refuseBlock(joined: boolean): void {
    const empty = this.#seen === 0;
    const place = [this.#line, this.#offset] as const;
    this.#problems.dropBlock();
    if (this.#headerLike) {
      this.#problems.add('header-in-body', ...place, { loses: empty && !joined ? 'rest' : 'value' });
    } else if (empty) {
      this.#problems.add('block-unknown', ...place, { loses: joined ? 'nothing' : 'rest' });
    } else {
      const path = this.#values[PATH]!;
      this.#problems.add('cpv-missing', ...place, path === '' ? {} : { field: 'PATH', actual: path });
    }
    this.#problems.keepBlock();
  }
}
