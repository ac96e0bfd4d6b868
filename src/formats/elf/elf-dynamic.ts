// What the dynamic section asks of the loader (gABI 5.2): libraries by name, search paths, versions of symbols
// (Linux Standard Base, "Symbol Versioning").

import { type ElfBytes, elfError } from './elf-bytes.js';
import { type ElfHeader, offsetOf, SEGMENT } from './elf-header.js';

/** A version of another library's symbols that this file needs. */
interface VersionNeed {
  /** SONAME as NEEDED has it. */
  readonly library: string;
  readonly version: string;
  /** The program starts without it. */
  readonly isWeak: boolean;
}

export interface Dynamic {
  readonly soname: string | null;
  /** In order. */
  readonly needed: readonly string[];
  readonly rpath: string | null;
  readonly runpath: string | null;
  readonly versionNeeds: readonly VersionNeed[];
  /** Without the one that names the file itself. */
  readonly versionDefinitions: readonly string[];
  /** DF_1_PIE: an executable, although its type is that of a shared object; null where no flags are there. */
  readonly isPie: boolean | null;
  readonly tables: DynamicTables;
}

/** Offsets in the file of what symbols are read from; null where there is none. */
interface DynamicTables {
  readonly strings: { readonly offset: number; readonly end: number } | null;
  readonly symbols: number | null;
  readonly hash: number | null;
  readonly gnuHash: number | null;
  readonly versions: number | null;
  /** By index in the table of versions: its name, and the library that defines it, or null for this file. */
  readonly names: ReadonlyMap<number, { readonly version: string; readonly library: string | null }>;
}

const TAG = {
  needed: 1,
  hash: 4,
  strings: 5,
  symbols: 6,
  stringsSize: 10,
  soname: 14,
  rpath: 15,
  runpath: 29,
  gnuHash: 0x6ffffef5,
  versym: 0x6ffffff0,
  verdef: 0x6ffffffc,
  verdefCount: 0x6ffffffd,
  verneed: 0x6ffffffe,
  verneedCount: 0x6fffffff,
  flags1: 0x6ffffffb,
} as const;

const PIE = 0x08000000;

/** Entries looked at; real files have some fifty. */
const MOST_ENTRIES = 100_000;
const MOST_VERSIONS = 65_535;
/** Of all names that one file refers to: each may be as long as the table of names, and many entries may refer to one. */
const MOST_CHARACTERS = 1 << 20;
const NONE: Dynamic = {
  soname: null,
  needed: [],
  rpath: null,
  runpath: null,
  versionNeeds: [],
  versionDefinitions: [],
  isPie: null,
  tables: { strings: null, symbols: null, hash: null, gnuHash: null, versions: null, names: new Map() },
};

/** Of a file without dynamic section, nothing. Throws a FormatError. */
export function readDynamic(header: ElfHeader): Dynamic {
  const segment = header.segments.find(({ type }) => type === SEGMENT.dynamic);
  if (segment === undefined || segment.fileSize === 0) return NONE;
  return new DynamicReader(header, segment.offset, segment.fileSize).read();
}

class DynamicReader {
  readonly #header: ElfHeader;
  readonly #file: ElfBytes;
  readonly #first = new Map<number, number>();
  readonly #needed: number[] = [];
  readonly #names = new Map<number, { readonly version: string; readonly library: string | null }>();
  readonly #strings: { readonly offset: number; readonly end: number } | null;
  #characters = 0;

  constructor(header: ElfHeader, offset: number, size: number) {
    this.#header = header;
    this.#file = header.file;
    this.#file.require(offset, size, 'the dynamic section');
    this.#readEntries(offset, size);
    this.#strings = this.#findStrings();
  }

  read(): Dynamic {
    const versionNeeds = this.#readVersionNeeds();
    const versionDefinitions = this.#readVersionDefinitions();
    const flags = this.#first.get(TAG.flags1);
    return {
      soname: this.#string(TAG.soname),
      needed: this.#needed.map(offset => this.#text(offset)),
      rpath: this.#string(TAG.rpath),
      runpath: this.#string(TAG.runpath),
      versionNeeds,
      versionDefinitions,
      isPie: flags === undefined ? null : (flags & PIE) !== 0,
      tables: {
        strings: this.#strings,
        symbols: this.#place(TAG.symbols),
        hash: this.#place(TAG.hash),
        gnuHash: this.#place(TAG.gnuHash),
        versions: this.#place(TAG.versym),
        names: this.#names,
      },
    };
  }

  #readEntries(offset: number, size: number): void {
    const step = this.#file.is64 ? 16 : 8;
    const count = Math.min(Math.floor(size / step), MOST_ENTRIES);
    for (let at = 0; at < count; at++) {
      const entry = offset + at * step;
      const tag = this.#file.word(entry);
      if (tag === 0) return;
      const value = this.#file.word(entry + step / 2);
      if (tag === TAG.needed) this.#needed.push(value);
      else if (!this.#first.has(tag)) this.#first.set(tag, value);
    }
  }

  #findStrings() {
    const offset = this.#place(TAG.strings);
    if (offset === null) return null;
    const size = this.#first.get(TAG.stringsSize) ?? 0;
    return { offset, end: Math.min(offset + size, this.#file.size) };
  }

  /** A pointer of the program as a place in the file. */
  #place(tag: number): number | null {
    const address = this.#first.get(tag);
    return address === undefined ? null : offsetOf(this.#header, address);
  }

  #string(tag: number): string | null {
    const offset = this.#first.get(tag);
    return offset === undefined ? null : this.#text(offset);
  }

  #text(offset: number): string {
    const strings = this.#strings;
    if (strings === null || strings.offset + offset >= strings.end)
      throw elfError('elf-string', 'a name lies outside of the table of names', strings?.offset ?? 0);
    const text = this.#file.text(strings.offset + offset, strings.end);
    this.#characters += text.length + 1;
    if (this.#characters > MOST_CHARACTERS)
      throw elfError('elf-names', 'the names of libraries and versions do not end', strings.offset + offset);
    return text;
  }

  /** version u16, count u16, file u32, first u32, next u32; of each: hash u32, flags u16, index u16, name u32, next u32. */
  #readVersionNeeds(): readonly VersionNeed[] {
    const needs: VersionNeed[] = [];
    const count = Math.min(this.#first.get(TAG.verneedCount) ?? 0, MOST_VERSIONS);
    let at = this.#place(TAG.verneed);
    for (let i = 0; i < count && at !== null; i++) {
      this.#file.require(at, 16, 'a version need');
      const library = this.#text(this.#file.u32(at + 4));
      let one = at + this.#file.u32(at + 8);
      for (let left = this.#file.u16(at + 2); left > 0; left--) {
        this.#file.require(one, 16, 'a version need');
        const version = this.#text(this.#file.u32(one + 8));
        needs.push({ library, version, isWeak: (this.#file.u16(one + 4) & 2) !== 0 });
        this.#name(this.#file.u16(one + 6), version, library);
        if (needs.length > MOST_VERSIONS) throw elfError('elf-versions', 'the version needs do not end', one);
        const next = this.#file.u32(one + 12);
        if (next === 0) break;
        one += next;
      }
      const next = this.#file.u32(at + 12);
      at = next === 0 ? null : at + next;
    }
    return needs;
  }

  /** version u16, flags u16, index u16, count u16, hash u32, first u32, next u32; of each: name u32, next u32. */
  #readVersionDefinitions(): readonly string[] {
    const definitions: string[] = [];
    const count = Math.min(this.#first.get(TAG.verdefCount) ?? 0, MOST_VERSIONS);
    let at = this.#place(TAG.verdef);
    for (let i = 0; i < count && at !== null; i++) {
      this.#file.require(at, 20, 'a version definition');
      const isFile = (this.#file.u16(at + 2) & 1) !== 0;
      const name = this.#text(this.#file.u32(at + this.#file.u32(at + 12)));
      if (!isFile) definitions.push(name);
      this.#name(this.#file.u16(at + 4), name, null);
      const next = this.#file.u32(at + 16);
      at = next === 0 ? null : at + next;
    }
    return definitions;
  }

  #name(index: number, version: string, library: string | null): void {
    this.#names.set(index & 0x7fff, { version, library });
  }
}
