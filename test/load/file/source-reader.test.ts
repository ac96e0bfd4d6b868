import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ByteReader } from '../../../src/base/byte-reader.js';
import { FormatError } from '../../../src/base/format-error.js';
import { piecesOf, sliceSource, sourceOfBytes } from '../../../src/load/file/byte-source.js';
import { SourceReader } from '../../../src/load/file/source-reader.js';

it('reads as from memory, whatever the window', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.integer({ min: 1, max: 40 }),
      fc.array(fc.tuple(fc.constantFrom('u8', 'u16', 'u32', 'bytes', 'skip'), fc.nat(30))),
      (bytes, window, steps) => {
        const [here, there] = [
          new ByteReader(bytes, 'x'),
          new SourceReader(sourceOfBytes(bytes), 'x', window),
        ];
        for (const [what, length] of steps) {
          const [a, b] = [here, there].map(reader => {
            try {
              if (what === 'u8') return reader.readU8();
              if (what === 'u16') return reader.readU16(length % 2 === 0);
              if (what === 'u32') return reader.readU32(length % 2 === 0);
              return what === 'skip' ? reader.skip(length) : [...reader.readBytes(length)];
            } catch (error) {
              if (error instanceof FormatError) return error.problem;
              throw error;
            }
          });
          expect(b).toEqual(a);
          expect([there.offset, there.remaining]).toEqual([here.offset, here.remaining]);
        }
      },
    ),
  );
});

it('what was read stays as it is, and can be read again', () => {
  const reader = new SourceReader(sourceOfBytes(Uint8Array.of(1, 2, 3, 4, 5, 6)), 'x', 2);
  const first = reader.readBytes(2);
  reader.skip(1);
  reader.readBytes(3);
  expect([...first]).toEqual([1, 2]);
  expect([...reader.readAgain(1, 4)]).toEqual([2, 3, 4]);
});

it('a part of a source ends where it is to end', () => {
  const part = sliceSource(sourceOfBytes(Uint8Array.of(1, 2, 3, 4, 5, 6)), 1, 4);
  expect([...piecesOf(part, 3)].map(piece => [...piece])).toEqual([[2, 3, 4], [5]]);
  expect(sliceSource(part, 3, 10).size).toBe(1);
  expect(sliceSource(part, 9, 1).size).toBe(0);
});
