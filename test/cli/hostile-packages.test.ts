// Packages on which Portage crashes or hangs (`../shared/portage.md`, "What it does with damaged packages") and of which `../shared/data/corrupt`
// has no example, as the command judges them with a full read.

import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/model/problem.js';
import type { Finding } from '../../src/rules/kit/finding.js';
import { useTemporaryDirectory } from '../support/temporary-directory.js';
import { writeGpkg } from '../support/write-gpkg.js';
import { writeXpakPackage } from '../support/write-xpak-package.js';
import { audit, inspect } from './run-inside.js';

const directory = useTemporaryDirectory();
const METADATA = {
  BUILD_ID: '1\n',
  CATEGORY: 'app-misc\n',
  CHOST: 'x86_64-pc-linux-gnu\n',
  EAPI: '8\n',
  PF: 'a-1\n',
  SLOT: '0\n',
  repository: 'gentoo\n',
};
const IMAGE = [{ name: 'usr/bin/a', content: 'a' }];

/** `emaint binhost` crashes on the first three, unpacking the last hangs. */
const PACKAGES: Readonly<Record<string, () => Promise<{ name: string; bytes: Uint8Array; code: string }>>> = {
  'a gpkg whose first header is garbage': async () => {
    const bytes = await writeGpkg({ prefix: 'a-1', metadata: METADATA, image: IMAGE });
    bytes.fill(0x5a, 0, 512);
    return { name: 'a-1-1.gpkg.tar', bytes, code: 'container-magic' };
  },
  'a gpkg whose members are not compressed': async () => {
    const bytes = await writeGpkg({ prefix: 'a-1', metadata: METADATA, image: IMAGE, compression: 'none' });
    return { name: 'a-1-1.gpkg.tar', bytes, code: 'member-uncompressed' };
  },
  'an xpak with a name longer than its index': async () => {
    const bytes = await writeXpakPackage({ metadata: METADATA, image: IMAGE });
    bytes.set([0, 0, 0xff, 0xff], findText(bytes, 'BUILD_ID') - 4);
    return { name: 'a-1-1.xpak', bytes, code: 'index-entry-truncated' };
  },
  'an xpak with an empty name': async () => {
    const bytes = await writeXpakPackage({ metadata: { ...METADATA, '': 'x' }, image: IMAGE });
    return { name: 'a-1-1.xpak', bytes, code: 'entry-name-empty' };
  },
};

function findText(bytes: Uint8Array, text: string): number {
  return Buffer.from(bytes).indexOf(text);
}

describe('a full read names', () => {
  it.each(Object.entries(PACKAGES))('%s', async (_, make) => {
    const { name, bytes, code } = await make();
    const path = directory.write(`app-misc/a/${name}`, bytes);
    const inspected = await inspect([path], { payload: true, format: 'json', color: false });
    const { problems } = JSON.parse(inspected.text) as { readonly problems: readonly Problem[] };
    expect(inspected.code).toBe(1);
    expect(problems.find(problem => problem.code === code)?.offset).toEqual(expect.any(Number));
    const flags = { payload: true, cache: false, format: 'json', color: false, progress: false, jobs: 1 };
    const audited = await audit(directory.path, flags);
    const { findings } = JSON.parse(audited.text) as { readonly findings: readonly Finding[] };
    expect(audited.code).toBe(1);
    const told = findings.filter(({ rule, data }) => rule === 'container-invalid' && data['code'] === code);
    expect(told.map(({ severity, subject }) => [severity, subject.path])).toContainEqual([
      'error',
      `app-misc/a/${name}`,
    ]);
  });
});
