// The bytes of a Packages index as text in which character and byte offsets are the same number, whatever the
// encoding: bytes above 127 stand as `?` there and are decoded value by value, from the bytes.

import { FormatError } from '../../base/format-error.js';

/**
 * Greatest index that is read. Gentoo has 20,000 packages, a binhost of 60,000 entries takes about 80 MB; without limits a small
 * file of many tiny entries would take fifty times its size in memory.
 */
export const MAX_INDEX_BYTES = 256 * 1024 * 1024;
export const MAX_ENTRIES = 250_000;

/** What an index may be; who knows that his is larger may say so. */
export interface IndexLimits {
  readonly entries: number;
  /** Of what a compressed one holds to its own size; real ones have 4 to 10. */
  readonly ratio: number;
}

export const INDEX_LIMITS: IndexLimits = { entries: MAX_ENTRIES, ratio: 40 };
export const NO_LIMITS: IndexLimits = { entries: Number.POSITIVE_INFINITY, ratio: Number.POSITIVE_INFINITY };
export const MAX_HEADER_LINES = 10_000;

const NUL = 0x00;
const CR = 0x0d;
const REPLACED = 0x3f;
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const strictUtf8 = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });

export interface IndexText {
  readonly bytes: Uint8Array;
  readonly text: string;
  /** Whether no byte is NUL, CR or above 127. */
  readonly plain: boolean;
}

export function openIndexText(bytes: Uint8Array): IndexText {
  if (bytes.length > MAX_INDEX_BYTES)
    throw makeSizeError(`more than ${MAX_INDEX_BYTES} bytes`, MAX_INDEX_BYTES);
  const firstHigh = findHighByte(bytes);
  const ascii = firstHigh < bytes.length ? replaceHighBytes(bytes, firstHigh) : bytes;
  const text = utf8.decode(ascii);
  const plain = ascii === bytes && !text.includes('\r') && !text.includes('\0');
  return { bytes, text, plain };
}

export function makeSizeError(what: string, offset: number): FormatError {
  return new FormatError('packages-index', {
    code: 'index-too-large',
    message: `The index has ${what}.`,
    offset,
  });
}

/** Offset of the first byte from `start` on that is NUL, CR or above 127; the length of the bytes if there is none. */
export function findOddByte({ bytes, plain }: IndexText, start: number): number {
  if (plain) return bytes.length;
  let i = start;
  while (i < bytes.length && bytes[i] !== NUL && bytes[i] !== CR && bytes[i]! < 0x80) i++;
  return i;
}

/** The text of a range that may hold bytes above 127, as Portage decodes it: U+FFFD for what is not UTF-8. */
export function decodeRange(bytes: Uint8Array, start: number, end: number): string {
  return utf8.decode(bytes.subarray(start, end));
}

export function isUtf8(bytes: Uint8Array, start: number, end: number): boolean {
  try {
    strictUtf8.decode(bytes.subarray(start, end));
    return true;
  } catch {
    return false;
  }
}

function findHighByte(bytes: Uint8Array): number {
  let i = 0;
  while (i < bytes.length && (bytes.byteOffset + i) % 4 !== 0 && bytes[i]! < 0x80) i++;
  // Four bytes at a time from here: indices are nearly always pure ASCII, and this is every byte's first visit.
  if ((bytes.byteOffset + i) % 4 === 0) {
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset + i, (bytes.length - i) >>> 2);
    let word = 0;
    while (word < words.length && (words[word]! & 0x80808080) === 0) word++;
    i += word * 4;
  }
  while (i < bytes.length && bytes[i]! < 0x80) i++;
  return i;
}

function replaceHighBytes(bytes: Uint8Array, from: number): Uint8Array {
  // Not `slice`: that of a Node buffer is a view, and the caller's bytes would change.
  const ascii = new Uint8Array(bytes);
  for (let i = from; i < ascii.length; i++) if (ascii[i]! >= 0x80) ascii[i] = REPLACED;
  return ascii;
}
