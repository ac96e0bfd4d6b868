import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readFromBytes } from '../../../src/base/byte-range.js';
import type { Problem } from '../../../src/base/format-error.js';
import { writeXpak } from '../../../src/formats/container/write-xpak.js';
import { readXpakTarball } from '../../../src/formats/container/xpak-tarball.js';
import { concat, toBytes, writeTar } from '../../support/write-tar.js';

const TAR = writeTar([{ name: './', type: '5' }]);

function read(bytes: Uint8Array) {
  const problems: Problem[] = [];
  const compression = readFromBytes(readXpakTarball(bytes.length, problems), bytes);
  return { compression, problems: problems.map(({ code, offset }) => `${code} ${offset}`) };
}

describe('readXpakTarball', () => {
  it('knows a plain and a compressed tarball', () => {
    expect(read(TAR)).toEqual({ compression: null, problems: [] });
    expect(read(gzipSync(TAR))).toEqual({ compression: 'gzip', problems: [] });
  });

  it.each([
    ['none', new Uint8Array(0), null, 'tarball-missing 0'],
    ['text', toBytes('no tarball'), null, 'tarball-unknown 0'],
    ['no block behind a bzip2 header', toBytes('BZh9 and then garbage'), 'bzip2', 'payload-damaged 0'],
    [
      'a form that Portage does not look for',
      concat([toBytes('BZh1'), Uint8Array.of(0x31, 0x41, 0x59, 0x26, 0x53, 0x59)]),
      'bzip2',
      'tarball-unknown 0',
    ],
  ])('says what is wrong: %s', (_, bytes, compression, problem) => {
    expect(read(bytes)).toEqual({ compression, problems: [problem] });
  });

  it('sees a segment that was left before this one', () => {
    const bytes = concat([TAR, writeXpak([['PF', 'a-1']])]);
    expect(read(bytes).problems).toEqual([`segment-duplicate ${bytes.length - 16}`]);
  });
});
