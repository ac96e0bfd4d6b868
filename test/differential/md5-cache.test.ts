// Evaluation against md5-caches that Portage wrote, for trees that BINPKG_CHECK_TREES names: `TREE` or `TREE=CACHE`, a colon between them.

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MD5_CACHE } from '../../src/load/ebuild-cache.js';
import { verifyEbuildCache } from '../../src/load/ebuild-cache-verification.js';
import { openRepositories } from '../../src/load/read-repository.js';
import { listEbuilds } from '../../src/load/read-repository-ebuilds.js';
import { readEbuilds } from '../../src/load/read-repository-metadata.js';

const trees = (process.env['BINPKG_CHECK_TREES'] ?? '').split(':').filter(one => one !== '');
if (trees.length === 0)
  console.log('skipped: BINPKG_CHECK_TREES names no tree to compare with its md5-cache');

describe.skipIf(trees.length === 0)('md5-cache of real trees', () => {
  it.each(trees)('%s', { timeout: 600_000 }, async tree => {
    const [location = '', cache = join(location, MD5_CACHE)] = tree.split('=');
    const [repository] = openRepositories([location]);
    const { ebuilds } = listEbuilds(repository!);
    const readings = readEbuilds(repository!, ebuilds, { ignoreCache: true });
    const found = await verifyEbuildCache(cache, readings, true);
    expect(found.equal).toBeGreaterThan(0);
    expect(found.unknown).toEqual([]);
    expect(found.refused.filter(({ listed }) => listed)).toEqual([]);
    // Its USE flags stand in the order of an associative array, which changed between versions of bash.
    expect(found.different.filter(({ cpv }) => cpv !== 'dev-qt/qt-docs-5.15.2_p202011130614')).toEqual([]);
  });
});
