// The time between the update of one installed package and that of those who used what it took away.

import { compareText } from '../../base/compare-text.js';
import type { BinaryPackage } from '../package.js';
import type { Universe } from '../universe.js';
import type { ClientUpdates } from './client-updates.js';
import { departuresFrom, isBound, type Loss, lossesOf } from './losses.js';

export interface UpdateWindow {
  readonly from: BinaryPackage;
  readonly to: BinaryPackage;
  readonly losses: readonly Loss[];
  /** Users of what is lost. */
  readonly losers: Sufferers;
  /** Another installed package that a dependency binds to `from`: what Portage minds even where the losers say nothing. */
  readonly guard: BinaryPackage | null;
  /** Who recorded the sub-slot that is left and loses no library. */
  readonly left: Sufferers;
}

/** Installed packages that break, each once. */
export interface Sufferers {
  readonly packages: readonly BinaryPackage[];
  /** Of them those that Portage protects if @world needs them: a dependency of theirs breaks too. */
  readonly bound: readonly BinaryPackage[];
  /** Those that nothing repairs that clients take. */
  readonly broken: readonly BinaryPackage[];
  /** Of these, those that a rebuild on offer would repair. */
  readonly ignored: readonly BinaryPackage[];
  /** What repairs the first of the others; null where nothing does. */
  readonly repair: BinaryPackage | null;
}

/** What the update of a baseline to `to` takes away there; null where it replaces nothing or nothing is missed. */
export function updateWindow(
  universe: Universe,
  updates: ClientUpdates,
  to: BinaryPackage,
): UpdateWindow | null {
  const { standing } = updates;
  const from = standing.inSlotOf(to);
  if (from === null || !updates.includes(to)) return null;
  const losses = lossesOf(universe, standing, from, to);
  const departures = departuresFrom(universe, standing, from, to);
  if (losses.length === 0 && departures.length === 0) return null;

  const losing = new Set(losses.flatMap(({ users }) => users));
  const leaving = new Set(departures.map(({ user }) => user).filter(user => !losing.has(user)));
  const mends = (user: BinaryPackage, heir: BinaryPackage | null): heir is BinaryPackage => {
    if (heir?.requires.some(soname => lostBy(user).some(loss => loss.soname === soname)) !== false)
      return false;
    const atoms = departures.filter(departure => departure.user === user).map(({ atom }) => atom.text);
    return !recordsAny(heir, atoms);
  };
  const lostBy = (user: BinaryPackage) => losses.filter(({ users }) => users.includes(user));
  const repairOf = (user: BinaryPackage): BinaryPackage | null => {
    const heir = updates.heirOf(user);
    if (mends(user, heir)) return heir;
    const lost = lostBy(user);
    const [first] = lost;
    return first !== undefined && lost.every(({ other }) => other !== null) ? first.other : null;
  };
  const sufferers = (users: ReadonlySet<BinaryPackage>): Sufferers => {
    const packages = [...users].sort((a, b) => compareText(a.cpvText, b.cpvText) || a.id - b.id);
    const repairs = packages.map(repairOf);
    const broken = packages.filter((_, at) => repairs[at] === null);
    return {
      packages,
      bound: packages.filter(user => isBound(universe, standing, user, from, to)),
      broken,
      ignored: broken.filter(user => mends(user, updates.ignoredFor(user))),
      repair: repairs.find(repair => repair !== null) ?? null,
    };
  };
  const guard =
    losses.length === 0
      ? undefined
      : standing.installed.find(
          pkg => pkg !== from && !losing.has(pkg) && isBound(universe, standing, pkg, from, to),
        );
  return {
    from,
    to,
    losses,
    losers: sufferers(losing),
    guard: guard ?? null,
    left: sufferers(leaving),
  };
}

/** Whether it still asks for what was recorded before. */
function recordsAny(pkg: BinaryPackage, atoms: readonly string[]): boolean {
  const words = `${pkg.record.RDEPEND} ${pkg.record.PDEPEND} ${pkg.record.IDEPEND}`.split(/\s+/);
  return atoms.some(atom => words.includes(atom));
}
