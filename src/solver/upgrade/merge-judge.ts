// What a merge would do at the moment: whether it lacks something, which programs it would stop.

import { type BinaryPackage, slotKey } from '../../model/package.js';
import type { UpgradeNeed } from './upgrade-needs.js';
import { orderUpgrade, type UpgradeOrder } from './upgrade-order.js';
import { type Effect, type Fault, type Merge, type Route, UpgradeState } from './upgrade-state.js';
import type { Lessons } from './walk.js';

/** A program that must work and does not. */
export interface Harm {
  /** Equal for one effect on one slot, whichever instance is in it. */
  readonly key: string;
  readonly effect: Effect;
  readonly program: BinaryPackage;
  readonly fault: Fault;
}

/** The worst first. */
const EFFECTS: readonly Effect[] = ['does-not-start', 'dependency-unmet'];

export class MergeJudge {
  readonly state: UpgradeState;
  readonly order: UpgradeOrder;
  /** What is still to be merged, in the order in which it is tried. */
  readonly left: Set<BinaryPackage>;

  constructor(route: Route, lessons: Lessons) {
    this.state = new UpgradeState(route);
    this.order = orderUpgrade(route, this.state, lessons);
    this.left = new Set(this.order.merges);
  }

  apply(pkg: BinaryPackage): Merge {
    const merge = this.state.planMerge(pkg);
    this.state.apply(merge);
    this.left.delete(pkg);
    return merge;
  }

  takeBack(merge: Merge): void {
    this.state.takeBack(merge);
    this.left.add(merge.merge);
  }

  /** The first need that a package would miss when merged now, cycles apart; of libraries only where that matters. */
  lackingOf(pkg: BinaryPackage, withLibraries: boolean): UpgradeNeed | null {
    const { replaces, removes } = this.state.planMerge(pkg);
    const gone = [...replaces, ...removes];
    const isThere = (other: BinaryPackage) =>
      other === pkg || (this.state.has(other) && !gone.includes(other));
    for (const { class: dependencyClass, need } of this.state.demandsOf(pkg)) {
      if (dependencyClass === 'PDEPEND' || (need.kind === 'soname' && !withLibraries)) continue;
      if (need.holds(isThere)) continue;
      const later = need.mentions.filter(other => this.left.has(other));
      if (!later.some(other => this.order.areOneCycle(pkg, other))) return need;
    }
    return null;
  }

  /** Programs that do not work after a merge, those apart that are known not to. */
  harmOf(pkg: BinaryPackage, known?: ReadonlyMap<string, unknown>): readonly Harm[] {
    const merge = this.state.planMerge(pkg);
    this.state.apply(merge);
    const harm = this.harmNow().filter(({ key }) => known?.has(key) !== true);
    this.state.takeBack(merge);
    return harm;
  }

  harmNow(): readonly Harm[] {
    const broken = this.state.brokenPrograms();
    return EFFECTS.flatMap(effect =>
      [...broken[effect]].map(([program, fault]) => ({
        key: `${effect} ${slotKey(program)}`,
        effect,
        program,
        fault,
      })),
    );
  }
}
