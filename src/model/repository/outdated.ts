// A newer version that the tree has in the slot of a published package.

import { compareVersions } from '../../pms/compare-versions.js';
import type { BinaryPackage } from '../package.js';
import type { Universe } from '../universe.js';
import { archOf, type KeywordState, keywordState, keywordsOf } from './ebuild-keywords.js';
import type { EbuildPackage } from './ebuild-package.js';
import type { Tree } from './tree.js';

export interface Newer {
  readonly ebuild: EbuildPackage;
  readonly state: Exclude<KeywordState, 'none'>;
}

/**
 * The newest ebuild of the same slot that is newer and keyworded at least as well for the architecture of the index: a stable package is
 * outdated by a stable one, any other by a stable or testing one. Where `isVisible` is given it decides instead: without it masks are
 * not known.
 */
export function newerInSlot(
  universe: Universe,
  tree: Tree,
  pkg: BinaryPackage,
  isVisible?: ((ebuild: EbuildPackage) => boolean) | undefined,
): Newer | null {
  const arch = archOf(universe, pkg);
  const own = keywordState(keywordsOf(pkg), arch);
  const named = tree.byCpn.get(pkg.cpn) ?? [];
  for (const ebuild of named.toReversed()) {
    if (compareVersions(ebuild.cpv.version ?? '0', pkg.cpv.version ?? '0') <= 0) return null;
    if (ebuild.slot.slot !== pkg.slot.slot) continue;
    const state = keywordState(ebuild.keywords, arch);
    if (isVisible !== undefined) {
      if (isVisible(ebuild)) return { ebuild, state: state === 'stable' ? 'stable' : 'testing' };
    } else if (state === 'stable' || (state === 'testing' && own !== 'stable')) return { ebuild, state };
  }
  return null;
}
