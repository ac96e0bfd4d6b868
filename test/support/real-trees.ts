// Trees to compare with that are no part of the project: `BINPKG_CHECK_TREES=TREE[=CACHE]:...`, as bench reads it.

import { basename, join } from 'node:path';
import { MD5_CACHE } from '../../src/load/repository/ebuild-cache.js';
import { lacks } from './lacks.js';

export interface RealTree {
  /** The last part of its path. */
  readonly label: string;
  readonly location: string;
  /** The md5-cache that Portage wrote of it. */
  readonly cache: string;
}

/** Empty, with the reason told, where none is named. */
export function findTrees(): readonly RealTree[] {
  const named = (process.env['BINPKG_CHECK_TREES'] ?? '').split(':').filter(one => one !== '');
  lacks('trees', named.length > 0, 'BINPKG_CHECK_TREES names no tree to compare with');
  return named.map(one => {
    const [location = '', cache = join(location, MD5_CACHE)] = one.split('=');
    return { label: basename(location), location, cache };
  });
}
