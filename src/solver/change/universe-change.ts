// Which verdicts a change of a few packages may touch; why those alone is told in `recheck-installability.ts`.

import { getOrMake } from '../../base/get-or-make.js';
import { blockersOf } from '../../model/blockers.js';
import type { BinaryPackage, PackageId, Soname } from '../../model/package.js';
import { isSeenFrom } from '../../model/place.js';
import { remember } from '../../model/remember.js';
import { atomsOf, type Item, requirementsOf } from '../../model/requirements.js';
import type { Universe } from '../../model/universe.js';
import type { Atom } from '../../pms/atom.js';
import { matchesAtom } from '../../pms/match-atom.js';
import type { RefusedCycle } from '../installability/cycle-core.js';
import type { Reason } from '../installability/encode-universe.js';
import type { JudgeOptions } from '../installability/judge-installability.js';
import type { Verdict } from '../installability/verdict.js';
import { toldCycles } from './carry-verdict.js';
import type { UniverseDifference } from './compare-universes.js';
import { cycleBoundWays, wayOf, waysThrough } from './cycle-bound.js';
import { usersOf } from './users-of.js';

export class UniverseChange {
  readonly #before: Universe;
  readonly #after: Universe;
  readonly #options: RecheckOptions;
  readonly #heirs: UniverseDifference['heirs'];
  /** What went, came or changed, as far as it counts for those who stand there. */
  readonly #moved: readonly BinaryPackage[];
  /** What the packages in it block. */
  readonly #blocks: readonly Atom[];
  /** Packages that can reach one of them; null where reaching is not all that counts. */
  readonly #users: ReadonlySet<PackageId> | null;
  /** Packages that were bound to come into a refused cycle, and may not be any more. */
  #loosened: ReadonlySet<PackageId> | null = null;
  /** By id in the later universe: the same package of the earlier one. */
  #ancestors: ReadonlyMap<PackageId, BinaryPackage> | null = null;
  readonly #items = new Map<Item, boolean>();
  readonly #broken = new Map<RefusedCycle, boolean>();

  constructor(before: Universe, after: Universe, difference: UniverseDifference, options: RecheckOptions) {
    this.#before = before;
    this.#after = after;
    this.#options = options;
    this.#heirs = difference.heirs;
    const seen = (pkg: BinaryPackage) => isSeenFrom(pkg, options.baseline);
    const gone = difference.gone.filter(seen);
    const added = difference.added.filter(seen);
    this.#moved = [...gone, ...added];
    this.#blocks = [
      ...gone.flatMap(pkg => [...blockersOf(before, pkg)]),
      ...added.flatMap(pkg => [...blockersOf(after, pkg)]),
    ].map(({ atom }) => atom);
    this.#users = options.baseline === null && options.sonames !== true ? usersOf(before, this.#moved) : null;
  }

  /** Whether the verdict may not hold any more. Its package is still there, the same as before. */
  touches(verdict: Verdict): boolean {
    if (verdict.verdict === 'unknown') return true;
    if (this.#moved.length === 0) return false;
    if (this.#users !== null && !this.#users.has(verdict.package.id)) return false;
    if (verdict.verdict === 'installable')
      return verdict.merge.some(pkg => this.#isGone(pkg)) || verdict.removes.some(pkg => this.#isGone(pkg));
    const { package: goal, reasons } = verdict;
    const cycles = toldCycles(verdict);
    if (cycles.length === 0 && reasons.length > 0) return reasons.some(reason => this.#touchesReason(reason));
    // Otherwise there is only the reach of the goal to go by, unless every way leads into a cycle, and the one told still stands.
    const isToldStill = cycles.length > 0 && !cycles.some(cycle => this.#isBroken(cycle));
    return reasons.length > 0 || !isToldStill || !this.#staysBound(goal);
  }

  #staysBound({ id }: BinaryPackage): boolean {
    if (this.#options.baseline !== null) return false;
    const ways = cycleBoundWays(this.#before);
    this.#loosened ??= waysThrough(ways, item => this.#touchesItem(item));
    return ways[id] != null && !this.#loosened.has(id);
  }

  /** Whether a package of the later universe needs one of some that stay bound to come into a refused cycle. */
  isBoundAfter(pkg: BinaryPackage): boolean {
    if (this.#options.baseline !== null) return false;
    this.#ancestors ??= new Map(
      this.#heirs.flatMap((heir, id) =>
        heir === null ? [] : [[heir.id, this.#before.packages[id] as BinaryPackage] as const],
      ),
    );
    const leads = (id: PackageId) => {
      const ancestor = this.#ancestors?.get(id);
      return ancestor !== undefined && id !== pkg.id && this.#staysBound(ancestor);
    };
    return [...requirementsOf(this.#after, pkg)].some(
      ({ node }) => wayOf(this.#after, node)?.candidates.every(leads) ?? false,
    );
  }

  #isBroken(cycle: RefusedCycle): boolean {
    return getOrMake(this.#broken, cycle, () => cycle.members.some(pkg => this.#isGone(pkg)));
  }

  #touchesReason(reason: Reason): boolean {
    switch (reason.kind) {
      case 'requirement':
        return this.#isGone(reason.package) || this.#touchesItem(reason.node);
      case 'group':
        return this.#touchesItem(reason.node);
      case 'soname':
        return this.#isGone(reason.package) || this.#touchesLibrary(reason.soname);
      case 'blocker':
        return this.#isGone(reason.package) || this.#isGone(reason.blocked);
      case 'installed':
        return this.#touchesInstalled(reason.package);
      case 'same-slot':
        return false;
      default:
        return true;
    }
  }

  /** Whether a package that satisfies one of its atoms has moved. */
  #touchesItem(node: Item): boolean {
    return getOrMake(this.#items, node, () =>
      [...atomsOf(node)].some(atom => this.#moved.some(pkg => matchesAtom(atom, pkg))),
    );
  }

  #touchesLibrary({ abi, soname }: Soname): boolean {
    return this.#moved.some(({ provides }) =>
      provides.some(other => other.abi === abi && other.soname === soname),
    );
  }

  /**
   * Whether what could replace it has moved. Whether it may go because of a weak blocker is a matter of all there is: for that
   * something must need what is in its way.
   */
  #touchesInstalled(pkg: BinaryPackage): boolean {
    return (
      this.#isGone(pkg) ||
      this.#moved.some(other => other.cpn === pkg.cpn && other.slot.slot === pkg.slot.slot) ||
      this.#blocks.some(atom => matchesAtom(atom, pkg)) ||
      weakBlockersIn(this.#before).some(atom => matchesAtom(atom, pkg)) ||
      [...blockersOf(this.#before, pkg)].some(({ strength }) => strength === 'weak')
    );
  }

  #isGone(pkg: BinaryPackage): boolean {
    return (this.#heirs[pkg.id] ?? null) === null;
  }
}

function weakBlockersIn(universe: Universe): readonly Atom[] {
  return remember(universe, weakBlockersIn, weakBlockersIn, () => {
    const blockers = universe.packages.flatMap(pkg => [...blockersOf(universe, pkg)]);
    return [...new Set(blockers.flatMap(({ atom, strength }) => (strength === 'weak' ? [atom] : [])))];
  });
}
/** The questions that may be asked again in part. */

export type RecheckOptions = Pick<
  JudgeOptions,
  'baseline' | 'sonames' | 'withoutConflicts' | 'withoutOrder' | 'conflictLimit' | 'reasons'
>;
