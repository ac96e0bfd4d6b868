// How each need of a package is met, or what comes nearest, as far as matching goes.

import { formatMask } from '../../model/client/format-mask.js';
import { nearestMissOf } from '../../model/graph/nearest-miss.js';
import { reachableFrom } from '../../model/graph/reachability.js';
import { type BinaryPackage, instanceName } from '../../model/package.js';
import {
  atomsOf,
  failureOf,
  type Item,
  itemHolds,
  type Requirement,
  requirementsOf,
} from '../../model/requirements.js';
import type { Universe } from '../../model/universe.js';
import { sayMasked } from '../../rules/kit/say-refusal.js';
import { maskedFor } from '../../solver/installability/describe-reason.js';
import { makePrintable } from '../words/make-printable.js';
import { chooseForm, sayCount, sayNumber } from '../words/say-count.js';
import { row, rowOfNames, type StoryStyle } from '../words/story-rows.js';

/** Unmet needs told unless verbose; the tally counts all. */
const MOST_UNMET = 3;

/** `isToldAlready` is true of an unmet need that the reasons of a refusal have said. */
export function tellNeeds(
  universe: Universe,
  pkg: BinaryPackage,
  isToldAlready: (need: Requirement) => boolean,
  style: StoryStyle,
): string[] {
  const needs = [...requirementsOf(universe, pkg)];
  if (needs.length === 0) return row('needs', 'nothing', style, style.palette.faint);
  const unmet = needs.filter(({ node }) => failureOf(universe, node) !== null);
  const met = needs.filter(need => !unmet.includes(need));
  const told = style.verbose ? unmet : unmet.filter(need => !isToldAlready(need)).slice(0, MOST_UNMET);
  const lines = told.flatMap(need => row('not met', sayUnmet(universe, need), style, style.palette.error));
  if (style.verbose) {
    for (const need of met) lines.push(...row('met', sayMet(universe, need), style, style.palette.faint));
    return lines;
  }
  const names = met
    .flatMap(({ node }) => providersOf(universe, node))
    .map(other => sayProvider(universe, other));
  return [...lines, ...rowOfNames('needs', sayTally(needs.length, unmet.length), [...new Set(names)], style)];
}

function sayTally(needs: number, unmet: number): string {
  if (unmet === 0) return chooseForm(needs, 'one, met', `all ${sayNumber(needs)} met`);
  if (unmet === needs) return chooseForm(needs, 'one, not met', `none of ${sayNumber(needs)} met`);
  return `${sayNumber(needs - unmet)} of ${sayNumber(needs)} met`;
}

function sayMet(universe: Universe, need: Requirement): string {
  const providers = providersOf(universe, need.node).map(pkg => sayProvider(universe, pkg));
  return `${sayNeed(need)} by ${providers.join(', ') || 'nothing: it is empty'}`;
}

function sayUnmet(universe: Universe, need: Requirement): string {
  const failure = failureOf(universe, need.node);
  if (failure === null) return sayMet(universe, need);
  const miss = nearestMissOf(universe, need.node, failure.sees);
  const from = failure.baselines.length > 0 ? ` from ${failure.baselines.join(', ')}` : '';
  const masked = maskedFor(universe, need.node);
  const near =
    masked !== null
      ? `${sayMasked(masked)} (${masked.masks.map(formatMask).join(', ')})`
      : miss?.nearest
        ? `the nearest is ${miss.nearest.cpv} (${miss.nearest.differs})`
        : 'there is none of that name';
  return makePrintable(`${sayNeed(need)}${from}: ${near}`);
}

function sayNeed({ class: dependencyClass, text }: Requirement): string {
  return `${dependencyClass} ${makePrintable(text)}`;
}

/** Of an any-of, the providers of the first branch that holds. */
function providersOf(universe: Universe, node: Item): BinaryPackage[] {
  const holds = (item: Item) => itemHolds(item, atom => universe.matches(atom).length > 0);
  const branch = node.type === 'any-of' ? node.children.find(holds) : node;
  if (branch === undefined) return [];
  const providers = [...atomsOf(branch)].map(atom =>
    atom.blocker === null ? universe.matches(atom).at(-1) : undefined,
  );
  return [...new Set(providers.filter(pkg => pkg !== undefined))];
}

function sayProvider(universe: Universe, pkg: BinaryPackage): string {
  const place = pkg.role === 'candidate' ? '' : ` of ${universe.sources[pkg.source]?.name}`;
  return makePrintable(`${instanceName(pkg)}${place}`);
}

/** What it pulls in by matching alone, and who in that lacks something: of use where it cannot be installed. */
export function tellReach(
  universe: Universe,
  pkg: BinaryPackage,
  isRefused: boolean,
  style: StoryStyle,
): string[] {
  const reached = [...reachableFrom(universe, pkg)]
    .map(id => universe.packages[id]!)
    .filter(other => other !== pkg);
  if (reached.length === 0) return [];
  const broken = reached.filter(other =>
    [...requirementsOf(universe, other)].some(({ node }) => failureOf(universe, node) !== null),
  );
  // A single one pulls in nothing further.
  const start =
    sayCount(reached.length, 'package') + chooseForm(reached.length, '', ' with what they pull in');
  if (broken.length === 0) {
    // What refuses it then is that they do not go together.
    const met = isRefused ? 'each need by itself is met' : 'all needs met';
    return row('pulls in', `${start}, ${met}`, style, style.palette.faint);
  }
  return rowOfNames('pulls in', `${start}; needs not met`, broken.map(instanceName).sort(), style);
}
