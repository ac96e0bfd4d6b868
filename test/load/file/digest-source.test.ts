import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ByteSource, sourceOfBytes } from '../../../src/load/file/byte-source.js';
import { digestSource } from '../../../src/load/file/digest-source.js';

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');

describe('digestSource', () => {
  it('gives the digest of every range, whatever their order and overlap', async () => {
    const range = fc.record({ offset: fc.nat(120), length: fc.nat(120) });
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 100 }),
        fc.array(range, { maxLength: 5 }),
        async (bytes, ranges) => {
          const requests = ranges.map(each => ({ range: each, algorithms: ['md5'] }));
          const found = await digestSource(sourceOfBytes(bytes), requests);
          expect(found.map(digests => digests.get('md5'))).toEqual(
            ranges.map(({ offset, length }) => md5(bytes.subarray(offset, offset + length))),
          );
        },
      ),
    );
  });

  it('reads each byte once, and none that is not asked for', async () => {
    const bytes = new Uint8Array(3 << 20).map((_, i) => i);
    const source = sourceOfBytes(bytes);
    let read = 0;
    let largest = 0;
    const counting: ByteSource = {
      size: source.size,
      readInto(target, offset) {
        const count = source.readInto(target, offset);
        read += count;
        largest = Math.max(largest, count);
        return count;
      },
    };
    const [first, second] = await digestSource(counting, [
      { range: { offset: 1 << 20, length: 2 << 20 }, algorithms: ['md5', 'sha1'] },
      { range: { offset: 10, length: 20 }, algorithms: ['md5'] },
    ]);
    expect(first?.get('md5')).toBe(md5(bytes.subarray(1 << 20)));
    expect(first?.get('sha1')).toBe(
      createHash('sha1')
        .update(bytes.subarray(1 << 20))
        .digest('hex'),
    );
    expect(second?.get('md5')).toBe(md5(bytes.subarray(10, 30)));
    expect(read).toBe((2 << 20) + 20);
    expect(largest).toBeLessThanOrEqual(1 << 20);
  });
});
