// What is known of each offered package from a baseline, judged or not: whether it can be installed there.

import type { BinaryPackage } from '../../model/package.js';
import { remember } from '../../model/remember.js';
import type { Universe } from '../../model/universe.js';
import { judgeInstallability } from './judge-installability.js';
import type { Verdict } from './verdict.js';
import { verdictsFrom } from './verdicts-from.js';

export class StandingVerdicts {
  readonly #universe: Universe;
  readonly #place: number;
  #judged: ReadonlyMap<BinaryPackage, Verdict> | null = null;
  #others: ReadonlyMap<BinaryPackage, Verdict> | null = null;

  constructor(universe: Universe, place: number) {
    this.#universe = universe;
    this.#place = place;
  }

  isInstallable(pkg: BinaryPackage): boolean {
    return this.#of(pkg) === 'installable';
  }

  /** Proved, not merely undecided. */
  isRefused(pkg: BinaryPackage): boolean {
    return this.#of(pkg) === 'not-installable';
  }

  #of(pkg: BinaryPackage): Verdict['verdict'] | undefined {
    this.#judged ??= byPackage(verdictsFrom(this.#universe, this.#place));
    const known = this.#judged.get(pkg);
    if (known !== undefined || pkg.role !== 'background') return known?.verdict;
    this.#others ??= byPackage(this.#judgeOthers());
    return this.#others.get(pkg)?.verdict;
  }

  #judgeOthers(): readonly Verdict[] {
    const others = this.#universe.packages.filter(pkg => pkg.role === 'background');
    return judgeInstallability(this.#universe, others, { baseline: this.#place, reasons: false });
  }
}

export function standingVerdicts(universe: Universe, place: number): StandingVerdicts {
  return remember(universe, standingVerdicts, place, () => new StandingVerdicts(universe, place));
}

function byPackage(verdicts: readonly Verdict[]): ReadonlyMap<BinaryPackage, Verdict> {
  return new Map(verdicts.map(verdict => [verdict.package, verdict]));
}
