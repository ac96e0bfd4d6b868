// Decompresses `Packages.gz` (RFC 1952) within a limit, and saves what can be saved of a damaged one.

import { promisify } from 'node:util';
import { constants, gunzip, inflateRaw } from 'node:zlib';
import { FormatError, type Problem } from '../../base/format-error.js';
import { INDEX_LIMITS, MAX_INDEX_BYTES } from '../../formats/packages-index/packages-index-text.js';

const gunzipAsync = promisify(gunzip);
const inflateRawAsync = promisify(inflateRaw);

const HEADER_LENGTH = 10;
const TRAILER_LENGTH = 8;
const HAS_HEADER_CRC = 0x02;
const HAS_EXTRA = 0x04;
const HAS_NAME = 0x08;
const HAS_COMMENT = 0x10;

export interface Gunzipped {
  readonly bytes: Uint8Array;
  /** What is wrong with the compressed file where Portage could not read it, but this could. */
  readonly problem: Problem | null;
}

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** No small index is suspicious for what it holds. */
const UNSUSPICIOUS = 32 << 20;

/** Throws `FormatError` where nothing can be saved, or more would come out than any index of that size holds. */
export async function gunzipIndex(compressed: Uint8Array, ratio = INDEX_LIMITS.ratio): Promise<Gunzipped> {
  const most = Math.min(MAX_INDEX_BYTES, Math.max(UNSUSPICIOUS, ratio * compressed.length));
  try {
    return { bytes: await gunzipAsync(compressed, { maxOutputLength: most }), problem: null };
  } catch (error) {
    if (isTooLarge(error)) throw tooLarge(most, compressed);
    return salvage(compressed, most);
  }
}

async function salvage(compressed: Uint8Array, most: number): Promise<Gunzipped> {
  const start = deflateStart(compressed);
  if (start === null) throw unreadable('The gzip header is incomplete.', compressed.length);
  const input = compressed.subarray(start);
  const bytes = await inflatePart(input, most);
  if (bytes === null || bytes.length === 0) throw unreadable('The gzip data are damaged.', start);
  // Without the flush at its end a whole stream inflates, a cut one does not.
  const whole = await inflateRawAsync(input, { maxOutputLength: most }).then(
    () => true,
    () => false,
  );
  const message = whole
    ? 'The compressed index has a wrong checksum or other bytes behind it; clients fail on it.'
    : 'The compressed index is cut off; clients fail on it.';
  const offset = whole ? compressed.length - TRAILER_LENGTH : compressed.length;
  return { bytes, problem: { code: 'compressed-unreadable', message, offset: Math.max(start, offset) } };
}

async function inflatePart(input: Uint8Array, most: number): Promise<Uint8Array | null> {
  try {
    const options = { maxOutputLength: most, finishFlush: constants.Z_SYNC_FLUSH };
    return await inflateRawAsync(input, options);
  } catch (error) {
    if (isTooLarge(error)) throw tooLarge(most, input);
    return null;
  }
}

/** Where the compressed data begin; null where the header does not end. */
function deflateStart(bytes: Uint8Array): number | null {
  const flags = bytes[3] ?? 0;
  let at = HEADER_LENGTH;
  if ((flags & HAS_EXTRA) !== 0) at += 2 + ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8));
  for (const flag of [HAS_NAME, HAS_COMMENT]) {
    if ((flags & flag) === 0) continue;
    const end = bytes.indexOf(0, at);
    if (end < 0) return null;
    at = end + 1;
  }
  if ((flags & HAS_HEADER_CRC) !== 0) at += 2;
  return at < bytes.length ? at : null;
}

function tooLarge(most: number, { length }: Uint8Array): FormatError {
  const message = `It has ${length} bytes and holds more than ${most}, as no index does.`;
  return unreadable(message, null, 'index-too-large');
}

function isTooLarge(error: unknown): boolean {
  return error instanceof RangeError;
}

function unreadable(message: string, offset: number | null, code = 'compressed-unreadable'): FormatError {
  return new FormatError('packages-index', { code, message, offset });
}
