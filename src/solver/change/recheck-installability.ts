// Verdicts after a change of a few packages: those that the change cannot have touched are carried over, the others asked again.
//
// Let M be the packages that went, came or changed (a changed one counts as both), the baseline being the same.
// * A witness none of whose members is in M is one still. That its members and what stays installed hold together (each need met
//   among them, none blocking another, none two in a slot, what is installed kept, replaced or removed) is a matter of these
//   packages alone, and of nothing that is merely offered beside them. So are the cycles within it.
// * Reasons that speak of the same packages as before refute as before, and without any one of them the rest can be met as before.
//   A reason speaks of the package that it belongs to, and of what satisfies it: those that match an atom in it, groups and brackets
//   included, provide its library, or replace what is installed; where a weak blocker might remove that, of everything. Exclusion in a
//   slot speaks of all members, but one that no other reason speaks of may be left out of every answer, so it neither helps nor
//   hinders. If M has none of these, the reasons state word for word the same problem about the same packages; whatever else is
//   stated besides can only forbid more.
// * Into an empty root nothing counts but what the goal can reach. A goal that reaches nothing in M has the problem it had.
// * A refused cycle is one of the state that was found, and another state might do without it, unless all states lead into one
//   (`cycle-bound.ts`). If M satisfies no item on the ways there, they still do, and the cycle told is one as long as its members stay.
// A carried witness need not be the one that is preferred now: only that it is one is claimed.

import { type BinaryPackage, instanceName } from '../../model/package.js';
import type { Universe } from '../../model/universe.js';
import { judgeInstallability } from '../installability/judge-installability.js';
import type { Verdict } from '../installability/verdict.js';
import { VerdictCarrier } from './carry-verdict.js';
import { compareUniverses, type UniverseDifference } from './compare-universes.js';
import { type RecheckOptions, UniverseChange } from './universe-change.js';

/** Verdicts with the universe that they are about. */
export interface Judged {
  readonly universe: Universe;
  readonly verdicts: readonly Verdict[];
}

export interface Recheck {
  /** Of each judged package, in their order. */
  readonly verdicts: readonly Verdict[];
  /** The packages whose verdict could not be carried over. */
  readonly asked: readonly BinaryPackage[];
}

/** `before` was judged with the same options. */
export function recheckInstallability(before: Judged, after: Universe, options: RecheckOptions): Recheck {
  const difference = compareUniverses(before.universe, after);
  if (!isSameBaseline(before.universe, difference, options.baseline))
    return { verdicts: judgeInstallability(after, after.judged, options), asked: after.judged };
  const change = new UniverseChange(before.universe, after, difference, options);
  const carrier = new VerdictCarrier(difference.heirs);
  const verdicts = new Map<BinaryPackage, Verdict>();
  for (const verdict of before.verdicts) {
    const heir = difference.heirs[verdict.package.id] ?? null;
    if (heir !== null && !change.touches(verdict)) verdicts.set(heir, carrier.carry(verdict, heir));
  }
  const asked = after.judged.filter(pkg => !verdicts.has(pkg));
  for (const verdict of ask(after, asked, options, change)) verdicts.set(verdict.package, verdict);
  return { verdicts: after.judged.map(pkg => verdictOf(pkg, verdicts)), asked };
}

/** Of a package that needs others which all come into a refused cycle, one way to install it is enough: no other is better. */
function ask(
  after: Universe,
  asked: readonly BinaryPackage[],
  options: RecheckOptions,
  change: UniverseChange,
): readonly Verdict[] {
  if (asked.length === 0) return [];
  const isBound = new Set(options.withoutOrder === true ? [] : asked.filter(pkg => change.isBoundAfter(pkg)));
  const free = asked.filter(pkg => !isBound.has(pkg));
  const bound =
    isBound.size === 0 ? [] : judgeInstallability(after, [...isBound], { ...options, withoutOrder: true });
  return [
    ...(free.length === 0 ? [] : judgeInstallability(after, free, options)),
    ...bound.map((verdict): Verdict => {
      if (verdict.verdict !== 'installable' || verdict.refused.length === 0) return verdict;
      return { package: verdict.package, verdict: 'not-installable', reasons: [], cycles: verdict.refused };
    }),
  ];
}

/** What is installed is part of every state: with another baseline nothing is known any more. */
function isSameBaseline(
  before: Universe,
  { heirs, added }: UniverseDifference,
  baseline: number | null,
): boolean {
  if (baseline === null) return true;
  if (added.some(pkg => pkg.source === baseline)) return false;
  // Of several instances in a slot it is order, too, that says which of them is installed.
  let last = -1;
  return before.packages.every(pkg => {
    if (pkg.source !== baseline) return true;
    const heir = heirs[pkg.id];
    if (heir?.source !== baseline || heir.id < last) return false;
    last = heir.id;
    return true;
  });
}

function verdictOf(pkg: BinaryPackage, verdicts: ReadonlyMap<BinaryPackage, Verdict>): Verdict {
  const verdict = verdicts.get(pkg);
  if (verdict === undefined) throw new Error(`no verdict about ${instanceName(pkg)}`);
  return verdict;
}
