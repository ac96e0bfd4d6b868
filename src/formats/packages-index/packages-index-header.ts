// The header of a Packages index: its first block. Unlike entries it may hold any key (`portage.md` 4.1).

import { compareText } from '../../base/compare-text.js';
import type { IndexCursor, KeyValue } from './packages-index-cursor.js';
import type { IndexEntry } from './packages-index-keys.js';
import type { IndexProblemCode, Particulars } from './packages-index-problem.js';
import type { IndexProblemList } from './packages-index-problem-list.js';
import { MAX_HEADER_LINES, makeSizeError } from './packages-index-text.js';

/** Keys that stand in headers only: where they are, a block without CPV is a header. */
export const HEADER_KEYS: ReadonlySet<string> = new Set(['PACKAGES', 'PROFILE', 'TIMESTAMP', 'VERSION']);

interface LineStart {
  readonly line: number;
  readonly offset: number;
}

export interface IndexHeader {
  readonly values: ReadonlyMap<string, string>;
  readonly places: ReadonlyMap<string, LineStart>;
  readonly start: LineStart;
}

/** Reads the first block; null, and the cursor back at `begin`, if that is no header but already a package. */
export function readHeader(
  cursor: IndexCursor,
  problems: IndexProblemList,
  begin: LineStart,
): IndexHeader | null {
  const lines: HeaderLine[] = [];
  // Where a key falls back behind the one before it: there a package may begin without an empty line before it.
  let fall = 0;
  while (cursor.nextLine() && !cursor.blank) {
    const place = { line: cursor.line, offset: cursor.start };
    if (cursor.whitespace) {
      const loses = cursor.blankFollows || lines.length === 0 ? 'nothing' : 'entry';
      problems.add('separator-not-empty', place.line, place.offset, { loses });
      if (loses === 'entry') break;
      continue;
    }
    const read = cursor.readLine(problems, true);
    if (read === null) continue;
    const previous = lines[lines.length - 1];
    if (previous !== undefined && compareText(read.key, previous.key) < 0) fall = lines.length;
    if (read.key === 'CPV') {
      problems.dropBlock();
      const header = lines.slice(0, fall);
      const isHeader = header.some(({ key }) => HEADER_KEYS.has(key));
      const { line, offset } = isHeader ? (lines[fall] ?? place) : begin;
      cursor.rewind(offset, line - 1);
      if (!isHeader) return null;
      problems.add('separator-missing', line, offset);
      return collect(header, problems);
    }
    if (lines.length >= MAX_HEADER_LINES)
      throw makeSizeError(`a header of more than ${MAX_HEADER_LINES} lines`, place.offset);
    lines.push({ ...read, ...place });
  }
  return lines.length === 0 ? null : collect(lines, problems);
}

interface HeaderLine extends KeyValue, LineStart {}

function collect(lines: readonly HeaderLine[], problems: IndexProblemList): IndexHeader {
  const values = new Map<string, string>();
  const places = new Map<string, LineStart>();
  for (const { key, value, line, offset } of lines) {
    if (values.has(key)) problems.add('key-duplicate', line, offset, { field: key, actual: value });
    values.set(key, value);
    places.set(key, { line, offset });
  }
  problems.keepBlock();
  return { values, places, start: lines[0]! };
}

/** What the header says against what the index holds, and what Portage demands of it. */
export function checkHeader(
  header: IndexHeader,
  entries: readonly IndexEntry[],
  problems: IndexProblemList,
): void {
  const tell = (code: IndexProblemCode, key: string, particulars: Particulars = {}) => {
    const { line, offset } = header.places.get(key) ?? header.start;
    problems.add(code, line, offset, { field: key, ...particulars });
  };
  const version = header.values.get('VERSION') ?? '';
  if (version === '') tell('version-missing', 'VERSION');
  else if (!isInteger(version) || isPositive(version)) {
    tell('version-unsupported', 'VERSION', { expected: '0', actual: version });
  }

  const timestamp = header.values.get('TIMESTAMP') ?? '';
  if (timestamp === '') tell('timestamp-missing', 'TIMESTAMP');
  else if (!isInteger(timestamp)) tell('timestamp-invalid', 'TIMESTAMP', { actual: timestamp });

  const packages = header.values.get('PACKAGES') ?? '';
  if (packages === '') tell('packages-missing', 'PACKAGES', { expected: String(entries.length) });
  else if (packages !== String(entries.length)) {
    tell('packages-differs', 'PACKAGES', { expected: String(entries.length), actual: packages });
  }

  const homeless = entries.reduce((count, entry) => count + (entry.CHOST === '' ? 1 : 0), 0);
  if (homeless > 0 && !header.values.get('CHOST'))
    tell('chost-missing', 'CHOST', { actual: `${homeless} entries` });
}

/** What Python's `int` takes. */
function isInteger(text: string): boolean {
  return /^\s*[+-]?\d+(?:_\d+)*\s*$/.test(text);
}

function isPositive(integer: string): boolean {
  return !integer.trim().startsWith('-') && /[1-9]/.test(integer);
}
