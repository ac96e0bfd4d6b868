// In which order merges are tried: what a package needs before it, whoever still needs what a merge takes away before that, the C library
// before all that may follow it. Cycles among these wishes stand together; the walk finds its way through them.

import { componentsOf } from '../../model/graph/components.js';
import { LIBC_NAMES } from '../../model/libc.js';
import { type BinaryPackage, slotKey } from '../../model/package.js';
import type { UpgradeNeed } from './upgrade-needs.js';
import type { Route, UpgradeState } from './upgrade-state.js';
import type { Lessons } from './walk.js';

export interface UpgradeOrder {
  readonly merges: readonly BinaryPackage[];
  /** Whether two merges need each other, directly or through others, so that one must come without the other. */
  areOneCycle(a: BinaryPackage, b: BinaryPackage): boolean;
  /** The merge that replaces a package, where there is one. */
  heirOf(pkg: BinaryPackage): BinaryPackage | undefined;
}

/** To be asked before the first step. */
export function orderUpgrade(route: Route, state: UpgradeState, lessons: Lessons): UpgradeOrder {
  const merges = route.end.filter(pkg => !state.has(pkg)).sort(byLibc);
  const position = new Map(merges.map((pkg, at) => [pkg, at]));
  const heirs = new Map(merges.map(pkg => [slotKey(pkg), pkg]));
  const heirOf = (pkg: BinaryPackage) => heirs.get(slotKey(pkg));
  const placesOf = (pkgs: readonly (BinaryPackage | undefined)[]) =>
    pkgs.flatMap(pkg => (pkg === undefined ? [] : (position.get(pkg) ?? [])));

  const providers = merges.map(pkg =>
    placesOf(
      state
        .demandsOf(pkg)
        .filter(
          demand =>
            demand.class !== 'PDEPEND' &&
            // What only its own forerunner meets is gone with that.
            !demand.need.holds(
              other => other === pkg || (state.has(other) && slotKey(other) !== slotKey(pkg)),
            ),
        )
        .flatMap(({ need }) => need.mentions),
    ),
  );
  const cycle = new Map<number, number>();
  const rank = new Map<number, number>();
  for (const [at, members] of componentsIn(providers).entries()) {
    for (const member of members) {
      cycle.set(member, at);
      rank.set(member, rank.size);
    }
  }
  const before = providers.map(list => [...list]);
  for (const { user, gone } of needsLost(route, state)) {
    const [first] = placesOf([heirOf(user)]);
    if (first === undefined) continue;
    for (const place of placesOf(gone.map(heirOf))) if (place !== first) before[place]?.push(first);
  }
  for (const [pkg, earlier] of lessons) before[position.get(pkg) ?? -1]?.push(...placesOf([...earlier]));
  const byRank = (a: number, b: number) => (rank.get(a) as number) - (rank.get(b) as number);
  const order = componentsIn(before).flatMap(members => members.sort(byRank));
  return {
    merges: order.map(at => merges[at] as BinaryPackage),
    areOneCycle: (a, b) => cycle.get(position.get(a) ?? -1) === cycle.get(position.get(b) ?? -2),
    heirOf,
  };
}

/** Needs of what must work that hold at the start and not at the end, with the packages whose replacing ends them. */
function needsLost(
  { start, end }: Route,
  state: UpgradeState,
): { readonly user: BinaryPackage; readonly gone: readonly BinaryPackage[] }[] {
  const final = new Set(end);
  const isFinal = (pkg: BinaryPackage) => final.has(pkg);
  const lost = new Map<UpgradeNeed, readonly BinaryPackage[]>();
  const goneOf = (need: UpgradeNeed) => {
    const known = lost.get(need);
    if (known !== undefined) return known;
    const gone = need.holds(isFinal) ? [] : need.mentions.filter(pkg => state.has(pkg) && !isFinal(pkg));
    lost.set(need, gone);
    return gone;
  };
  return start
    .filter(pkg => !isFinal(pkg) && state.isInClosure(pkg))
    .flatMap(user =>
      state
        .demandsOf(user)
        .filter(({ need }) => state.holds(need))
        .map(({ need }) => ({ user, gone: goneOf(need) })),
    );
}

/** Strongly connected components, what is listed first. */
function componentsIn(lists: readonly (readonly number[])[]): number[][] {
  const start = new Uint32Array(lists.length + 1);
  for (const [at, list] of lists.entries()) start[at + 1] = (start[at] as number) + list.length;
  return componentsOf({ start, target: Uint32Array.from(lists.flat()) }, lists.length, () => true);
}

function byLibc(a: BinaryPackage, b: BinaryPackage): number {
  const isLibc = (pkg: BinaryPackage) => LIBC_NAMES.includes(pkg.cpn);
  return Number(isLibc(b)) - Number(isLibc(a)) || a.id - b.id;
}
