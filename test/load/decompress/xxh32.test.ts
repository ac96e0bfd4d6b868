import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Xxh32 } from '../../../src/load/decompress/xxh32.js';
import { toBytes } from '../../support/write-tar.js';

const hash = (bytes: Uint8Array) => new Xxh32().update(bytes).digest();

describe('Xxh32', () => {
  it('agrees with known values', () => {
    expect(hash(new Uint8Array(0))).toBe(0x02cc5d05);
    expect(hash(toBytes('a'))).toBe(0x550d7456);
    expect(hash(toBytes('abc'))).toBe(0x32d153ff);
    expect(hash(toBytes('Nobody inspects the spammish repetition'))).toBe(0xe2293b2f);
  });

  it('does not depend on how the bytes arrive', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), pieces => {
        const whole = new Xxh32();
        for (const piece of pieces) whole.update(piece);
        expect(whole.digest()).toBe(hash(Uint8Array.from(pieces.flatMap(piece => [...piece]))));
      }),
    );
  });
});
