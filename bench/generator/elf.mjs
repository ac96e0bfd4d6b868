// Small but sound ELF files (64 bits, little-endian) in front of as much code as wanted: what a reader looks for is where linkers put it.

const [HEADER, SEGMENT, DYNAMIC] = [64, 56, 16];
const NEEDED = 1n;
const SONAME = 14n;

/**
 * @param {object} options
 * @param {string | null} options.soname null: a program
 * @param {readonly string[]} options.needed
 * @param {readonly string[]} options.versions of the first library needed
 * @param {Uint8Array} options.code
 * @returns {Uint8Array}
 */
export function makeElf({ soname, needed, versions, code }) {
  const strings = new Strings();
  const dynamic = needed.map(name => /** @type {[bigint, number]} */ ([NEEDED, strings.add(name)]));
  if (soname !== null) dynamic.push([SONAME, strings.add(soname)]);
  const library = strings.add(needed[0] ?? '');
  const names = versions.map(name => strings.add(name));
  const segments = 4;
  const needsAt = HEADER + segments * SEGMENT;
  const needsSize = 16 + 16 * names.length;
  const stringsAt = needsAt + needsSize;
  const dynamicAt = (stringsAt + strings.size + 15) & ~15;
  const entries = [
    ...dynamic,
    /** @type {[bigint, number]} */ ([5n, stringsAt]),
    /** @type {[bigint, number]} */ ([10n, strings.size]),
    ...(names.length === 0 ? [] : [/** @type {[bigint, number]} */ ([0x6ffffffen, needsAt])]),
    ...(names.length === 0 ? [] : [/** @type {[bigint, number]} */ ([0x6fffffffn, 1])]),
    /** @type {[bigint, number]} */ ([0n, 0]),
  ];
  const noteAt = dynamicAt + entries.length * DYNAMIC;
  const codeAt = noteAt + 32;
  const bytes = new Uint8Array(codeAt + code.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]);
  view.setUint16(16, 3, true);
  view.setUint16(18, 62, true);
  view.setUint32(20, 1, true);
  view.setBigUint64(32, BigInt(HEADER), true);
  view.setUint16(52, HEADER, true);
  view.setUint16(54, SEGMENT, true);
  view.setUint16(56, segments, true);
  const rows = [
    [1, 4, 0, codeAt],
    [1, 5, codeAt, code.length],
    [2, 6, dynamicAt, entries.length * DYNAMIC],
    [4, 4, noteAt, 32],
  ];
  for (const [at, [type = 0, flags = 0, offset = 0, size = 0]] of rows.entries()) {
    const place = HEADER + at * SEGMENT;
    view.setUint32(place, type, true);
    view.setUint32(place + 4, flags, true);
    for (const [field, value] of [offset, offset, offset, size, size, 16].entries())
      view.setBigUint64(place + 8 + field * 8, BigInt(value), true);
  }
  writeNeeds(view, needsAt, library, names);
  bytes.set(strings.bytes, stringsAt);
  for (const [at, [tag, value]] of entries.entries()) {
    view.setBigUint64(dynamicAt + at * DYNAMIC, tag, true);
    view.setBigUint64(dynamicAt + at * DYNAMIC + 8, BigInt(value), true);
  }
  writeKernelNote(view, noteAt);
  bytes.set(code, codeAt);
  return bytes;
}

/** One Verneed with its versions. @param {DataView} view @param {number} at @param {number} library @param {readonly number[]} names */
function writeNeeds(view, at, library, names) {
  view.setUint16(at, 1, true);
  view.setUint16(at + 2, names.length, true);
  view.setUint32(at + 4, library, true);
  view.setUint32(at + 8, 16, true);
  for (const [index, name] of names.entries()) {
    const place = at + 16 + index * 16;
    view.setUint16(place + 6, index + 2, true);
    view.setUint32(place + 8, name, true);
    view.setUint32(place + 12, index + 1 < names.length ? 16 : 0, true);
  }
}

/** NT_GNU_ABI_TAG: Linux 3.2.0. @param {DataView} view @param {number} at */
function writeKernelNote(view, at) {
  for (const [index, value] of [4, 16, 1, 0x00554e47, 0, 3, 2, 0].entries())
    view.setUint32(at + index * 4, value, true);
}

class Strings {
  #text = '\0';

  /** @param {string} name */
  add(name) {
    const at = this.#text.length;
    this.#text += `${name}\0`;
    return at;
  }

  get size() {
    return this.#text.length;
  }

  get bytes() {
    return new TextEncoder().encode(this.#text);
  }
}
