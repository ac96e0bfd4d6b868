// Writes small ELF files by hand, so that tests need no compiler: 32 or 64 bit, either byte order, with interpreter, notes, dynamic
// section, symbols, hash table and versions. Sections are left out: the loader does not need them.

export interface ElfInput {
  readonly bits?: 32 | 64;
  readonly order?: 'little' | 'big';
  /** EM_ number; x86-64 by default. */
  readonly machine?: number;
  /** ET_ number; a shared object by default. */
  readonly type?: number;
  readonly flags?: number;
  readonly interpreter?: string;
  readonly soname?: string;
  readonly needed?: readonly string[];
  readonly rpath?: string;
  readonly runpath?: string;
  /** DF_1_PIE. */
  readonly pie?: boolean;
  readonly versionNeeds?: readonly { library: string; versions: readonly string[] }[];
  /** The first names the file itself. */
  readonly versionDefinitions?: readonly string[];
  readonly symbols?: readonly { name: string; defined: boolean; weak?: boolean; version?: number }[];
  /** Linux version, as 6.1.0. */
  readonly kernel?: readonly [number, number, number];
  readonly buildId?: Uint8Array;
  /** Bits of x86 properties. */
  readonly isaNeeded?: number;
  readonly features?: number;
  /** Bytes of code between the tables and the dynamic section, in a segment of their own. */
  readonly code?: number;
  /** Where the tables stand: before the code, as linkers put them, or after it, as patchelf does. */
  readonly tables?: 'first' | 'last';
}

const PT = { load: 1, dynamic: 2, interp: 3, note: 4, property: 0x6474e553 } as const;

/** Bytes in one order, growing. */
class Writer {
  readonly #bytes: number[] = [];
  readonly #little: boolean;
  readonly #wide: boolean;

  constructor(little: boolean, wide: boolean) {
    this.#little = little;
    this.#wide = wide;
  }

  get length(): number {
    return this.#bytes.length;
  }

  get bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  number(value: number, size: number): this {
    const digits = Array.from({ length: size }, (_, i) => Math.floor(value / 256 ** i) % 256);
    this.#bytes.push(...(this.#little ? digits : digits.reverse()));
    return this;
  }

  u16(...values: number[]): this {
    for (const value of values) this.number(value, 2);
    return this;
  }

  u32(...values: number[]): this {
    for (const value of values) this.number(value, 4);
    return this;
  }

  word(...values: number[]): this {
    for (const value of values) this.number(value, this.#wide ? 8 : 4);
    return this;
  }

  raw(bytes: Iterable<number>): this {
    for (const byte of bytes) this.#bytes.push(byte);
    return this;
  }

  align(to: number): this {
    while (this.length % to !== 0) this.#bytes.push(0);
    return this;
  }
}

export function writeElf(input: ElfInput = {}): Uint8Array {
  const wide = (input.bits ?? 64) === 64;
  const little = (input.order ?? 'little') === 'little';
  const write = () => new Writer(little, wide);
  const strings = new Strings();
  const code = input.code ?? 0;
  const last = input.tables === 'last';

  const interp =
    input.interpreter === undefined ? null : Uint8Array.from(Buffer.from(`${input.interpreter}\0`));
  const notes = writeNotes(input, write);
  const property = writeProperty(input, write, wide);
  const versions = writeVersions(input, write, strings);
  const symbols = writeSymbols(input, write, strings, wide);
  const names = {
    needed: (input.needed ?? []).map(name => strings.add(name)),
    soname: strings.addMaybe(input.soname),
    rpath: strings.addMaybe(input.rpath),
    runpath: strings.addMaybe(input.runpath),
  };
  const hasDynamic =
    names.needed.length > 0 ||
    input.soname !== undefined ||
    input.symbols !== undefined ||
    input.pie !== undefined;

  const headerSize = wide ? 64 : 52;
  const entrySize = wide ? 56 : 32;
  const segmentCount =
    1 +
    (code > 0 ? 2 : 0) +
    (hasDynamic ? 1 : 0) +
    [interp, notes, property].filter(part => part !== null).length;
  const start = headerSize + entrySize * segmentCount;

  // Tables, at `start` or after the code.
  const tables = write();
  const place = (bytes: Uint8Array | null) => {
    if (bytes === null) return null;
    tables.align(8);
    const at = tables.length;
    tables.raw(bytes);
    return { at, size: bytes.length };
  };
  const placed = {
    interp: place(interp),
    notes: place(notes),
    property: place(property),
    strings: place(strings.bytes),
    symbols: place(symbols?.table ?? null),
    hash: place(symbols?.hash ?? null),
    versym: place(symbols?.versym ?? null),
    verneed: place(versions.needs),
    verdef: place(versions.definitions),
  };
  tables.align(8);
  const align = (value: number) => Math.ceil(value / 8) * 8;
  const tablesAt = last ? align(start) + code : align(start);
  const codeAt = last ? align(start) : tablesAt + tables.length;
  const dynamicAt = last ? tablesAt + tables.length : codeAt + code;

  const dynamic = write();
  if (hasDynamic) {
    const entry = (tag: number, value: number | null | undefined) => {
      if (value !== null && value !== undefined) dynamic.word(tag, value);
    };
    const address = (part: { at: number } | null) => (part === null ? null : BASE + tablesAt + part.at);
    for (const name of names.needed) entry(1, name);
    entry(14, names.soname);
    entry(15, names.rpath);
    entry(29, names.runpath);
    entry(5, address(placed.strings));
    entry(10, strings.bytes.length);
    entry(6, address(placed.symbols));
    entry(4, address(placed.hash));
    entry(0x6ffffff0, address(placed.versym));
    entry(0x6ffffffe, address(placed.verneed));
    entry(0x6fffffff, input.versionNeeds?.length);
    entry(0x6ffffffc, address(placed.verdef));
    entry(0x6ffffffd, input.versionDefinitions?.length);
    if (input.pie !== undefined) entry(0x6ffffffb, input.pie ? 0x08000000 : 1);
    dynamic.word(0, 0);
  }

  const end = dynamicAt + dynamic.length;
  const file = write();
  file.raw([0x7f, 0x45, 0x4c, 0x46, wide ? 2 : 1, little ? 1 : 2, 1, 0]).raw(new Uint8Array(8));
  file.u16(input.type ?? 3, input.machine ?? 62).u32(1);
  file.word(0, headerSize, 0).u32(input.flags ?? 0);
  file.u16(headerSize, entrySize, segmentCount, 0, 0, 0);
  const segment = (type: number, flags: number, offset: number, size: number) => {
    if (wide) file.u32(type, flags).word(offset, BASE + offset, BASE + offset, size, size, 8);
    else file.u32(type, offset, BASE + offset, BASE + offset, size, size, flags, 4);
  };
  const at = (type: number, part: { at: number; size: number } | null) => {
    if (part !== null) segment(type, 4, tablesAt + part.at, part.size);
  };
  if (code === 0) segment(PT.load, 5, 0, end);
  else {
    segment(PT.load, 4, 0, last ? start : codeAt);
    segment(PT.load, 5, codeAt, code);
    segment(PT.load, 6, last ? tablesAt : dynamicAt, end - (last ? tablesAt : dynamicAt));
  }
  at(PT.interp, placed.interp);
  at(PT.note, placed.notes);
  at(PT.property, placed.property);
  if (hasDynamic) segment(PT.dynamic, 6, dynamicAt, dynamic.length);

  const bytes = new Uint8Array(end);
  bytes.set(file.bytes);
  bytes.set(tables.bytes, tablesAt);
  bytes.fill(0x90, codeAt, codeAt + code);
  bytes.set(dynamic.bytes, dynamicAt);
  return bytes;
}

const BASE = 0x10000;

class Strings {
  readonly #text: string[] = [''];
  #length = 1;

  add(text: string): number {
    const at = this.#length;
    this.#text.push(text);
    this.#length += text.length + 1;
    return at;
  }

  addMaybe(text: string | undefined): number | null {
    return text === undefined ? null : this.add(text);
  }

  get bytes(): Uint8Array {
    return Uint8Array.from(Buffer.from(`${this.#text.join('\0')}\0`));
  }
}

function writeNotes({ kernel, buildId }: ElfInput, write: () => Writer): Uint8Array | null {
  if (kernel === undefined && buildId === undefined) return null;
  const notes = write();
  const note = (type: number, data: Uint8Array) =>
    notes.u32(4, data.length, type).raw(Buffer.from('GNU\0')).raw(data).align(4);
  if (kernel !== undefined) note(1, write().u32(0, ...kernel).bytes);
  if (buildId !== undefined) note(3, buildId);
  return notes.bytes;
}

function writeProperty(
  { isaNeeded, features }: ElfInput,
  write: () => Writer,
  wide: boolean,
): Uint8Array | null {
  if (isaNeeded === undefined && features === undefined) return null;
  const data = write();
  const property = (type: number, value: number) => data.u32(type, 4, value).align(wide ? 8 : 4);
  if (features !== undefined) property(0xc0000002, features);
  if (isaNeeded !== undefined) property(0xc0008002, isaNeeded);
  return write().u32(4, data.length, 5).raw(Buffer.from('GNU\0')).raw(data.bytes).bytes;
}

/** Indices from 2 on, definitions first. */
function writeVersions(
  { versionNeeds, versionDefinitions }: ElfInput,
  write: () => Writer,
  strings: Strings,
): { readonly needs: Uint8Array | null; readonly definitions: Uint8Array | null } {
  let index = 1;
  const definitions = write();
  for (const [i, name] of (versionDefinitions ?? []).entries()) {
    const isLast = i + 1 === versionDefinitions?.length;
    definitions.u16(1, i === 0 ? 1 : 0, index++, 1).u32(0, 20, isLast ? 0 : 28);
    definitions.u32(strings.add(name), 0);
  }
  index = Math.max(index, 2);
  const needs = write();
  for (const [i, { library, versions }] of (versionNeeds ?? []).entries()) {
    const size = 16 + 16 * versions.length;
    needs.u16(1, versions.length).u32(strings.add(library), 16, i + 1 === versionNeeds?.length ? 0 : size);
    for (const [j, version] of versions.entries())
      needs
        .u32(0)
        .u16(0, index++)
        .u32(strings.add(version), j + 1 === versions.length ? 0 : 16);
  }
  return {
    needs: versionNeeds === undefined ? null : needs.bytes,
    definitions: versionDefinitions === undefined ? null : definitions.bytes,
  };
}

function writeSymbols({ symbols }: ElfInput, write: () => Writer, strings: Strings, wide: boolean) {
  if (symbols === undefined) return null;
  const table = write().raw(new Uint8Array(wide ? 24 : 16));
  const versym = write().u16(0);
  for (const { name, defined, weak, version } of symbols) {
    const info = (weak === true ? 2 : 1) * 16 + 2;
    if (wide)
      table
        .u32(strings.add(name))
        .raw([info, 0])
        .u16(defined ? 1 : 0)
        .word(0, 0);
    else
      table
        .u32(strings.add(name), 0, 0)
        .raw([info, 0])
        .u16(defined ? 1 : 0);
    versym.u16(version ?? 1);
  }
  const count = symbols.length + 1;
  // One bucket with all of them in a chain.
  const chain = Array.from({ length: count }, (_, i) => (i === 0 || i + 1 === count ? 0 : i + 1));
  const hash = write().u32(1, count, count > 1 ? 1 : 0, ...chain);
  return { table: table.bytes, versym: versym.bytes, hash: hash.bytes };
}
