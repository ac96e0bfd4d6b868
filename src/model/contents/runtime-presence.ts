// What is there where a package is installed, as far as its metadata promise: all that it needs at run time, what every Gentoo system
// has, and what every baseline has. Of a choice (`|| ( )`) any branch may be the one that is there.

import { getOrMake } from '../../base/get-or-make.js';
import { preferred } from '../graph/flat.js';
import { isOffered, newestInSlot } from '../newest.js';
import type { BinaryPackage } from '../package.js';
import { baselinesOf } from '../place.js';
import { remember } from '../remember.js';
import { atomsOf, failureOf, requirementsOf } from '../requirements.js';
import type { Universe } from '../universe.js';
import { arePathsKnown } from './file-owners.js';
import { SYSTEM_NAMES } from './system-names.js';

export interface Presence {
  has(pkg: BinaryPackage): boolean;
  /** Why not all of it is known: a package without files, or a requirement that nothing meets. Null where all is. */
  readonly gap: string | null;
}

interface Direct {
  /** Ids. */
  readonly packages: readonly number[];
  readonly gap: string | null;
}

interface Closure {
  /** By package id. */
  readonly has: Uint8Array;
  readonly gap: string | null;
}

/** What a package can count on. Only the last answer is kept: rules ask of one package after the other. */
export function presenceFor(universe: Universe, pkg: BinaryPackage): Presence {
  const last = remember(universe, presenceFor, null, (): { answer: [BinaryPackage, Presence] | null } => ({
    answer: null,
  }));
  if (last.answer?.[0] !== pkg) {
    const system = systemOf(universe);
    const own = closureOf(universe, [pkg]);
    const has = ({ id }: BinaryPackage) => own.has[id] === 1 || system.has[id] === 1;
    last.answer = [pkg, { has, gap: own.gap ?? system.gap }];
  }
  return last.answer[1];
}

/** Whether a package needs another at run time, directly or through others. */
export function needsAtRuntime(universe: Universe, pkg: BinaryPackage, other: BinaryPackage): boolean {
  return closureOf(universe, [pkg]).has[other.id] === 1;
}

/** The system set as far as it is offered, and what is in all baselines: one stands on some of them. */
function systemOf(universe: Universe): Closure {
  return remember(universe, systemOf, null, () => {
    const offered = SYSTEM_NAMES.flatMap(name =>
      (universe.byCpn.get(name) ?? []).filter(
        pkg => isOffered(pkg) && newestInSlot(universe, name, pkg.slot.slot) === pkg,
      ),
    );
    const { has } = closureOf(universe, offered);
    for (const pkg of installedEverywhere(universe)) has[pkg.id] = 1;
    // What the system set itself needs and is not here is for others to tell: a binhost need not have it.
    const gap = universe.packages.find(pkg => has[pkg.id] === 1 && !arePathsKnown(universe, pkg));
    return { has, gap: gap?.cpn ?? null };
  });
}

function installedEverywhere(universe: Universe): readonly BinaryPackage[] {
  const baselines = baselinesOf(universe);
  const installed = universe.packages.filter(({ role }) => role === 'installed');
  const sources = new Map<string, Set<number>>();
  const keyOf = ({ cpn, slot }: BinaryPackage) => `${cpn}:${slot.slot}`;
  for (const pkg of installed) getOrMake(sources, keyOf(pkg), () => new Set()).add(pkg.source);
  return installed.filter(pkg => sources.get(keyOf(pkg))?.size === baselines.length);
}

/** The packages and all that they need, directly or through others. */
function closureOf(universe: Universe, from: readonly BinaryPackage[]): Closure {
  const has = new Uint8Array(universe.packages.length);
  const pending: number[] = [];
  const enter = (id: number) => {
    if (has[id] === 1) return;
    has[id] = 1;
    pending.push(id);
  };
  for (const pkg of from) enter(pkg.id);
  let gap: string | null = null;
  for (let at = 0; at < pending.length; at++) {
    const direct = directOf(universe, pending[at] as number);
    gap ??= direct.gap;
    for (const id of direct.packages) enter(id);
  }
  return { has, gap };
}

function directOf(universe: Universe, id: number): Direct {
  const table = remember(universe, directOf, null, (): (Direct | undefined)[] => []);
  const known = table[id];
  if (known !== undefined) return known;
  const pkg = universe.packages[id] as BinaryPackage;
  const packages = new Set<number>();
  let gap = arePathsKnown(universe, pkg) ? null : pkg.cpn;
  for (const { node, text } of requirementsOf(universe, pkg)) {
    if (failureOf(universe, node) !== null) gap ??= text;
    for (const atom of atomsOf(node)) {
      if (atom.blocker !== null) continue;
      const best = preferred(universe, atom);
      if (best !== null) packages.add(best.id);
      for (const other of universe.matches(atom)) if (other.role === 'installed') packages.add(other.id);
    }
  }
  const direct = { packages: [...packages], gap };
  table[id] = direct;
  return direct;
}
