// Why a package cannot be installed, in sentences: its own needs first, builds of one name together, cycles by one of their needs.

import { compareText } from '../../base/compare-text.js';
import { getOrMake } from '../../base/get-or-make.js';
import { missOf } from '../../model/graph/nearest-miss.js';
import { type BinaryPackage, instanceName } from '../../model/package.js';
import { isSeenFrom, type Place } from '../../model/place.js';
import { atomsOf } from '../../model/requirements.js';
import type { Universe } from '../../model/universe.js';
import { formatCpn } from '../../pms/cpv.js';
import { sayReason } from '../../rules/kit/say-refusal.js';
import type { RefusedCycle } from '../../solver/installability/held-state.js';
import type { Reason } from '../../solver/installability/reason.js';
import type { NotInstallable } from '../../solver/installability/verdict.js';
import { sayCount, sayNumber } from '../words/say-count.js';
import type { StoryStyle } from '../words/story-rows.js';

/** Told unless verbose. */
const MOST_REASONS = 6;
const MOST_CYCLES = 2;
const MOST_MEMBERS = 4;

export function tellRefusal(
  universe: Universe,
  { package: goal, reasons, cycles }: NotInstallable,
  place: Place,
  { verbose }: StoryStyle,
): readonly string[] {
  const sentences = sayReasons(universe, goal, reasons, place);
  const circles = [...cycles]
    .sort((a, b) => a.members.length - b.members.length || compareText(nameOf(a), nameOf(b)))
    .map(cycle => sayCycle(universe, goal, cycle, verbose));
  if (verbose) return [...sentences, ...circles];
  return [
    ...cutOff(sentences, MOST_REASONS, 'more reason'),
    ...cutOff(circles, MOST_CYCLES, 'more such cycle'),
  ];
}

function cutOff(texts: readonly string[], most: number, noun: string): readonly string[] {
  const rest = texts.length - most;
  return rest <= 0 ? texts : [...texts.slice(0, most), `${sayCount(rest, noun)} (--verbose)`];
}

function sayReasons(
  universe: Universe,
  goal: BinaryPackage,
  reasons: readonly Reason[],
  place: Place,
): readonly string[] {
  const told = [...reasons].sort((a, b) => rankOf(goal, a) - rankOf(goal, b));
  // Several builds that say the same of themselves: the sentence once.
  const builds = new Map<string, { readonly pkg: BinaryPackage | null; readonly names: Set<string> }>();
  for (const reason of told) {
    const sentence = sayReason(universe, reason, pkg => isSeenFrom(pkg, place));
    if (sentence === null) continue;
    const pkg = reason.kind === 'same-slot' ? null : 'package' in reason ? reason.package : null;
    const name = pkg === null ? '' : instanceName(pkg);
    const rest = sentence.startsWith(name) ? sentence.slice(name.length) : sentence;
    const entry = getOrMake(builds, `${pkg?.cpn ?? ''}\n${rest}${sayUnfit(universe, goal, reason)}`, () => ({
      pkg,
      names: new Set<string>(),
    }));
    entry.names.add(name);
  }
  return [...builds].map(([key, { pkg, names }]) => {
    const rest = key.slice(key.indexOf('\n') + 1);
    if (pkg === null) return rest;
    const [only] = names;
    return `${names.size === 1 ? only : `${pkg.cpn} (${sayNumber(names.size)} builds)`}${rest}`;
  });
}

/** From the package itself to what stands in its way. */
function rankOf(goal: BinaryPackage, reason: Reason): number {
  if (reason.kind === 'same-slot') return 2;
  if (reason.kind === 'installed') return 3;
  return 'package' in reason && reason.package === goal ? 0 : 1;
}

/** What this package lacks for a need that names it and that another build could have met. */
function sayUnfit(universe: Universe, goal: BinaryPackage, reason: Reason): string {
  if (reason.kind !== 'requirement') return '';
  const atom = [...atomsOf(reason.node)].find(one => one.blocker === null && formatCpn(one) === goal.cpn);
  const matching = atom === undefined ? [] : universe.matches(atom);
  if (atom === undefined || matching.length === 0 || matching.includes(goal)) return '';
  const miss = missOf(universe, atom, pkg => pkg === goal).nearest;
  return miss === null ? '' : `, and ${instanceName(goal)} is not that (${miss.differs})`;
}

/** One need of it, if possible of the package asked about or for it. */
function sayCycle(
  universe: Universe,
  goal: BinaryPackage,
  { members, edges }: RefusedCycle,
  verbose: boolean,
): string {
  const own =
    edges.find(({ user }) => user === goal) ??
    edges.find(({ atom }) => universe.matches(atom).includes(goal)) ??
    edges[0];
  const names = members.map(instanceName);
  const some = verbose || names.length <= MOST_MEMBERS ? names.join(', ') : sayCount(names.length, 'package');
  const why = own === undefined ? '' : `: ${instanceName(own.user)} needs ${own.atom.text}`;
  return `Portage refuses the cycle of ${some}, which a slot operator closes${why}`;
}

function nameOf({ members }: RefusedCycle): string {
  return members[0] === undefined ? '' : instanceName(members[0]);
}
