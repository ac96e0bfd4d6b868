// One LZO1X block, from the description of its instructions in the Linux kernel (Documentation/staging/lzo.rst).
//
//   0000 LLLL            literals, where none came before; else a short match as below
//   0000 DDSS, H         2 bytes from (H << 2) + D + 1 back; after a long run of literals 3 bytes from 2048 further
//   01LD DDSS, H         3 + L bytes (1xxx: 5 to 8) from (H << 3) + D + 1 back
//   001L LLLL, LE16      2 + L bytes from (LE16 >> 2) + 1 back
//   0001 HLLL, LE16      2 + L bytes from 16384 + (H << 14) + (LE16 >> 2) back; at 16384 exactly: the end
//   S, the low two bits: literals that follow the match. A length of 0 goes on in the next bytes.

import { ByteReader } from '../../base/byte-reader.js';
import { damagedInput } from './decoder.js';

/** How many literals came right before: none, one to three, or a run. */
type State = 'none' | 'few' | 'run';

/** The `length` bytes that a block holds; `offset` is where it begins in the file. */
export function decodeLzo1x(block: Uint8Array, length: number, offset: number): Uint8Array {
  const reader = new ByteReader(block, 'lzop', offset);
  const output = new Uint8Array(length);
  let at = 0;
  let state: State = 'none';
  const fail = (message: string) => damagedInput('lzop', message, reader.offset);
  const copyLiterals = (count: number) => {
    if (at + count > length) throw fail('a block holds more than it says');
    output.set(reader.readBytes(count), at);
    at += count;
  };
  const copyMatch = (distance: number, count: number) => {
    if (at + count > length) throw fail('a block holds more than it says');
    if (distance > at) throw fail('a match begins before the data');
    for (const end = at + count; at < end; at++) output[at] = output[at - distance] ?? 0;
  };
  const readLength = (bits: number, mask: number) => {
    if ((bits & mask) !== 0) return bits & mask;
    let count = mask;
    for (;;) {
      const byte = reader.readU8();
      if (byte !== 0) return count + byte;
      count += 255;
    }
  };

  if ((block[0] ?? 0) > 17) {
    const count = reader.readU8() - 17;
    copyLiterals(count);
    state = count < 4 ? 'few' : 'run';
  }
  for (;;) {
    const code = reader.readU8();
    if (code < 16 && state === 'none') {
      copyLiterals(readLength(code, 15) + 3);
      state = 'run';
      continue;
    }
    // The literals after a match are counted in its last byte but for the lengths.
    let last = code;
    if (code < 16) {
      const distance = (reader.readU8() << 2) + (code >> 2) + 1;
      if (state === 'run') copyMatch(distance + 2048, 3);
      else copyMatch(distance, 2);
    } else if (code >= 64) {
      copyMatch((reader.readU8() << 3) + ((code >> 2) & 7) + 1, (code >> 5) + 1);
    } else {
      const count = 2 + readLength(code, code >= 32 ? 31 : 7);
      last = reader.readU16(true);
      const distance = code >= 32 ? (last >> 2) + 1 : ((code & 8) << 11) + (last >> 2) + 16384;
      if (code < 32 && distance === 16384) break;
      copyMatch(distance, count);
    }
    copyLiterals(last & 3);
    state = (last & 3) === 0 ? 'none' : 'few';
  }
  if (at !== length || reader.remaining > 0) throw fail('a block does not hold what it says');
  return output;
}
