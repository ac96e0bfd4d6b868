import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { COMPRESSIONS, EXTENSIONS } from '../../../src/formats/container/compression.js';
import { readPackageBytes } from '../../../src/load/package/read-package-file.js';
import { scanPayload, scanPayloadBytes } from '../../../src/load/payload/scan-payload.js';
import { startTask } from '../../../src/load/payload/scan-payload-task.js';
import { isPrivileged, membersOf, type Payload } from '../../../src/model/payload.js';
import { realData } from '../../support/real-data.js';
import { writeCompressed } from '../../support/write-compressed.js';
import { writeElf } from '../../support/write-elf.js';
import { withManifest, writeGpkg, writeMembers } from '../../support/write-gpkg.js';
import { concat, sealHeader, type TarInput, toBytes, writeTar } from '../../support/write-tar.js';
import { writeXpakPackage } from '../../support/write-xpak-package.js';

const METADATA = { CATEGORY: 'app-misc', PF: 'hello-1.0', SLOT: '0' };
const TREE: TarInput[] = [
  {
    name: 'usr/bin/hello',
    content: writeElf({
      pie: true,
      needed: ['libhello.so.1', 'libc.so.6'],
      interpreter: '/lib64/ld-linux-x86-64.so.2',
    }),
  },
  { name: 'usr/bin/hi', type: '1', linkName: 'image/usr/bin/hello' },
  {
    name: 'usr/lib64/libhello.so.1',
    content: writeElf({
      soname: 'libhello.so.1',
      needed: ['libc.so.6'],
      versionNeeds: [{ library: 'libc.so.6', versions: ['GLIBC_2.38'] }],
    }),
  },
  { name: 'usr/lib64/libhello.so', type: '2', linkName: 'libhello.so.1' },
  { name: 'usr/lib64/perl5/vendor_perl/5.38/Hello.pm', content: 'package Hello;' },
  { name: 'usr/lib64/perl5/vendor_perl/5.38/Hello/More.pm', content: 'package Hello::More;' },
  { name: 'usr/lib/python3.11/site-packages/_hello.cpython-311-x86_64-linux-gnu.so', content: '' },
  { name: 'usr/bin/hello.py', content: '#!/usr/bin/env python3.11\nprint(1)\n' },
];

const gpkg = (image: readonly TarInput[] = TREE, compression: 'none' | 'gzip' | 'zstd' = 'zstd') =>
  writeGpkg({ prefix: 'hello-1.0-1', metadata: METADATA, image, compression });
const codes = ({ problems }: Payload) =>
  problems.map(({ code, offset, effect }) => `${code} ${offset} ${effect}`);

describe('extended attributes', () => {
  it('are told of an xpak with their files, the width of time_t of a 32-bit file too', async () => {
    const time = writeElf({ bits: 32, machine: 3, symbols: [{ name: '__time64', defined: false }] });
    const image: TarInput[] = [
      { name: 'x', type: 'x', content: '35 SCHILY.xattr.security.ima=abcde\n' },
      { name: 'usr/bin/ping', content: time },
      { name: 'usr/bin/other', content: 'x' },
    ];
    const payload = await scanPayloadBytes(await writeXpakPackage({ metadata: METADATA, image }));
    expect(payload.attributes).toEqual([{ path: '/usr/bin/ping', name: 'security.ima' }]);
    expect(payload.elf.map(({ path, timeBits }) => [path, timeBits])).toEqual([['/usr/bin/ping', 64]]);
    expect(payload.problems).toEqual([]);
  });
});

describe('scanPayload', () => {
  let payload: Payload;
  beforeAll(async () => {
    payload = await scanPayloadBytes(await executable(await gpkgBytes()));
  });

  /** An image whose files may be executed. */
  const gpkgBytes = async () => {
    const tar = writeTar([
      { name: 'image/', type: '5' },
      ...TREE.map(entry => ({ ...entry, name: `image/${entry.name}` })),
    ]);
    for (let at = 0; at + 512 <= tar.length; at += 512) {
      const header = tar.subarray(at, at + 512);
      const name = new TextDecoder().decode(header.subarray(0, 100)).replace(/\0.*$/s, '');
      if (name.startsWith('image/usr/bin/')) {
        header.set(toBytes('0004755\0'), 100);
        sealHeader(header);
      }
    }
    return tar;
  };
  const executable = async (tar: Uint8Array) =>
    writeMembers(
      'hello-1.0-1',
      withManifest([
        { name: 'gpkg-1', content: new Uint8Array(0) },
        {
          name: 'metadata.tar.gz',
          content: await writeCompressed('gzip', writeTar([{ name: 'metadata/PF', content: 'hello-1.0' }])),
        },
        { name: 'image.tar.zst', content: await writeCompressed('zstd', tar) },
      ]),
    );

  it('tells what ELF files need and provide, as Portage does', () => {
    expect(payload).toMatchObject({
      isComplete: true,
      problems: [],
      provides: 'x86_64: libhello.so.1',
      requires: 'x86_64: libc.so.6',
    });
    expect(payload.elf.map(({ path, isLibrary, needed }) => [path, isLibrary, needed])).toEqual([
      ['/usr/bin/hello', false, ['libhello.so.1', 'libc.so.6']],
      ['/usr/bin/hi', false, ['libhello.so.1', 'libc.so.6']],
      ['/usr/lib64/libhello.so.1', true, ['libc.so.6']],
    ]);
    expect(payload.elf[2]?.versionNeeds).toEqual([
      { library: 'libc.so.6', version: 'GLIBC_2.38', isWeak: false },
    ]);
  });

  it('tells interpreters of scripts and paths with versions', () => {
    expect(payload.scripts).toEqual([
      { path: '/usr/bin/hello.py', interpreter: '/usr/bin/env', argument: 'python3.11' },
    ]);
    const python = '/usr/lib/python3.11/site-packages/_hello.cpython-311-x86_64-linux-gnu.so';
    expect(payload.versionedPaths).toEqual([
      {
        what: 'perl',
        version: '5.38',
        place: '/usr/lib64/perl5/vendor_perl/5.38',
        files: 2,
        example: '/usr/lib64/perl5/vendor_perl/5.38/Hello.pm',
      },
      { what: 'python', version: '3.11', place: '/usr/lib/python3.11', files: 1, example: python },
      { what: 'python', version: '3.11', place: 'cpython-311-x86_64-linux-gnu', files: 1, example: python },
    ]);
  });

  it('lists members, among them those with setuid', () => {
    expect([...membersOf(payload)].filter(isPrivileged).map(({ path }) => path)).toEqual([
      '/usr/bin/hello',
      '/usr/bin/hi',
      '/usr/bin/hello.py',
    ]);
  });

  it('leaves out what the package excludes', async () => {
    const metadata = {
      ...METADATA,
      PROVIDES_EXCLUDE: '"/usr/lib64/lib*"\n',
      REQUIRES_EXCLUDE: 'libc.so.[0-9]\n',
    };
    const bytes = await writeGpkg({ prefix: 'hello-1.0-1', metadata, image: TREE });
    expect(await scanPayloadBytes(bytes)).toMatchObject({ provides: '', requires: '' });
  });

  it('gives the digest of every file where it is asked for', async () => {
    const found = await scanPayloadBytes(await gpkg(), { digests: true });
    const digest = createHash('sha256')
      .update(toBytes(TREE[0]?.content ?? ''))
      .digest('hex');
    expect([...membersOf(found)].find(({ path }) => path === '/usr/bin/hello')?.sha256).toBe(digest);
    expect(codes(found)).toEqual([]);
  });
});

describe('scanPayload of every container', () => {
  it.each(['none', 'gzip', 'zstd'] as const)('gpkg, %s', async compression => {
    expect(await scanPayloadBytes(await gpkg(TREE, compression))).toMatchObject({
      isComplete: true,
      problems: [],
      requires: 'x86_64: libc.so.6',
    });
  });

  it.each(['none', 'gzip', 'zstd'] as const)('xpak, %s', async compression => {
    const image = TREE.map(entry => ({
      ...entry,
      ...(entry.type === '1' ? { linkName: './usr/bin/hello' } : {}),
    }));
    const bytes = await writeXpakPackage({ metadata: METADATA, image, compression });
    expect(await scanPayloadBytes(bytes)).toMatchObject({
      isComplete: true,
      problems: [],
      requires: 'x86_64: libc.so.6',
    });
  });

  const FIXTURES = new URL('../../../fixtures/formats/compressed/', import.meta.url);
  it.each(COMPRESSIONS)('an image in two streams of %s that is no archive is damaged', async kind => {
    const content = new Uint8Array(readFileSync(new URL(`two${EXTENSIONS[kind]}`, FIXTURES)));
    const bytes = writeMembers(
      'hello-1.0-1',
      withManifest([
        { name: 'gpkg-1', content: new Uint8Array(0) },
        {
          name: 'metadata.tar.gz',
          content: await writeCompressed('gzip', writeTar([{ name: 'metadata/PF' }])),
        },
        { name: `image.tar${EXTENSIONS[kind]}`, content },
      ]),
    );
    const found = await scanPayloadBytes(bytes);
    expect(found.isComplete).toBe(false);
    expect(found.problems.map(({ code }) => code)).toEqual(['tar-header-number']);
  });

  it('works for a thread of a pool, and for a file that is not there', async () => {
    const directory = realData('corrupt');
    if (directory === null) return;
    const work = startTask({ root: directory });
    expect(await work('gpkg-00-good-control/net-misc/curlish/curlish-8.5.0-1.gpkg.tar')).toMatchObject({
      isComplete: true,
      problems: [],
    });
    expect(codes(await work('absent.gpkg.tar'))).toEqual(['file-unreadable null refused']);
  });
});

describe('what is wrong inside of an image', () => {
  it('has the offset of the archive, or within a plain one its own', async () => {
    const image = [{ name: 'dev', type: '3' }];
    const packed = await scanPayloadBytes(await gpkg(image, 'gzip'));
    const plain = await gpkg(image, 'none');
    const offset = Buffer.from(plain).indexOf('image/dev');
    expect(codes(packed)).toEqual(['image-device 2048 refused']);
    expect(packed.problems[0]?.message).toContain('byte 512 of image.tar.gz once it is decompressed');
    expect(codes(await scanPayloadBytes(plain))).toEqual([`image-device ${offset} refused`]);
  });

  it('damaged compressed bytes are told with their place, not what follows from them', async () => {
    const content = Uint8Array.from({ length: 90_000 }, (_, i) => (i * i * i) >> 5);
    const bytes = await gpkg([{ name: 'usr/f', content }], 'gzip');
    const start = 2048;
    expect(codes(await scanPayloadBytes(bytes))).toEqual([]);
    bytes.fill(0xee, start + 100, start + 120);
    const found = await scanPayloadBytes(bytes);
    expect(found.isComplete).toBe(false);
    expect(found.problems).toHaveLength(1);
    expect(found.problems[0]).toMatchObject({ code: 'compressed-damaged', effect: 'refused' });
    expect(found.problems[0]?.offset).toBeGreaterThanOrEqual(start);
  });

  it('an archive cut short inside sound compression is told', async () => {
    const tar = writeTar([
      { name: 'image/', type: '5' },
      { name: 'image/f', content: 'x'.repeat(2_000) },
    ]);
    const bytes = writeMembers(
      'hello-1.0-1',
      withManifest([
        { name: 'gpkg-1', content: new Uint8Array(0) },
        { name: 'image.tar.gz', content: await writeCompressed('gzip', tar.subarray(0, 1_500)) },
      ]),
    );
    expect(codes(await scanPayloadBytes(bytes))).toEqual(['tar-truncated 1024 refused']);
  });

  it('a damaged ELF file is a problem where it is used, and a note where it is data', async () => {
    const broken = concat([writeElf({ soname: 'x' }).subarray(0, 40)]);
    const found = await scanPayloadBytes(
      await gpkg([
        { name: 'usr/lib64/libx.so.1', content: broken },
        { name: 'usr/share/test/broken', content: broken },
      ]),
    );
    expect(found.isComplete).toBe(true);
    expect(found.problems.map(({ code, effect, field }) => [code, effect, field])).toEqual([
      ['elf-range', 'harmful', '/usr/lib64/libx.so.1'],
      ['elf-range', 'unusual', '/usr/share/test/broken'],
    ]);
  });

  it.each(['gzip', 'zstd'] as const)(
    'a bomb of 200 MB in a few KB of %s is refused by a stated limit',
    async kind => {
      const bomb = await writeCompressed(kind, new Uint8Array(200 << 20));
      expect(bomb.length).toBeLessThan(300_000);
      const bytes = writeMembers(
        'bomb-1',
        withManifest([
          { name: 'gpkg-1', content: new Uint8Array(0) },
          { name: `image.tar${EXTENSIONS[kind]}`, content: concat([bomb]) },
        ]),
      );
      const found = await scanPayloadBytes(bytes);
      expect(found.isComplete).toBe(false);
      expect(found.problems.map(({ code }) => code)).toEqual(['output-too-large']);
      expect(found.problems[0]?.message).toContain(
        `expand to more than ${Math.max(128 << 20, 1_000 * bomb.length)} bytes`,
      );
    },
  );
});

describe('scanPayload of any bytes', () => {
  it('survives every flipped byte of a package', async () => {
    const bytes = await gpkg(
      [{ name: 'usr/lib64/libx.so.1', content: writeElf({ soname: 'libx.so.1' }) }],
      'none',
    );
    for (let at = 0; at < bytes.length; at += 3) {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 0xff;
      const found = await scanPayloadBytes(damaged);
      for (const { offset } of found.problems) expect(offset ?? 0).toBeLessThanOrEqual(bytes.length);
    }
  });
});

const FOLDER = realData('corrupt');

/** What stands inside of images; everything else says nothing here, since the reader of the container has told it. */
const INSIDE: Readonly<Record<string, readonly string[]>> = {
  'gpkg-61-image-leading-dotdot': ['image-path-outside 8704 refused'],
  'gpkg-63-image-device': ['image-device 8704 refused'],
  'gpkg-65-image-hardlink-escape': ['image-hardlink 8704 refused'],
  'gpkg-66b-image-symlink-to-existing-dir-write-through': ['image-through-symlink 8704 harmful'],
  'gpkg-68-image-no-image-prefix': [
    'image-prefix 8704 harmful',
    'image-root-missing 8704 refused',
    'image-prefix 8704 harmful',
  ],
  'gpkg-70-image-trailing-dotdot': ['image-path-dots 8704 unusual'],
};
/** Read to the end of their images nothing is said of them, or it is what their container has told. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  'xpak-06-infosize-off-by-one': ['compressed-damaged 2589 refused'],
};

interface Case {
  readonly path: string;
  readonly portage: { readonly decompress: { readonly ok: boolean } };
}

const CASES: Readonly<Record<string, Case>> =
  FOLDER === null ? {} : JSON.parse(readFileSync(`${FOLDER}/cases.json`, 'utf8'));

describe.skipIf(FOLDER === null)('damaged packages', () => {
  it.each(Object.keys(CASES))('%s', async id => {
    const found = await scanPayload(FOLDER ?? '', CASES[id]?.path ?? '');
    expect(codes(found)).toEqual(INSIDE[id] ?? ELSEWHERE[id] ?? []);
  });

  it('whatever Portage cannot unpack has a problem that says so', async () => {
    for (const [id, { path, portage }] of Object.entries(CASES)) {
      // Without the policy that wants signatures this one is sound.
      if (portage.decompress.ok || id === 'gpkg-c8-unsigned-but-required') continue;
      const bytes = new Uint8Array(readFileSync(`${FOLDER}/${path}`));
      const [payload, file] = [
        await scanPayloadBytes(bytes),
        await readPackageBytes(path, bytes, { digests: true }),
      ];
      const isTold = [...payload.problems, ...file.problems].some(({ effect }) => effect === 'refused');
      expect(isTold, id).toBe(true);
    }
  });

  it('controls and merely unusual forms are read to their end', async () => {
    for (const id of [
      'gpkg-00-good-control',
      'gpkg-08-trailing-garbage',
      'gpkg-b6-gnu-container',
      'gpkg-c0-signed-good',
      'xpak-00-good-control',
    ])
      expect((await scanPayload(FOLDER ?? '', CASES[id]?.path ?? '')).isComplete, id).toBe(true);
  });
});
