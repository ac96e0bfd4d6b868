// Every truncation and every flipped byte of a small gpkg and a small xpak: a record with problems that have a place, never
// an exception, and nothing of what is protected changes unnoticed.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFromBytes } from '../../src/base/byte-range.js';
import { readGpkg } from '../../src/formats/container/gpkg.js';
import { readXpak } from '../../src/formats/container/xpak.js';
import { readPackageBytes } from '../../src/load/package/read-package-file.js';
import type { PackageFile } from '../../src/model/package-file.js';
import { makeMembers, withManifest, writeMembers } from '../support/write-gpkg.js';
import { toBytes } from '../support/write-tar.js';
import { writeXpakPackage } from '../support/write-xpak-package.js';

const METADATA = { BUILD_ID: '1', CATEGORY: 'app-misc\n', PF: 'a-1\n', SLOT: '0\n' };
const IMAGE = [{ name: 'etc/a', content: 'a\n' }];
const INPUT = { prefix: 'a-1-1', metadata: METADATA, image: IMAGE };
const clearSign = (text: string) =>
  `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n${text}-----BEGIN PGP SIGNATURE-----\n\nabc=\n-----END PGP SIGNATURE-----\n`;

/** A package with signatures that only look like some. */
async function writeSigned(): Promise<Uint8Array> {
  const members = (await makeMembers(INPUT)).flatMap(each =>
    each.name === 'gpkg-1' ? [each] : [each, { name: `${each.name}.sig`, content: toBytes('sig') }],
  );
  const signed = withManifest(members).map(each =>
    each.name === 'Manifest'
      ? { ...each, content: toBytes(clearSign(new TextDecoder().decode(each.content))) }
      : each,
  );
  return writeMembers(INPUT.prefix, signed);
}

const PLAIN = writeMembers(INPUT.prefix, withManifest(await makeMembers(INPUT)));
const ZSTD = writeMembers(INPUT.prefix, withManifest(await makeMembers({ ...INPUT, compression: 'zstd' })));
const SIGNED = await writeSigned();
const XPAK = await writeXpakPackage({ metadata: METADATA, image: IMAGE });

/** Reads damaged bytes and holds the record to what every record must be. */
async function readDamaged(path: string, bytes: Uint8Array): Promise<PackageFile> {
  const file = await readPackageBytes(path, bytes, { digests: true });
  let last = 0;
  for (const { code, effect, offset } of file.problems) {
    const named = /^[a-z0-9]+(-[a-z0-9]+)*$/.test(code) && effect !== undefined;
    // A plain test first: thousands of expectations take longer than what they test.
    if (!named || offset === null || offset < last || offset > bytes.length) {
      expect.fail(`problem ${code} (${effect}) at ${offset} of ${bytes.length}, after one at ${last}`);
    }
    last = offset;
  }
  if (file.size !== bytes.length) expect.fail('the size is not that of the file');
  return file;
}

/** A different bit, or all of them, from byte to byte. */
const maskOf = (at: number) => [0xff, 0x01, 0x80, 0x10][at % 4] ?? 0xff;

describe.each([
  ['gzip.gpkg.tar', PLAIN],
  ['zstd.gpkg.tar', ZSTD],
  ['signed.gpkg.tar', SIGNED],
  ['small.tbz2', XPAK],
])('%s', (path, good) => {
  it('is sound', async () => {
    const file = await readDamaged(path, good);
    expect(file.problems).toEqual([]);
    expect(Object.fromEntries(file.metadata)).toEqual(METADATA);
  });

  it('every truncation is told', async () => {
    for (let length = 0; length < good.length; length++) {
      const file = await readDamaged(path, good.subarray(0, length));
      if (file.problems.length === 0) expect.fail(`cut at ${length}`);
    }
  });

  it('every flipped byte leaves a record', async () => {
    for (let at = 0; at < good.length; at++) await readDamaged(path, flip(good, at, maskOf(at)));
  });
});

function flip(bytes: Uint8Array, at: number, mask: number): Uint8Array {
  const flipped = bytes.slice();
  flipped[at] = (flipped[at] ?? 0) ^ mask;
  return flipped;
}

describe('a gpkg protects', () => {
  const { members } = readFromBytes(readGpkg(PLAIN.length), PLAIN);
  const headers = members.map(({ name, offset }) => ({ name: `header of ${name}`, offset, size: 512 }));
  const contents = members.map(({ name, dataOffset, size }) => ({ name, offset: dataOffset, size }));

  it.each([...headers, ...contents])('$name', async ({ offset, size }) => {
    for (let at = offset; at < offset + size; at++) {
      // The last byte of a header's checksum is a space that nobody reads.
      if (size === 512 && at === offset + 155) continue;
      const { problems } = await readDamaged('a.gpkg.tar', flip(PLAIN, at, 0x02));
      if (problems.length === 0) expect.fail(`flipped at ${at}`);
    }
  });
});

describe('an xpak protects', () => {
  const { segment, index } = readFromBytes(readXpak(XPAK.length), XPAK);
  const start = segment?.offset ?? 0;

  it.each([
    { name: 'the header but for the data length', offset: start, size: 12 },
    { name: 'the trailer', offset: XPAK.length - 16, size: 16 },
  ])('$name', async ({ offset, size }) => {
    for (let at = offset; at < offset + size; at++) {
      for (let bit = 1; bit < 256; bit <<= 1) {
        const { problems } = await readDamaged('a.tbz2', flip(XPAK, at, bit));
        if (problems.length === 0) expect.fail(`flipped at ${at}`);
      }
    }
  });

  it('nothing else: a flipped byte of index or data may go unseen, but gives no more than the file holds', async () => {
    for (let at = index?.offset ?? 0; at < XPAK.length - 16; at++) {
      const { metadata } = await readDamaged('a.tbz2', flip(XPAK, at, 0x04));
      const kept = [...metadata].reduce((sum, [, value]) => sum + value.length, 0);
      expect(kept).toBeLessThanOrEqual(XPAK.length);
    }
  });
});

describe('any bytes', () => {
  it.each(['a.gpkg.tar', 'a.tbz2'])('give a record as %s', async path => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async bytes => {
        const { problems } = await readDamaged(path, bytes);
        expect(problems.length).toBeGreaterThan(0);
      }),
    );
  });

  it('in place of any part of a package give a record', async () => {
    const part = fc.record({ at: fc.nat(PLAIN.length - 1), bytes: fc.uint8Array({ maxLength: 64 }) });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(PLAIN, XPAK), part, async (good, { at, bytes }) => {
        const damaged = good.slice();
        damaged.set(bytes.subarray(0, Math.max(0, damaged.length - at)), Math.min(at, damaged.length));
        await readDamaged(good === XPAK ? 'a.tbz2' : 'a.gpkg.tar', damaged);
      }),
    );
  });
});
