import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { loadUniverse } from '../../src/load/load-universe.js';
import { payloadOf } from '../../src/model/payload-of.js';
import { indexText } from '../support/index-text.js';
import { useTemporaryDirectory } from '../support/temporary-directory.js';
import { writeElf } from '../support/write-elf.js';
import { writeGpkg } from '../support/write-gpkg.js';

const directory = useTemporaryDirectory();
const at = (path: string) => join(directory.path, path);

async function publish(folder: string, name: string, isIndexed: boolean): Promise<void> {
  const path = `app-misc/${name}/${name}-1-1.gpkg.tar`;
  const metadata = {
    BUILD_ID: '1\n',
    BUILD_TIME: '1700000000\n',
    CATEGORY: 'app-misc\n',
    EAPI: '8\n',
    PF: `${name}-1\n`,
    SLOT: '0\n',
    repository: 'gentoo\n',
  };
  const image = [{ name: `usr/lib64/lib${name}.so`, content: writeElf({ soname: `lib${name}.so` }) }];
  mkdirSync(dirname(at(`${folder}/${path}`)), { recursive: true });
  const bytes = await writeGpkg({ prefix: `${name}-1-1`, metadata, image });
  writeFileSync(at(`${folder}/${path}`), bytes);
  if (!isIndexed) return;
  const { size, mtimeMs } = statSync(at(`${folder}/${path}`));
  const digest = (algorithm: string) => createHash(algorithm).update(bytes).digest('hex');
  const entry = { CPV: `app-misc/${name}-1`, BUILD_ID: '1', PATH: path, SIZE: String(size) };
  const digests = { MD5: digest('md5'), SHA1: digest('sha1'), MTIME: String(Math.floor(mtimeMs / 1000)) };
  directory.write(`${folder}/Packages`, indexText([{ ...entry, ...digests }]));
}

beforeEach(async () => {
  await publish('candidate', 'judged', false);
  await publish('with', 'behind', true);
  await publish('earlier', 'before', true);
  directory.write(
    'root/var/db/pkg/app-misc/there-1/CONTENTS',
    `obj /usr/lib/libthere.so ${'0'.repeat(32)} 5\n`,
  );
  directory.write('root/var/db/pkg/app-misc/there-1/SLOT', '0\n');
  directory.write('root/usr/lib/libthere.so', writeElf({ soname: 'libthere.so' }));
});

async function load(cache?: string) {
  const { universe } = await loadUniverse({
    source: at('candidate'),
    with: [at('with')],
    published: [at('earlier')],
    installed: [
      { name: 'root', path: at('root') },
      { name: 'vdb', path: at('root/var/db/pkg') },
    ],
    payload: cache === undefined ? {} : { cache },
  });
  return {
    universe,
    provided: universe.packages.map(pkg => `${pkg.role} ${payloadOf(universe, pkg)?.provides}`),
  };
}

describe('loadUniverse with payload', () => {
  const EXPECTED = [
    'candidate x86_64: libjudged.so',
    'background x86_64: libbehind.so',
    'installed x86_64: libthere.so',
    'installed x86_64: libthere.so',
    'published x86_64: libbefore.so',
  ];

  it('reads what is in the packages of every source that has them', async () => {
    expect((await load()).provided).toEqual(EXPECTED);
  });

  it('reads nothing twice where there is a cache', async () => {
    expect((await load(at('cache'))).provided).toEqual(EXPECTED);
    const path = at('with/app-misc/behind/behind-1-1.gpkg.tar');
    const { size, mtime, atime } = statSync(path);
    writeFileSync(path, new Uint8Array(size));
    utimesSync(path, atime, mtime);
    // A background binhost is taken by its index, as clients take it.
    expect((await load(at('cache'))).provided).toEqual(EXPECTED);
    expect((await load()).provided[1]).toBe('background ');
  });

  it('knows nothing of packages that are not there', async () => {
    rmSync(at('with/app-misc'), { recursive: true });
    expect((await load()).provided[1]).toBe('background undefined');
  });

  it('looks into no package unless it is asked to', async () => {
    const { universe } = await loadUniverse({ source: at('candidate') });
    expect(universe.sources[0]?.payloads).toBeUndefined();
  });

  it('tells how far it is, in packages and bytes', async () => {
    const told: unknown[] = [];
    const { size } = statSync(at('candidate/app-misc/judged/judged-1-1.gpkg.tar'));
    await loadUniverse({
      source: at('candidate'),
      payload: {},
      onProgress: ({ done, total, scanned }) => told.push([done, total, scanned]),
    });
    expect(told).toEqual([
      [1, 1, undefined],
      [1, 1, { bytes: size, totalBytes: size }],
    ]);
  });
});
