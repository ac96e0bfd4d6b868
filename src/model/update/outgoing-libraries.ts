// Libraries that only packages on their way out have: older instances of a binhost, or installed ones that an update replaces. Who
// updates keeps them as long as Portage preserves them (FEATURES=preserve-libs, `_dyn_libs/PreservedLibsRegistry.py`); who starts
// afresh never gets them.

import { getOrMake } from '../../base/get-or-make.js';
import { sonamesOf } from '../linking/package-sonames.js';
import { asksForOlder } from '../linking/payload-libraries.js';
import { mayHaveKept } from '../linking/unrecorded.js';
import { isOffered, isSuperseded, newestInSlot } from '../newest.js';
import type { BinaryPackage, Soname } from '../package.js';
import { baselinesOf } from '../place.js';
import { remember } from '../remember.js';
import type { Universe } from '../universe.js';
import type { ClientMode } from './client-mode.js';
import { updatesOn } from './client-updates.js';

/** One that has it, and what replaces that without it. */
export interface Outgoing {
  readonly from: BinaryPackage;
  readonly heir: BinaryPackage;
  /** Name of the baseline; null for a client that starts from the binhosts. */
  readonly baseline: string | null;
}

const NONE: readonly Outgoing[] = [];

/** Whose library it is, for each client that is left with none; empty where all keep one, or where it was never there. */
export function outgoingOf(
  universe: Universe,
  soname: Soname,
  mode: ClientMode = 'getbinpkg',
): readonly Outgoing[] {
  return tableOf(universe, mode).get(soname) ?? NONE;
}

/** The same for a package, one for each client; none where its dependencies hold clients to what has it. */
export function outgoingFor(
  universe: Universe,
  pkg: BinaryPackage,
  soname: Soname,
  mode: ClientMode,
): readonly Outgoing[] {
  const outgoing = outgoingOf(universe, soname, mode);
  if (outgoing.some(({ from }) => asksForOlder(universe, pkg, from))) return NONE;
  return [...new Map(outgoing.map(one => [one.baseline, one])).values()];
}

function tableOf(universe: Universe, mode: ClientMode): ReadonlyMap<Soname, readonly Outgoing[]> {
  return remember(universe, tableOf, mode, () => {
    const providers = new Map<Soname, BinaryPackage[]>();
    const needed = new Set(universe.judged.flatMap(pkg => sonamesOf(universe, pkg).requires));
    for (const pkg of universe.packages) {
      if (pkg.role === 'published') continue;
      for (const soname of new Set(sonamesOf(universe, pkg).provides))
        if (needed.has(soname)) getOrMake(providers, soname, (): BinaryPackage[] => []).push(pkg);
    }
    const table = new Map<Soname, readonly Outgoing[]>();
    for (const [soname, having] of providers) {
      const isKept = having.some(pkg => isOffered(pkg) && !isSuperseded(universe, pkg));
      if (!isKept) table.set(soname, findOutgoing(universe, having, mode));
    }
    return table;
  });
}

function findOutgoing(
  universe: Universe,
  having: readonly BinaryPackage[],
  mode: ClientMode,
): readonly Outgoing[] {
  const found: Outgoing[] = [];
  const older = having.filter(isOffered);
  const places = baselinesOf(universe);
  const fromBinhosts = () => {
    for (const from of older) {
      const heir = newestInSlot(universe, from.cpn, from.slot.slot);
      if (heir !== null && !mayHaveKept(universe, heir)) found.push({ from, heir, baseline: null });
    }
  };
  if (places.length === 0) fromBinhosts();
  let isAfresh = false;
  for (const place of places) {
    const updates = updatesOn(universe, place, mode);
    const { standing } = updates;
    const held = having.filter(pkg => standing.has(pkg));
    if (held.length === 0) isAfresh = true;
    const leaving = held.flatMap(from => {
      const heir = updates.heirOf(from);
      return heir === null || mayHaveKept(universe, heir) ? [] : [{ from, heir, baseline: standing.name }];
    });
    if (leaving.length === held.length) found.push(...leaving);
  }
  if (isAfresh) fromBinhosts();
  return found;
}
