// Evaluation against md5-caches that Portage wrote, for trees that BINPKG_CHECK_TREES names: `TREE` or `TREE=CACHE`, a colon between them.

import { describe, expect, it } from 'vitest';
import { verifyEbuildCache } from '../../src/load/repository/ebuild-cache-verification.js';
import { openRepositories } from '../../src/load/repository/read-repository.js';
import { listEbuilds } from '../../src/load/repository/read-repository-ebuilds.js';
import { readEbuilds } from '../../src/load/repository/read-repository-metadata.js';
import { findTrees } from '../support/real-trees.js';

const trees = findTrees();

describe.skipIf(trees.length === 0)('md5-cache of real trees', () => {
  it.each(trees)('$label', { timeout: 600_000 }, async ({ location, cache }) => {
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
