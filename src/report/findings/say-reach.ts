// How rebuilds reach clients that have the version already, as the end of a remedy (Portage `_emerge/depgraph.py:
// _select_pkg_highest_available_imp`): an installed version is kept unless something else pulls the rebuild in.

import type { Reach } from '../../rules/kit/finding.js';

const WORDS: Readonly<Record<Reach, string>> = {
  operator: '; rebuilds reach clients by slot operator',
  asked: '; rebuilds reach clients by what else asks for the update',
  flags: '; rebuilds reach clients with --newuse',
  revision: '; rebuilds reach only clients with --rebuilt-binaries: bump revisions',
};

const MIXED = '; where no slot operator pulls rebuilds in, bump revisions';

/** Of the findings that one remedy is told of; empty where nobody needs a rebuild. */
export function sayReach(reaches: readonly (Reach | undefined)[]): string {
  const [first, ...others] = new Set(reaches.filter(reach => reach !== undefined));
  if (first === undefined) return '';
  return others.length === 0 ? WORDS[first] : MIXED;
}
