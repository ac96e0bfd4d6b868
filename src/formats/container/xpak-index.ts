// The index of an xpak segment: entries one after the other, without a count. An index that does not end with an entry is
// not trusted at all, since then any of its lengths may be the wrong one.

import type { ByteRange } from '../../base/byte-range.js';
import { ByteReader } from '../../base/byte-reader.js';
import type { Problem } from '../../base/format-error.js';

export interface XpakEntry {
  readonly name: string;
  /** False where bytes of the name are not UTF-8 and became U+FFFD. */
  readonly utf8: boolean;
  /** Of the value in the file. */
  readonly offset: number;
  readonly length: number;
  /** Of the entry in the file. */
  readonly indexOffset: number;
}

export interface XpakIndex {
  /** Offsets of values count from the end of the index, where the data begin. */
  readonly entries: readonly XpakEntry[];
  readonly problems: readonly Problem[];
}

/** The three numbers of an entry. */
const NUMBERS = 12;
/** Real packages have about 35. */
const MAX_ENTRIES = 4096;
/** NAME_MAX of Linux. */
const MAX_NAME = 255;
/** The client reserves as much memory as an entry says, whatever the size of the file, and fails. */
const HUGE = 2 ** 30;

export function readXpakIndex(bytes: Uint8Array, start: number): XpakIndex {
  const reader = new ByteReader(bytes, 'xpak', start);
  const dataOffset = start + bytes.length;
  const entries: XpakEntry[] = [];
  while (reader.remaining >= NUMBERS) {
    const indexOffset = reader.offset;
    const nameLength = reader.readU32();
    if (nameLength + 8 > reader.remaining) {
      const message =
        'the name of this entry, or of one before it, has a wrong length: it reaches past the index';
      return broken('index-entry-truncated', message, indexOffset, 'refused');
    }
    const raw = reader.readBytes(nameLength);
    const name = new TextDecoder('utf-8', { ignoreBOM: true }).decode(raw);
    const offset = dataOffset + reader.readU32();
    entries.push({ name, utf8: isUtf8(raw), offset, length: reader.readU32(), indexOffset });
    if (entries.length > MAX_ENTRIES) {
      return broken(
        'metadata-too-large',
        `the index has more than ${MAX_ENTRIES} entries`,
        indexOffset,
        'harmful',
      );
    }
  }
  if (reader.remaining > 0) {
    const message = `${reader.remaining} bytes of the index belong to no entry, so its length is wrong and values shift`;
    // The client stops quietly where at most eight bytes are left, and fails on more.
    return broken('index-length', message, reader.offset, reader.remaining > 8 ? 'refused' : 'harmful');
  }
  if (entries.length === 0) return broken('index-empty', 'the index has no entries', start, 'refused');
  return { entries, problems: [] };
}

function broken(code: string, message: string, offset: number, effect: 'refused' | 'harmful'): XpakIndex {
  return { entries: [], problems: [{ code, message, offset, effect }] };
}

/** Reports what is wrong with single entries; returns those whose name and place can be trusted. */
export function judgeXpakEntries(
  entries: readonly XpakEntry[],
  data: ByteRange,
  problems: Problem[],
): XpakEntry[] {
  const seen = new Set<string>();
  const trusted: XpakEntry[] = [];
  for (const entry of entries) {
    const problem = judgeName(entry, seen);
    const range = judgeRange(entry, data);
    seen.add(entry.name);
    for (const found of [problem, range]) if (found !== null) problems.push(found);
    if (range === null && (problem === null || problem.effect === 'harmful')) trusted.push(entry);
  }
  return trusted;
}

function judgeName(entry: XpakEntry, seen: ReadonlySet<string>): Problem | null {
  const { name, indexOffset: offset } = entry;
  const problem = (code: string, message: string, effect: 'refused' | 'harmful' | 'unusual'): Problem => {
    return { code, message, offset, effect, field: name.slice(0, MAX_NAME) };
  };
  if (name.length > MAX_NAME) {
    return problem('entry-name-too-long', 'the name of an entry is too long for any file', 'refused');
  }
  if (name === '')
    return problem('entry-name-empty', 'an entry has no name; the client never ends unpacking', 'refused');
  if (leavesRoot(name)) {
    const message = `the name ${JSON.stringify(name)} leads out of the metadata; the client never ends unpacking`;
    return problem('entry-name-traversal', message, 'refused');
  }
  if (name.includes('\0'))
    return problem('entry-name-nul', 'the name of an entry has a NUL; it cannot be unpacked', 'refused');
  if (!entry.utf8) return problem('entry-name-not-utf8', 'the name of an entry is not UTF-8', 'unusual');
  if (name.includes('/'))
    return problem('entry-name-nested', `the name ${JSON.stringify(name)} has a slash`, 'unusual');
  if (seen.has(name)) {
    return problem(
      'entry-duplicate',
      `${name} is there twice; which one counts depends on who reads`,
      'harmful',
    );
  }
  return null;
}

/** Whether a path below a directory ends at that directory or outside it. */
function leavesRoot(path: string): boolean {
  let depth = 0;
  for (const part of path.split('/')) {
    if (part === '..') depth--;
    else if (part !== '' && part !== '.') depth++;
    if (depth < 0) return true;
  }
  return depth === 0;
}

function judgeRange(entry: XpakEntry, data: ByteRange): Problem | null {
  if (entry.offset + entry.length <= data.offset + data.length) return null;
  return {
    code: 'entry-range',
    message: `the value of ${entry.name.slice(0, MAX_NAME)} reaches past the end of the data`,
    offset: entry.indexOffset,
    effect: entry.length >= HUGE ? 'refused' : 'harmful',
    field: entry.name.slice(0, MAX_NAME),
    expected: `within ${data.length} bytes`,
    actual: `${entry.length} bytes from ${entry.offset - data.offset}`,
  };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
