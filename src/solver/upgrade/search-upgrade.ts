// All orders of a few merges, tried until one is safe: what the walk did not find is found, or proved not to be there.

import type { BinaryPackage } from '../../model/package.js';
import { MergeJudge } from './merge-judge.js';
import type { Merge, Route } from './upgrade-state.js';

/** Merges that are tried. The same ones in another order lead to the same state, which is looked at once. */
const MOST_TRIALS = 6000;
/** As many as have a bit each. */
const MOST_MERGES = 30;

/** A safe order; `none` where there is none, `limit` where that is not known. */
export function searchUpgrade(
  route: Route,
  merges: readonly BinaryPackage[],
): readonly Merge[] | 'none' | 'limit' {
  if (merges.length > MOST_MERGES) return 'limit';
  const judge = new MergeJudge(route, new Map());
  const visited = new Set<number>([0]);
  const path: Merge[] = [];
  // By depth, the merge to try next.
  const next = [0];
  let done = 0;
  let trials = 0;
  while (next.length > 0) {
    if (judge.left.size === 0) return path;
    const at = next[next.length - 1] as number;
    const pkg = merges[at];
    if (pkg === undefined) {
      next.pop();
      const last = path.pop();
      if (last === undefined) break;
      judge.takeBack(last);
      done &= ~(1 << merges.indexOf(last.merge));
      continue;
    }
    next[next.length - 1] = at + 1;
    const bit = 1 << at;
    if ((done & bit) !== 0 || visited.has(done | bit)) continue;
    if (++trials > MOST_TRIALS) return 'limit';
    if (judge.lackingOf(pkg, false) !== null || judge.harmOf(pkg).length > 0) continue;
    visited.add(done | bit);
    path.push(judge.apply(pkg));
    done |= bit;
    next.push(0);
  }
  return 'none';
}
