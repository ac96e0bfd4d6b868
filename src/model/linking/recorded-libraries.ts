// What is recorded of a package's libraries (REQUIRES, PROVIDES, NEEDED.ELF.2) against what its files are.

import { collapseWhitespace } from '../../base/collapse-whitespace.js';
import { compareText } from '../../base/compare-text.js';
import { fileMetadataOf } from '../file-metadata.js';
import type { BinaryPackage } from '../package.js';
import type { ElfObject, Payload } from '../payload.js';
import { payloadOf } from '../payload-of.js';
import { SonameTable } from '../sonames.js';
import type { Universe } from '../universe.js';
import { neededEntryOf, readNeededElf } from './needed-elf.js';

export interface LibraryRecord {
  readonly key: 'REQUIRES' | 'PROVIDES';
  /** What the files have and the record lacks, as `libz.so.1`, of other ABIs than the first `libz.so.1 (x86_32)`. */
  readonly missing: readonly string[];
  /** What the record has and no file. */
  readonly superfluous: readonly string[];
  /** A file that has the first of the missing ones. */
  readonly file: string | null;
}

interface NeededRecord {
  /** Files of which another list of libraries is recorded, or that are recorded and not there, or the reverse. */
  readonly files: readonly string[];
}

export interface RecordFaults {
  /** Nothing was recorded of them, though there are libraries to record. */
  readonly unrecorded: 'nothing' | 'needed-only' | null;
  readonly libraries: readonly LibraryRecord[];
  readonly needed: NeededRecord | null;
}

const SOUND: RecordFaults = { unrecorded: null, libraries: [], needed: null };

/** Null where the files were not read to the end. The package's own metadata is judged; an index that differs from it is another fault. */
export function recordFaultsOf(universe: Pick<Universe, 'sources'>, pkg: BinaryPackage): RecordFaults | null {
  const payload = payloadOf(universe, pkg);
  if (payload?.isComplete !== true) return null;
  const metadata = fileMetadataOf(universe, pkg);
  const read = (key: 'REQUIRES' | 'PROVIDES') =>
    metadata === null ? pkg.record[key] : collapseWhitespace(metadata.get(key) ?? '');
  const needed = metadata?.get('NEEDED.ELF.2') ?? '';
  if (read('REQUIRES') === '' && read('PROVIDES') === '' && isBeforeRequires(needed)) {
    // Portage of old skipped these packages altogether.
    const isExempt = pkg.record.RESTRICT.split(' ').includes('binchecks');
    if (isExempt || payload.requires + payload.provides === '') return SOUND;
    return { ...SOUND, unrecorded: needed.trim() === '' ? 'nothing' : 'needed-only' };
  }
  // Of a file that could not be read nobody knows what it needs.
  const isWhole = !payload.problems.some(({ field }) => field?.startsWith('/') === true);
  const libraries = (['REQUIRES', 'PROVIDES'] as const).flatMap(key =>
    compareRecord(key, read(key), payload, isWhole),
  );
  return {
    unrecorded: null,
    libraries,
    needed: needed === '' ? null : compareNeeded(needed, payload, isWhole),
  };
}

/** Portage before 2.2.15 wrote NEEDED.ELF.2 without ABI, and nothing by ABI. */
function isBeforeRequires(needed: string): boolean {
  return readNeededElf(needed).every(({ category }) => category === '');
}

function compareRecord(
  key: 'REQUIRES' | 'PROVIDES',
  recorded: string,
  payload: Payload,
  isWhole: boolean,
): readonly LibraryRecord[] {
  const [was, is] = [recorded, key === 'REQUIRES' ? payload.requires : payload.provides].map(readNames);
  // A text that cannot be read is told by another rule.
  if (was === undefined || was === null || is === undefined || is === null) return [];
  const unnamed = new Set(payload.elf.filter(isUnnamed).map(({ path }) => nameOf(path)));
  // Portage took the names of files without SONAME only from 2020 on (Gentoo bug 715162).
  const isOld = (name: string) => unnamed.has(name.split(' ')[0] as string);
  const missing = [...is].filter(name => !was.has(name) && (key === 'REQUIRES' || !isOld(name)));
  const superfluous = isWhole ? [...was].filter(name => !is.has(name) && !isOld(name)) : [];
  if (missing.length + superfluous.length === 0) return [];
  const [first] = missing;
  const file = first === undefined ? null : fileWith(key, payload.elf, first);
  return [{ key, missing: missing.map(short), superfluous: superfluous.map(short), file }];

  /** The ABI of most packages goes without saying. */
  function short(name: string): string {
    const [library = '', abi] = name.split(' ');
    return payload.elf.every(({ category }) => category === abi || category === null)
      ? library
      : `${library} (${abi})`;
  }
}

/** `libz.so.1 x86_64` */
function readNames(text: string): ReadonlySet<string> | null {
  const { sonames, fault } = new SonameTable().parse(text);
  return fault !== null ? null : new Set(sonames.map(({ abi, soname }) => `${soname} ${abi}`));
}

/** Whether Portage records it by its file name hangs on the release of `file` that looked at it: some went by the mode. */
function isUnnamed({ soname, type }: ElfObject): boolean {
  return type === 'shared' && (soname === null || soname === '');
}

function fileWith(key: 'REQUIRES' | 'PROVIDES', files: readonly ElfObject[], name: string): string | null {
  const [library = '', abi] = name.split(' ');
  const has = (file: ElfObject) =>
    file.category === abi &&
    (key === 'REQUIRES' ? file.needed.includes(library) : neededEntryOf(file).soname === library);
  return files.find(has)?.path ?? null;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** By the set of libraries of each file that the linker reads: scanelf passes over objects that are only compiled. */
function compareNeeded(text: string, { elf }: Payload, isWhole: boolean): NeededRecord | null {
  const loaded = new Map(
    elf
      .filter(({ type }) => type === 'shared' || type === 'executable')
      .map(file => [file.path, file] as const),
  );
  const others = new Set(elf.map(({ path }) => path));
  const recorded = readNeededElf(text);
  const known = new Set(recorded.map(({ path }) => path));
  const files: string[] = [];
  for (const { path, needed } of recorded) {
    const file = loaded.get(path);
    if (file === undefined ? isWhole && !others.has(path) : !isSameSet(file.needed, needed)) files.push(path);
  }
  for (const { path, needed } of loaded.values()) if (needed.length > 0 && !known.has(path)) files.push(path);
  return files.length === 0 ? null : { files: [...new Set(files)].sort(compareText) };
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  const [left, right] = [new Set(a), new Set(b)];
  return left.size === right.size && [...left].every(name => right.has(name));
}
