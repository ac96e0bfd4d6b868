// One header block of a tar archive (POSIX.1-1988 ustar, GNU and the old V7 form), judged as Python's tarfile judges it,
// which is what Portage reads archives with.
//
//   offset  length  field              offset  length  field
//        0     100  name                  156       1  type
//      100       8  mode                  157     100  link name
//      108       8  uid                   257       8  magic and version
//      116       8  gid                   265      64  user and group name
//      124      12  size                  329      16  device major and minor
//      136      12  mtime                 345     155  prefix of the name
//      148       8  checksum              500      12  unused

import { FormatError } from '../../base/format-error.js';
import { decodeName } from './decode-name.js';

export const BLOCK = 512;

export type TarDialect = 'ustar' | 'gnu' | 'v7';

export interface TarHeader {
  readonly dialect: TarDialect;
  readonly name: string;
  readonly linkName: string;
  /** The type flag, one character; `0` also for the NUL of old archives. */
  readonly type: string;
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: number;
}

/** Reads a block of 512 bytes that is not all zero; `offset` is where it stands in the archive. */
export function readTarHeader(block: Uint8Array, offset: number): TarHeader {
  checkSum(block, offset);
  const number = (from: number, length: number) => readNumber(block, from, length, offset);
  for (const device of [329, 337]) number(device, 8);
  const type = block[156] === 0 ? '0' : String.fromCharCode(block[156] ?? 0);
  const prefix = readText(block, 345, 155);
  const name = readText(block, 0, 100);
  const oldDirectory = block[156] === 0 && name.endsWith('/');
  return {
    dialect: readDialect(block),
    // Python joins the prefix whatever the magic says, except for GNU's own types, where it holds other things.
    name: prefix !== '' && !'LKS'.includes(type) ? `${prefix}/${name}` : name,
    linkName: readText(block, 157, 100),
    type: oldDirectory ? '5' : type,
    size: number(124, 12),
    mode: number(100, 8),
    uid: number(108, 8),
    gid: number(116, 8),
    mtime: number(136, 12),
  };
}

export function isZeroBlock(block: Uint8Array): boolean {
  return block.every(byte => byte === 0);
}

/** The dialect that the magic of a block names. */
export function readDialect(block: Uint8Array): TarDialect {
  const isMagic = (magic: readonly number[]) => magic.every((byte, i) => block[257 + i] === byte);
  if (isMagic(GNU_MAGIC)) return 'gnu';
  return isMagic(USTAR_MAGIC) ? 'ustar' : 'v7';
}

/** Text up to the first NUL; see `decodeName`. */
export function readText(bytes: Uint8Array, from: number, length: number): string {
  const limit = Math.min(from + length, bytes.length);
  let end = from;
  while (end < limit && bytes[end] !== 0) end++;
  return end === from ? '' : decodeName(bytes.subarray(from, end));
}

/** `ustar` with a NUL and `00`, or with two spaces and a NUL. */
const USTAR_MAGIC = [0x75, 0x73, 0x74, 0x61, 0x72, 0x00, 0x30, 0x30] as const;
const GNU_MAGIC = [0x75, 0x73, 0x74, 0x61, 0x72, 0x20, 0x20, 0x00] as const;

/** The sum of all bytes with the checksum itself as spaces; some old writers summed signed bytes. */
function checkSum(block: Uint8Array, offset: number): void {
  let unsigned = 8 * 0x20;
  let signed = unsigned;
  for (let i = 0; i < BLOCK; i++) {
    if (i >= 148 && i < 156) continue;
    const byte = block[i] ?? 0;
    unsigned += byte;
    signed += byte < 128 ? byte : byte - 256;
  }
  const stored = readNumber(block, 148, 8, offset);
  if (stored === unsigned || stored === signed) return;
  throw new FormatError('tar', {
    code: 'tar-header-checksum',
    message: 'the checksum of this header is wrong, so it is damaged or no header at all',
    offset,
    effect: 'refused',
    expected: String(unsigned),
    actual: String(stored),
  });
}

/** Octal text, or with the top bit set a big-endian number (GNU's form for sizes of 8 GiB and more, and below zero). */
function readNumber(block: Uint8Array, from: number, length: number, offset: number): number {
  const first = block[from] ?? 0;
  if (first === 0x80 || first === 0xff) {
    let value = first === 0xff ? -1 : 0;
    for (const byte of block.subarray(from + 1, from + length)) value = value * 256 + byte;
    if (Number.isSafeInteger(value)) return value;
    throw numberError(offset + from, 'is too large for any archive');
  }
  const value = readOctal(block, from, from + length);
  if (value === null) throw numberError(offset + from, 'is not octal');
  return value;
}

/** Digits between spaces, of which there may be none, up to the first NUL; null for anything else. */
function readOctal(block: Uint8Array, from: number, to: number): number | null {
  let value = 0;
  let state: 'before' | 'digits' | 'after' = 'before';
  for (let at = from; at < to; at++) {
    const byte = block[at] ?? 0;
    if (byte === 0) break;
    const isDigit = byte >= 0x30 && byte <= 0x37;
    if (isDigit && state !== 'after') {
      state = 'digits';
      value = value * 8 + byte - 0x30;
    } else if (isDigit || !SPACES.has(byte)) return null;
    else if (state === 'digits') state = 'after';
  }
  return value;
}

/** What Python's `strip` takes away of Latin-1. */
const SPACES: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20, 0xa0]);

function numberError(offset: number, what: string): FormatError {
  return new FormatError('tar', {
    code: 'tar-header-number',
    message: `a number of this header ${what}`,
    offset,
    effect: 'refused',
  });
}
