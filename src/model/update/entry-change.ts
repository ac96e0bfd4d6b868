// Whether a package came or changed with this generation: what a client had on offer before is no news.

import type { BinaryPackage } from '../package.js';
import { remember } from '../remember.js';
import type { Universe } from '../universe.js';

/** Whether the generation that was published last had the same build with the same needs. */
export function wasPublished(universe: Universe, pkg: BinaryPackage): boolean {
  return remember(universe, wasPublished, null, () => lastEntries(universe)).has(keyOf(pkg));
}

function lastEntries({ sources, packages }: Universe): ReadonlySet<string> {
  const last = sources.findLastIndex(({ role }) => role === 'published');
  return new Set(packages.filter(({ source }) => source === last).map(keyOf));
}

/** Digests and times of the file are no part of what it is. */
function keyOf({ cpvText, repo, buildId, buildTime, record }: BinaryPackage): string {
  const { SLOT, USE, RDEPEND, PDEPEND, IDEPEND, REQUIRES, PROVIDES } = record;
  return [cpvText, repo, buildId, buildTime, SLOT, USE, RDEPEND, PDEPEND, IDEPEND, REQUIRES, PROVIDES].join(
    '\n',
  );
}
