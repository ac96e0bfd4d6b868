// Whether one package can be installed from each place, with what else, or why not.

import type { PlacedVerdict } from '../../answer/explain-package.js';
import { type BinaryPackage, instanceName } from '../../model/package.js';
import { nameOfPlace, type Place } from '../../model/place.js';
import { atomsOf, requirementsOf } from '../../model/requirements.js';
import type { Universe } from '../../model/universe.js';
import { CRITICAL_NAMES } from '../../model/update/critical.js';
import { InstalledState } from '../../solver/installability/installed-state.js';
import type { Installable, Verdict } from '../../solver/installability/verdict.js';
import { makePrintable } from '../words/make-printable.js';
import { sayCount } from '../words/say-count.js';
import { row, rowOfNames, type StoryStyle } from '../words/story-rows.js';
import { tellRefusal } from './tell-refusal.js';

/** `net-misc/wget-1.21.3-2 can be installed from "stage3", not from an empty root`. */
export function sayVerdicts(
  universe: Universe,
  pkg: BinaryPackage,
  placed: readonly PlacedVerdict[],
): string {
  const of = (kind: Verdict['verdict']) =>
    placed.filter(({ verdict }) => verdict.verdict === kind).map(({ place }) => sayPlace(universe, place));
  const [yes, no, unknown] = [of('installable'), of('not-installable'), of('unknown')];
  const parts: string[] = [];
  if (yes.length > 0) parts.push(`can be installed from ${joinNames(yes)}`);
  if (no.length > 0) parts.push(`${parts.length > 0 ? 'not' : 'cannot be installed'} from ${joinNames(no)}`);
  if (unknown.length > 0)
    parts.push(`${parts.length > 0 ? 'perhaps' : 'can perhaps be installed'} from ${joinNames(unknown)}`);
  const slot = pkg.record.SLOT === '0' || pkg.record.SLOT === '' ? '' : ` (slot ${pkg.record.SLOT})`;
  return makePrintable(`${instanceName(pkg)}${slot} ${parts.join(', ')}`);
}

export function sayPlace(universe: Universe, place: Place): string {
  const name = nameOfPlace(universe, place);
  return name === null ? 'an empty root' : `"${name}"`;
}

function joinNames(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** What comes with it, or the reasons. */
export function tellVerdict(
  universe: Universe,
  { place, verdict }: PlacedVerdict,
  from: string,
  style: StoryStyle,
): string[] {
  if (verdict.verdict === 'installable') return tellWitness(universe, verdict, place, from, style);
  if (verdict.verdict === 'unknown')
    return row('unknown', makePrintable(`${from}${verdict.why}`), style, style.palette.warning);
  return tellRefusal(universe, verdict, place, style).flatMap((sentence, at) =>
    row(
      at === 0 ? 'because' : 'and',
      makePrintable(`${at === 0 ? from : ''}${sentence}`),
      style,
      style.palette.error,
    ),
  );
}

function tellWitness(
  universe: Universe,
  { package: goal, merge, removes }: Installable,
  place: Place,
  from: string,
  style: StoryStyle,
): string[] {
  const others = merge.filter(pkg => pkg !== goal);
  const before = new InstalledState(universe, place);
  const own = before.inSlotOf(goal);
  const replaced = new Set(merge.map(pkg => before.inSlotOf(pkg)));
  const removed = removes.filter(pkg => !replaced.has(pkg));
  const names = inOrderOfWeight(universe, goal, others, before, style).map(pkg =>
    makePrintable(sayMerged(pkg, before.inSlotOf(pkg))),
  );
  const faint = style.palette.faint;
  return [
    ...(own === undefined
      ? []
      : row('replaces', makePrintable(`${from}${sayReplaced(goal, own)}`), style, faint)),
    ...(others.length === 0
      ? row('with', makePrintable(`${from}nothing else`), style, faint)
      : rowOfNames(
          'with',
          makePrintable(`${from}${sayCount(others.length, 'other package')}`),
          names,
          style,
        )),
    ...(removed.length === 0
      ? []
      : rowOfNames(
          'removes',
          makePrintable(`${from}${sayCount(removed.length, 'installed package')}`),
          removed.map(pkg => makePrintable(instanceName(pkg))),
          style,
          style.palette.warning,
        )),
  ];
}

function sayReplaced(goal: BinaryPackage, previous: BinaryPackage): string {
  return instanceName(previous) === instanceName(goal) ? 'the same build' : instanceName(previous);
}

function sayMerged(pkg: BinaryPackage, previous: BinaryPackage | undefined): string {
  if (previous === undefined) return instanceName(pkg);
  const version = instanceName(previous).slice(previous.cpn.length + 1);
  return `${instanceName(pkg)} (for ${version})`;
}

/** Verbose: in the order of merging. Else what is replaced comes first, what the system cannot do without before all, then its own needs. */
function inOrderOfWeight(
  universe: Universe,
  goal: BinaryPackage,
  others: readonly BinaryPackage[],
  before: InstalledState,
  { verbose }: StoryStyle,
): readonly BinaryPackage[] {
  if (verbose) return others;
  const needed = new Set(
    [...requirementsOf(universe, goal)].flatMap(({ node }) =>
      [...atomsOf(node)].filter(atom => atom.blocker === null).flatMap(atom => universe.matches(atom)),
    ),
  );
  const weightOf = (pkg: BinaryPackage) =>
    (before.inSlotOf(pkg) === undefined ? 0 : 4) +
    (CRITICAL_NAMES.includes(pkg.cpn) ? 2 : 0) +
    (needed.has(pkg) ? 1 : 0);
  return [...others].sort((a, b) => weightOf(b) - weightOf(a));
}
