// ASCII armour (RFC 9580, 6): header lines, a blank one, base64, a checksum. Read strictly: of all texts that decode to the same
// bytes one is taken, so that none can be changed unnoticed. GnuPG refuses a wrong checksum, OpenPGP.js does not look at it.

export type Armour =
  | { readonly bytes: Uint8Array; readonly fault: null }
  /** `line` is the number of the line at fault, from 0. */
  | { readonly bytes: null; readonly fault: string; readonly line: number };

const HEADER = /^[A-Za-z][A-Za-z0-9-]*: [^\r]*$/;
const BODY = /^[A-Za-z0-9+/]+={0,2}$/;
const CHECKSUM = /^=[A-Za-z0-9+/]{4}$/;

/**
 * Reads what stands between the first and the last line of an armour. GnuPG takes the last line for base64 where neither a checksum nor
 * padding stands before it: `isStrict` refuses that.
 */
export function readArmour(lines: readonly string[], isStrict = false): Armour {
  const blank = lines.indexOf('');
  const headers = lines.slice(0, Math.max(0, blank));
  const odd = headers.findIndex(line => !HEADER.test(line));
  if (blank === -1) return refuse('no blank line follows the header of the armour', 0);
  if (odd !== -1) return refuse('a header line of the armour is not called NAME: VALUE', odd);
  const last = lines.at(-1) ?? '';
  const checksum = CHECKSUM.test(last) ? last.slice(1) : null;
  const body = lines.slice(blank + 1, checksum === null ? undefined : -1);
  if (body.length === 0) return refuse('the armour is empty', blank);
  const wrong = body.findIndex(
    (line, at) => !BODY.test(line) || (at < body.length - 1 && line.includes('=')),
  );
  if (wrong !== -1) return refuse('a line of the armour is not base64', blank + 1 + wrong);
  const text = body.join('');
  if (isStrict && checksum === null && !text.endsWith('='))
    return refuse('nothing marks the end of the armour, neither padding nor a checksum', lines.length - 1);
  const bytes = decode(text);
  if (bytes === null) return refuse('the armour ends in the middle of a byte', lines.length - 1);
  if (checksum !== null && checksum !== encodeChecksum(bytes))
    return refuse('the checksum of the armour is wrong', lines.length - 1);
  return { bytes, fault: null };
}

/** Null where another text would be written for the same bytes. */
function decode(text: string): Uint8Array | null {
  if (text.length % 4 !== 0) return null;
  const binary = atob(text);
  if (btoa(binary) !== text) return null;
  return Uint8Array.from(binary, character => character.charCodeAt(0));
}

const POLYNOMIAL = 0x1864cfb;

/** CRC-24 in base64. */
function encodeChecksum(bytes: Uint8Array): string {
  let crc = 0xb704ce;
  for (const byte of bytes) {
    crc ^= byte << 16;
    for (let bit = 0; bit < 8; bit++) {
      crc <<= 1;
      if (crc & 0x1000000) crc ^= POLYNOMIAL;
    }
  }
  return btoa(String.fromCharCode((crc >> 16) & 0xff, (crc >> 8) & 0xff, crc & 0xff));
}

function refuse(fault: string, line: number): Armour {
  return { bytes: null, fault, line };
}
