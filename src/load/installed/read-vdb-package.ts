// One package of a VDB: a file a key, or, from Portage 3.0.83 on, also the snapshot `metadata` with all of them
// (`dbapi/vartree.py`: `_aux_get`, `_read_metadata_file`).

import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { collapseWhitespace } from '../../base/collapse-whitespace.js';
import type { Problem } from '../../base/format-error.js';
import { type IndexKey, METADATA_KEYS } from '../../formats/packages-index/packages-index-keys.js';
import { readSmallText } from '../file/read-small-text.js';

const SNAPSHOT = 'metadata';
const FORMAT_LINE = '#format=1';
const TIME_PREFIX = '#dir_mtime=';
type Values = Partial<Record<IndexKey, string>>;

export interface VdbPackage {
  readonly values: Readonly<Values>;
  /** `field` is the file concerned. */
  readonly problems: readonly Problem[];
}

export function readVdbPackage(directory: string): VdbPackage {
  const problems: Problem[] = [];
  const values: Values = {};
  let files: ReadonlyMap<string, Dirent>;
  try {
    files = new Map(readdirSync(directory, { withFileTypes: true }).map(file => [file.name, file]));
    values._mtime_ = String(Math.floor(statSync(directory).mtimeMs / 1000));
  } catch (error) {
    problems.push({
      code: 'directory-unreadable',
      message: `It cannot be listed: ${reasonOf(error)}.`,
      offset: null,
    });
    return { values, problems };
  }
  const read = (name: string): string | null => {
    const file = files.get(name);
    if (file === undefined) return null;
    const { text, problem } = readSmallText(join(directory, name), file);
    if (problem !== null) problems.push({ ...problem, field: name });
    return text;
  };
  const isCurrent = (time: string) => time === String(statSync(directory, { bigint: true }).mtimeNs);
  return collectValues(read, { values, problems, isCurrent });
}

export interface PackageParts {
  readonly values: Values;
  readonly problems: Problem[];
  /** Whether the snapshot of that time, in nanoseconds, is as old as the directory: nothing was changed behind its back. */
  readonly isCurrent: (time: string) => boolean;
}

/** `read` gives the text of a file of the package's directory, null where there is none. */
export function collectValues(
  read: (name: string) => string | null,
  { values, problems, isCurrent }: PackageParts,
): VdbPackage {
  const snapshot = parseSnapshot(read(SNAPSHOT));
  const isValid = snapshot !== null && isCurrent(snapshot.time);
  for (const key of METADATA_KEYS) {
    // A snapshot that is valid is complete; an outdated one is better than nothing.
    const text = isValid ? snapshot.values.get(key) : (read(key) ?? snapshot?.values.get(key));
    const value = collapseWhitespace(text ?? '');
    if (value !== '') values[key] = value;
  }
  if (values.SLOT === undefined) {
    const message = 'There is no SLOT; Portage takes 0 for it.';
    problems.push({ code: 'metadata-missing', message, offset: null, field: 'SLOT' });
  }
  return { values, problems };
}

interface Snapshot {
  readonly values: ReadonlyMap<string, string>;
  /** Of the directory when it was written, in nanoseconds. */
  readonly time: string;
}

/** Null for what is no snapshot; other programs may keep a file of this name. */
function parseSnapshot(text: string | null): Snapshot | null {
  if (text === null || !text.startsWith(`${FORMAT_LINE}\n`)) return null;
  const values = new Map<string, string>();
  let time = '';
  for (const line of text.split('\n')) {
    const equals = line.indexOf('=');
    if (line.startsWith(TIME_PREFIX)) time = line.slice(TIME_PREFIX.length).trim();
    else if (!line.startsWith('#') && equals > 0) values.set(line.slice(0, equals), line.slice(equals + 1));
  }
  return { values, time };
}

function reasonOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
