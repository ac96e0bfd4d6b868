// Threads load compiled modules: what is tested here with threads is that of dist/, which `npm test` builds first.

import { truncateSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readPackageFiles } from '../../src/load/package/read-package-files.js';
import type { ReadPackages } from '../../src/load/package/read-run.js';
import { readKeyring } from '../../src/load/signature/read-keyring.js';
import type { PackageFile } from '../../src/model/package-file.js';
import type { readOnThreads as readHere } from '../../src/parallel/read-on-threads.js';
import { built } from '../support/built.js';
import { MADE_AT, makeKey, signMembers } from '../support/sign-gpkg.js';
import { useTemporaryDirectory } from '../support/temporary-directory.js';
import { makeMembers, writeGpkg, writeMembers } from '../support/write-gpkg.js';

const COMPILED = pathToFileURL(built('parallel/read-on-threads.js')).href;
const { readOnThreads } = (await import(COMPILED)) as { readOnThreads: typeof readHere };

const directory = useTemporaryDirectory();

async function gather(
  read: ReadPackages,
  paths: readonly string[],
  trust?: Parameters<ReadPackages>[0]['trust'],
) {
  const files: PackageFile[] = [];
  let done = 0;
  const place = { root: directory.path, ...(trust === undefined ? {} : { trust }) };
  for await (const file of read(place, paths, { onDone: () => done++ })) files.push(file);
  return { files, done };
}

describe('readOnThreads', () => {
  it('gives what reading here gives, signatures included, whatever the number of threads', async () => {
    const { key } = await makeKey('signer');
    const members = await makeMembers({ prefix: 'a-1', metadata: { PF: 'a-1' } });
    directory.write('a.gpkg.tar', writeMembers('a-1', await signMembers(members, [key])));
    directory.write('b.gpkg.tar', await writeGpkg({ prefix: 'b-1', metadata: { PF: 'b-1' } }));
    directory.write('c.gpkg.tar', 'garbage');
    const paths = ['a.gpkg.tar', 'b.gpkg.tar', 'c.gpkg.tar', 'missing.gpkg.tar'];
    const keys = directory.write('keys.asc', key.toPublic().armor());
    const trust = { keyring: await readKeyring([keys]), paths: [keys], at: MADE_AT + 100 };
    const expected = await readPackageFiles(directory.path, paths, { jobs: 1, trust });
    expect(expected[0]?.signature?.state).toBe('good');
    for (const jobs of [1, 2, 5])
      expect(await gather(readOnThreads(jobs), paths, { paths: [keys], at: trust.at })).toEqual({
        files: expected,
        done: 4,
      });
  });
});

describe('readPackageFiles', () => {
  it('uses threads where there is much to read, and keeps the order of paths', async () => {
    directory.write('a.gpkg.tar', await writeGpkg({ prefix: 'a-1', metadata: { PF: 'a-1' } }));
    directory.write('b.gpkg.tar', await writeGpkg({ prefix: 'b-1', metadata: { PF: 'b-1' } }));
    const asked: string[][] = [];
    const read: ReadPackages = (place, paths, run) => {
      asked.push([...paths]);
      return readOnThreads(2)(place, paths, run);
    };
    const paths = ['a.gpkg.tar', 'b.gpkg.tar'];
    await readPackageFiles(directory.path, paths, { jobs: 1, read });
    expect(asked).toEqual([]);
    // Nothing but zeros behind the archive.
    truncateSync(
      directory.write('c.gpkg.tar', await writeGpkg({ prefix: 'c-1', metadata: { PF: 'c-1' } })),
      65 << 20,
    );
    const files = await readPackageFiles(directory.path, [...paths, 'c.gpkg.tar'], { jobs: 1, read });
    expect(asked).toEqual([['c.gpkg.tar', ...paths]]);
    expect(files).toEqual(await readPackageFiles(directory.path, [...paths, 'c.gpkg.tar'], { jobs: 1 }));
  });
});
