// Adler-32 (RFC 1950, 8.2), the checksum of lzop's blocks.

const BASE = 65521;
/** So many bytes can be summed before the sums leave 32 bits. */
const RUN = 3800;

export function adler32(bytes: Uint8Array): number {
  let low = 1;
  let high = 0;
  for (let from = 0; from < bytes.length; from += RUN) {
    for (const byte of bytes.subarray(from, from + RUN)) {
      low += byte;
      high += low;
    }
    low %= BASE;
    high %= BASE;
  }
  return ((high << 16) | low) >>> 0;
}
