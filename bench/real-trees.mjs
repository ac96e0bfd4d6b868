// Trees to measure with beside the generated ones: `BINPKG_CHECK_TREES=TREE[=CACHE]:...`, as tests read it.

import { basename } from 'node:path';

/** @returns {{ label: string, location: string }[]} */
export function readTrees() {
  const trees = (process.env['BINPKG_CHECK_TREES'] ?? '').split(':').filter(tree => tree !== '');
  return trees.map(tree => {
    const [location = ''] = tree.split('=');
    return { label: basename(location), location };
  });
}
