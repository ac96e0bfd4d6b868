// A verdict about one universe told of the same packages in a later one. What few people ask for, such as the order of a witness, is
// worked out when it is asked for.

import { getOrMake } from '../../base/get-or-make.js';
import type { BinaryPackage } from '../../model/package.js';
import type { Reason } from '../installability/encode-universe.js';
import type { RefusedCycle } from '../installability/held-state.js';
import type { Installable, NotInstallable, Verdict } from '../installability/verdict.js';

/** By id of a package in the universe of the verdict: the same package in the later one. */
type Heirs = readonly (BinaryPackage | null)[];

/** Verdicts carried before: what was judged in the first place, so that steps do not pile up. */
const origins = new WeakMap<Verdict, { readonly verdict: Verdict; readonly heirs: Heirs }>();

const told = new WeakMap<NotInstallable, readonly RefusedCycle[]>();

/** The cycles of a verdict, looked up once: they may be worked out each time they are asked for. */
export function toldCycles(verdict: NotInstallable): readonly RefusedCycle[] {
  return getOrMake(told, verdict, () => verdict.cycles);
}

export class VerdictCarrier {
  readonly #heirs: Heirs;
  readonly #overSteps = new Map<Heirs, Heirs>();

  constructor(heirs: Heirs) {
    this.#heirs = heirs;
  }

  /** The verdict about `heir`. Nothing that it speaks of may have gone. */
  carry(told: Verdict, heir: BinaryPackage): Verdict {
    const known = origins.get(told);
    const verdict = known?.verdict ?? told;
    const heirs = known === undefined ? this.#heirs : this.#overStepsOf(known.heirs);
    const carried = carryOver(verdict, heir, heirs);
    origins.set(carried, { verdict, heirs });
    return carried;
  }

  #overStepsOf(earlier: Heirs): Heirs {
    let heirs = this.#overSteps.get(earlier);
    if (heirs === undefined) {
      heirs = earlier.map(pkg => (pkg === null ? null : (this.#heirs[pkg.id] ?? null)));
      this.#overSteps.set(earlier, heirs);
    }
    return heirs;
  }
}

function carryOver(verdict: Verdict, heir: BinaryPackage, heirs: Heirs): Verdict {
  switch (verdict.verdict) {
    case 'installable':
      return new CarriedWitness(verdict, heir, heirs);
    case 'not-installable':
      return new CarriedRefusal(verdict, heir, heirs);
    case 'unknown':
      return { ...verdict, package: heir };
  }
}

class CarriedWitness implements Installable {
  readonly verdict = 'installable';
  readonly package: BinaryPackage;
  readonly #origin: Installable;
  readonly #heirs: Heirs;

  constructor(origin: Installable, heir: BinaryPackage, heirs: Heirs) {
    this.package = heir;
    this.#origin = origin;
    this.#heirs = heirs;
  }

  get merge(): readonly BinaryPackage[] {
    return this.#origin.merge.map(pkg => heirOf(pkg, this.#heirs));
  }

  get replaces(): readonly BinaryPackage[] {
    return this.#origin.replaces.map(pkg => heirOf(pkg, this.#heirs));
  }

  get removes(): readonly BinaryPackage[] {
    return this.#origin.removes.map(pkg => heirOf(pkg, this.#heirs));
  }

  get refused(): readonly RefusedCycle[] {
    return this.#origin.refused.map(cycle => carryCycle(cycle, this.#heirs));
  }
}

class CarriedRefusal implements NotInstallable {
  readonly verdict = 'not-installable';
  readonly package: BinaryPackage;
  readonly #origin: NotInstallable;
  readonly #heirs: Heirs;

  constructor(origin: NotInstallable, heir: BinaryPackage, heirs: Heirs) {
    this.package = heir;
    this.#origin = origin;
    this.#heirs = heirs;
  }

  get reasons(): readonly Reason[] {
    return this.#origin.reasons.map(reason => carryReason(reason, this.#heirs));
  }

  get cycles(): readonly RefusedCycle[] {
    return toldCycles(this.#origin).map(cycle => carryCycle(cycle, this.#heirs));
  }
}

/** Items and atoms stay those of the earlier universe: they match by what they say. */
function carryReason(reason: Reason, heirs: Heirs): Reason {
  if (!('package' in reason)) return reason;
  const told = { ...reason, package: heirOf(reason.package, heirs) };
  return told.kind === 'blocker' ? { ...told, blocked: heirOf(told.blocked, heirs) } : told;
}

/** Many verdicts tell the same cycle. */
const carriedCycles = new WeakMap<Heirs, Map<RefusedCycle, RefusedCycle>>();

function carryCycle(cycle: RefusedCycle, heirs: Heirs): RefusedCycle {
  const known = getOrMake(carriedCycles, heirs, () => new Map<RefusedCycle, RefusedCycle>());
  return getOrMake(known, cycle, () => ({
    members: cycle.members.map(pkg => heirOf(pkg, heirs)),
    edges: cycle.edges.map(edge => ({ ...edge, user: heirOf(edge.user, heirs) })),
  }));
}

function heirOf(pkg: BinaryPackage, heirs: Heirs): BinaryPackage {
  const heir = heirs[pkg.id];
  if (heir === null || heir === undefined) throw new Error(`${pkg.cpvText} has gone`);
  return heir;
}
