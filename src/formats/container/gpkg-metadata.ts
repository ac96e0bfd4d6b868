// metadata.tar of a gpkg, decompressed: one file `metadata/KEY` for each key and nothing else; Portage's client fails on a
// directory entry. It is read forwards only, so that a decompressor can feed it.

import type { RangeReader } from '../../base/byte-range.js';
import { FormatError, type Problem } from '../../base/format-error.js';
import { MetadataTable } from './metadata-table.js';
import { hasContents, TarCursor, type TarEntry } from './tar.js';

const ROOT = 'metadata/';

/** `offset` is where the compressed archive stands in the file: what is said of its contents is said there. */
export function* readGpkgMetadata(offset: number): RangeReader<MetadataTable> {
  const table = new MetadataTable();
  const seen = new Set<string>();
  try {
    const cursor = new TarCursor();
    for (;;) {
      const entry = yield* cursor.next();
      if (entry.ended) {
        judgeEnd(entry.by, entry.problem, seen.size, offset, table.problems);
        return table;
      }
      if (seen.size === MAX_KEYS) {
        const message = `the metadata has more than ${MAX_KEYS} keys`;
        table.problems.push({ code: 'metadata-too-large', message, offset, effect: 'harmful' });
        return table;
      }
      const key = judgeEntry(entry, seen, offset, table.problems);
      if (key === null || !table.wants(key, entry.size, offset)) continue;
      table.add(key, yield* cursor.read(entry), offset);
    }
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    table.problems.push(inArchive(error.problem, offset));
    return table;
  }
}

/** Real packages have about 35. */
const MAX_KEYS = 4096;

/** The key that an entry gives a value to, or null where it gives none. */
function judgeEntry(entry: TarEntry, seen: Set<string>, offset: number, problems: Problem[]): string | null {
  const { name } = entry;
  const report = (code: string, message: string, effect: Problem['effect'] = 'refused') => {
    problems.push({
      code,
      message: `${message} (byte ${entry.offset} of metadata.tar)`,
      offset,
      effect,
      field: name,
    });
  };
  const key = name.startsWith(ROOT) ? name.slice(ROOT.length) : null;
  const quoted = JSON.stringify(name);
  const duplicate = seen.has(name);
  seen.add(name);
  if (entry.kind !== 'file') {
    const readable = hasContents(entry.kind);
    report(
      'metadata-not-file',
      `the entry ${quoted} is not marked as a file (${entry.kind})`,
      readable ? 'unusual' : 'refused',
    );
    if (!readable) return null;
  }
  if (key === null || !namesFile(key)) {
    report('metadata-path', `the entry ${quoted} is not called metadata/KEY`);
    return null;
  }
  if (duplicate)
    report('metadata-duplicate', `${key} is there twice; reading takes the last, installing fails`);
  if (key.includes('/')) {
    report('metadata-nested', `the entry ${quoted} stands below a directory`, 'unusual');
    return null;
  }
  return key;
}

/** Whether a key is the path of a file below `metadata/`, and of nothing else. */
function namesFile(key: string): boolean {
  const parts = key.split('/');
  return !parts.includes('..') && !['', '.'].includes(parts.at(-1) ?? '');
}

function judgeEnd(
  by: 'zero-block' | 'input' | 'damage',
  problem: Problem | null,
  entries: number,
  offset: number,
  problems: Problem[],
): void {
  if (problem !== null) problems.push({ ...inArchive(problem, offset), effect: 'harmful' });
  else if (entries === 0) {
    problems.push({
      code: 'metadata-empty',
      message: 'the metadata archive has no entries',
      offset,
      effect: 'refused',
    });
  } else if (by === 'input') {
    const message = 'the metadata archive does not end with zero blocks';
    problems.push({ code: 'metadata-unended', message, offset, effect: 'unusual' });
  }
}

function inArchive(problem: Problem, offset: number): Problem {
  return {
    ...problem,
    code: 'metadata-archive-damaged',
    message: `the metadata archive is damaged: ${problem.message} (byte ${problem.offset} of metadata.tar)`,
    offset,
  };
}
