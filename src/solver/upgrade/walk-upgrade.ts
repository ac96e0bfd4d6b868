// One merge after the other from the start to the end, such that what must work works after each: walked greedily, again with what each
// walk teaches, and where few merges are to be ordered, by trying all orders.

import { type BinaryPackage, slotKey } from '../../model/package.js';
import { searchUpgrade } from './search-upgrade.js';
import type { Route } from './upgrade-state.js';
import { UpgradeWalker } from './upgrade-walker.js';
import type { Walk } from './walk.js';

const MOST_WALKS = 40;
/** Merges of all walks together. */
const MOST_MERGES = 4000;
/** A program that does not start is worse than any number whose dependencies are not met. */
const STOPPED = 1e4;

export function walkUpgrade(route: Route): Walk {
  const lessons = new Map<BinaryPackage, Set<BinaryPackage>>();
  let best = new UpgradeWalker(route, lessons).walk();
  let last = best;
  const most = Math.min(MOST_WALKS, Math.floor(MOST_MERGES / Math.max(1, best.steps.length)));
  for (let walks = 1; walks < most && learn(route, last, lessons); walks++) {
    last = new UpgradeWalker(route, lessons).walk();
    if (weigh(last) < weigh(best)) best = last;
  }
  if (best.broken.length === 0 || best.broken.some(({ inevitable }) => inevitable)) return best;
  const search = searchUpgrade(
    route,
    best.steps.map(({ merge }) => merge),
  );
  if (search === 'limit') return best;
  if (search === 'none') {
    // Not this break in particular, but none of the orders is without one.
    return { ...best, broken: best.broken.map((one, at) => ({ ...one, inevitable: at === 0 })) };
  }
  return { steps: search, broken: [] };
}

function weigh({ broken }: Walk): number {
  return broken.reduce((sum, { effect }) => sum + (effect === 'does-not-start' ? STOPPED : 1), 0);
}

/**
 * Whoever lacks what the start had is to go or come before that is replaced; who came first and lost it is to wait for what has it in the
 * end. Whether there was anything new to learn.
 */
function learn(
  { start, end }: Route,
  { steps, broken }: Walk,
  lessons: Map<BinaryPackage, Set<BinaryPackage>>,
): boolean {
  const merges = new Map(steps.map(({ merge }) => [slotKey(merge), merge]));
  const heirOf = (pkg: BinaryPackage) => merges.get(slotKey(pkg));
  const final = new Set(end);
  const goes = new Set(start.filter(pkg => !final.has(pkg)));
  let isNew = false;
  const note = (earlier: BinaryPackage | undefined, later: BinaryPackage | undefined) => {
    if (earlier === undefined || later === undefined || earlier === later) return;
    const known: Set<BinaryPackage> = lessons.get(later) ?? new Set();
    lessons.set(later, known);
    isNew ||= !known.has(earlier);
    known.add(earlier);
  };
  for (const { step, package: lacking, need, inevitable } of broken) {
    if (inevitable) continue;
    const user = heirOf(lacking);
    if (user === lacking && steps[step - 1]?.merge !== user) {
      for (const other of need.mentions) if (final.has(other)) note(heirOf(other), user);
      continue;
    }
    const replacing = need.mentions.filter(other => goes.has(other)).flatMap(other => heirOf(other) ?? []);
    // Where several had it, those replaced before this step are what could have waited.
    const done = new Set(steps.slice(0, step - 1).map(({ merge }) => merge));
    const early = replacing.filter(merge => done.has(merge));
    for (const merge of early.length > 0 ? early : replacing) note(user, merge);
  }
  return isNew;
}
