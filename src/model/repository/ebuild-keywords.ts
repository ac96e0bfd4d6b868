// How an architecture stands to an ebuild or package (PMS 7.3.3), where no client's ACCEPT_KEYWORDS decides.

import { environmentOf } from '../environment.js';
import type { BinaryPackage } from '../package.js';
import type { Universe } from '../universe.js';

export type KeywordState = 'stable' | 'testing' | 'none';

/** Architecture as KEYWORDS names it: ARCH of the index header, or the one its USE tells; null where neither does. */
export function archOf(universe: Universe, pkg: BinaryPackage): string | null {
  const declared = universe.sources[pkg.source]?.header.get('ARCH') ?? '';
  if (declared !== '') return declared;
  const told = environmentOf(universe, pkg).get('ARCH') ?? '';
  return told === '' || told.includes(' ') ? null : told;
}

/** Without an architecture the best of any counts. */
export function keywordState(keywords: readonly string[], arch: string | null): KeywordState {
  let state: KeywordState = 'none';
  for (const keyword of keywords) {
    const sign = keyword.charAt(0);
    if (sign === '-') continue;
    const name = sign === '~' ? keyword.slice(1) : keyword;
    if (arch !== null && name !== arch && name !== '*') continue;
    if (sign !== '~') return 'stable';
    state = 'testing';
  }
  return state;
}

export function keywordsOf(pkg: BinaryPackage): readonly string[] {
  return pkg.record.KEYWORDS.split(/\s+/).filter(word => word !== '');
}
