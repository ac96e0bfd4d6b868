import { describe, expect, it } from 'vitest';
import { readFromBytes } from '../../../src/base/byte-range.js';
import { detectContainer } from '../../../src/formats/container/container-format.js';
import { writeMembers } from '../../support/write-gpkg.js';
import { concat, toBytes, writeTar } from '../../support/write-tar.js';
import { writeXpakPackage } from '../../support/write-xpak-package.js';

const detect = (bytes: Uint8Array) => readFromBytes(detectContainer(bytes.length), bytes);
const MARKER = { name: 'gpkg-1', content: new Uint8Array(0) };
const OTHER = { name: 'metadata.tar.gz', content: toBytes('m') };

describe('detectContainer', () => {
  it('knows a gpkg wherever its marker stands', () => {
    expect(detect(writeMembers('p', [MARKER, OTHER]))).toBe('gpkg');
    expect(detect(writeMembers('p', [OTHER, MARKER]))).toBe('gpkg');
    expect(detect(writeMembers('p', [MARKER, OTHER]).subarray(0, 300))).toBe('gpkg');
  });

  it('knows an xpak by its trailer, whatever stands before', async () => {
    expect(detect(await writeXpakPackage({ metadata: { PF: 'a-1' } }))).toBe('xpak');
    expect(detect(concat([toBytes('x'), toBytes('XPAKSTOP0000STOP')]))).toBe('xpak');
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['a tar without marker', writeTar([{ name: 'p/metadata.tar' }])],
    ['text', toBytes('text '.repeat(200))],
  ])('knows nothing of %s', (_, bytes) => {
    expect(detect(bytes)).toBeNull();
  });
});
