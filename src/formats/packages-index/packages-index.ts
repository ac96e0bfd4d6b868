// Reads a Packages index as Portage does (`portage.md` 4.1), with one difference: what Portage drops without a
// word is kept where it can be, and always told, with line, byte offset and what a client loses.
//
//   header block | blank line | entry block | blank line | entry block | ... | blank line
//   block: lines `KEY: value`, one space after the colon

import { IndexCursor } from './packages-index-cursor.js';
import { readEntries } from './packages-index-entries.js';
import { checkHeader, readHeader } from './packages-index-header.js';
import type { IndexEntry } from './packages-index-keys.js';
import type { IndexProblem, Particulars } from './packages-index-problem.js';
import { IndexProblemList } from './packages-index-problem-list.js';
import { INDEX_LIMITS, type IndexLimits, openIndexText } from './packages-index-text.js';

export interface PackagesIndex {
  /** By internal names (`repository`, not `REPO`). */
  readonly header: ReadonlyMap<string, string>;
  /** In the order of the file. */
  readonly entries: readonly IndexEntry[];
  /** In the order of the file. */
  readonly problems: readonly IndexProblem[];
}

/** Throws `FormatError` only for an index too large to be read: bytes, entries or lines of header. */
export function readPackagesIndex(bytes: Uint8Array, limits: IndexLimits = INDEX_LIMITS): PackagesIndex {
  const problems = new IndexProblemList();
  const cursor = new IndexCursor(openIndexText(bytes));
  const begin = skipLeading(cursor, problems);
  const header = readHeader(cursor, problems, begin);
  if (header === null) problems.add('header-missing', begin.line, begin.offset);
  problems.keepBlock();
  const entries = readEntries(cursor, header?.values ?? new Map(), problems, limits.entries);
  if (header !== null) checkHeader(header, entries, problems);
  tellLineEndings(cursor, problems, entries.length);
  tellUnfinishedEnd(cursor, problems);
  return {
    header: header?.values ?? new Map(),
    entries,
    problems: problems.finish(problem => countHidden(problem, entries)),
  };
}

/** A byte order mark and empty lines before the header. */
function skipLeading(cursor: IndexCursor, problems: IndexProblemList): { line: number; offset: number } {
  const { bytes, text } = cursor;
  let offset = 0;
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    problems.add('byte-order-mark', 1, 0);
    offset = 3;
  }
  let line = 1;
  while (text[offset] === '\n' || text.startsWith('\r\n', offset)) {
    offset += text[offset] === '\n' ? 1 : 2;
    line++;
  }
  if (line > 1) {
    problems.add('blank-line', 1, 0, {
      loses: 'index',
      actual: `${line - 1}`,
      message:
        'The index begins with an empty line: Portage finds no VERSION before it and ignores the whole index.',
    });
  }
  problems.keepBlock();
  cursor.rewind(offset, line - 1);
  return { line, offset };
}

function tellLineEndings(cursor: IndexCursor, problems: IndexProblemList, entries: number): void {
  if (cursor.crlfLines === 0) return;
  const { line, offset } = cursor.firstCrlf;
  // Clients that download the index do not see a line of CR LF as empty: what it separates runs together.
  const joined = Math.min(cursor.crlfSeparators, entries - 1);
  const consequence: Particulars =
    cursor.firstSeparator === 'crlf'
      ? { loses: 'index' }
      : joined > 0
        ? { loses: 'entry', hidden: joined }
        : {};
  problems.add('line-ending-crlf', line, offset, { actual: `${cursor.crlfLines} lines`, ...consequence });
}

function tellUnfinishedEnd(cursor: IndexCursor, problems: IndexProblemList): void {
  const { text } = cursor;
  if (text === '' || text.endsWith('\n\n') || text.endsWith('\n\r\n')) return;
  problems.add('final-newline-missing', Math.max(1, cursor.line), text.length);
}

function countHidden(problem: IndexProblem, entries: readonly IndexEntry[]): number {
  switch (problem.loses) {
    case 'index':
      return entries.length;
    case 'rest':
      return entries.length - countBefore(problem.offset ?? 0, entries);
    default:
      return problem.hidden;
  }
}

function countBefore(offset: number, entries: readonly IndexEntry[]): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (entries[middle]!.offset < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
