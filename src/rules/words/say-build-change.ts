// What changed from one package of a slot to its successor: versions, or builds of one version, and the flags that went.

import type { BinaryPackage } from '../../model/package.js';

/** `2.31-r7 -> 2.33-r14`, `2.33-r14 build 1 -> build 2`. */
export function sayBuildChange(from: BinaryPackage, to: BinaryPackage): string {
  const [before, after] = [from, to].map(({ cpv }) => cpv.version?.text ?? '') as [string, string];
  if (before !== after) return `${before} -> ${after}`;
  if (from.buildId !== to.buildId) return `${before} ${sayBuild(from)} -> ${sayBuild(to)}`;
  return `${before} -> another build of it`;
}

function sayBuild({ buildId }: BinaryPackage): string {
  return buildId === null ? 'without build number' : `build ${buildId}`;
}

/** More do not explain a loss. */
const MOST_FLAGS = 3;

/** Flags that the earlier build had on, where they are few enough to be why. */
export function switchedOff(from: BinaryPackage, to: BinaryPackage): readonly string[] | null {
  const flags = [...from.use].filter(flag => from.iuse.has(flag) && to.iuse.has(flag) && !to.use.has(flag));
  return flags.length > 0 && flags.length <= MOST_FLAGS ? flags.sort() : null;
}
