// Libraries that the newest package of a slot no longer has though its sub-slot is what it was, and whom that breaks: `:=` makes
// clients rebuild or replace users only where the sub-slot changes (PMS 8.3.3).

import { getOrMake } from '../../base/get-or-make.js';
import { formatCpn } from '../../pms/cpv.js';
import { matchesAtom } from '../../pms/match-atom.js';
import { sonamesOf } from '../linking/package-sonames.js';
import { isPublicName, stemOf } from '../linking/soname-stem.js';
import { mayHaveKept } from '../linking/unrecorded.js';
import { comparePreference, isOffered, isSuperseded, newestInSlot } from '../newest.js';
import { type BinaryPackage, type Soname, slotKey } from '../package.js';
import { payloadOf } from '../payload-of.js';
import { baselinesOf } from '../place.js';
import { remember } from '../remember.js';
import { atomsOf, itemHolds, requirementsOf } from '../requirements.js';
import { slotOperatorsOf } from '../slot-operators.js';
import type { Universe } from '../universe.js';
import { type ClientMode, takenFrom } from './client-mode.js';
import { lastGeneration, previousOf, type SlotHistory, slotHistories } from './slot-history.js';

export interface SonameLoss {
  readonly soname: Soname;
  /** The last package of the slot that had it. */
  readonly from: BinaryPackage;
  readonly to: BinaryPackage;
  /** What `to` has in its place by its name. */
  readonly now: readonly string[];
  /** Newest packages here that need it and take `to` for good. */
  readonly broken: readonly BinaryPackage[];
  /** Of these, those that record a slot operator `=` on it. */
  readonly recorded: readonly BinaryPackage[];
  /** Earlier ones that record one, and that no newer version replaces: clients keep them. */
  readonly kept: readonly BinaryPackage[];
}

/** Those that somebody minds, and those where the library only changed its version; by package of the index. */
export function sonameLosses(universe: Universe, mode: ClientMode = 'getbinpkg'): readonly SonameLoss[] {
  const gone = [...slotHistories(universe)].flatMap(history => missingFrom(universe, history));
  if (gone.length === 0) return [];
  const names = new Set(gone.map(({ soname }) => soname));
  const users = usersOf(universe, names);
  const elsewhere = providersOf(universe, names);
  return gone.flatMap(loss => {
    const { soname, from, to } = loss;
    const all = users.get(soname) ?? [];
    if (all.length === 0 && !loss.isLast) return [];
    if (hasOther(universe, elsewhere.get(soname) ?? [], to)) return [];
    const taking = all.filter(user => user.cpn !== to.cpn && accepts(universe, user, loss));
    const broken = taking.filter(user => user.role === 'candidate' && !isSuperseded(universe, user));
    const recorded = broken.filter(user => records(universe, user, from));
    const kept = taking.filter(
      user =>
        !broken.includes(user) && !isMended(universe, user, soname, mode) && records(universe, user, from),
    );
    const now = successorsOf(universe, loss);
    const isMinded = broken.length > 0 || kept.length > 0;
    if (!isMinded && (!loss.isLast || now.length === 0)) return [];
    return [{ soname, from, to, now, broken, recorded, kept: oneOfEachSlot(kept) }];
  });
}

interface Gone extends Pick<SonameLoss, 'soname' | 'from' | 'to'> {
  /** It went with the last change of the slot, and others may have linked to it. */
  readonly isLast: boolean;
}

function missingFrom(universe: Universe, history: SlotHistory): readonly Gone[] {
  const { newest: to, published, older } = history;
  const before = [...older, ...(published === null ? [] : [published])]
    .filter(pkg => pkg.slot.subSlot === to.slot.subSlot)
    .sort(comparePreference);
  const previous = previousOf(history);
  const gone = new Map<Soname, Gone>();
  for (const from of before) {
    const [had, has] = offersOf(universe, from, to);
    if (had === has || had.length === 0) continue;
    // What nobody recorded may be all that was there.
    if (has.length === 0 && mayHaveKept(universe, to)) continue;
    const kept = new Set(has);
    for (const soname of had) {
      if (kept.has(soname)) continue;
      const wasLast = from === previous && isPublicName(soname.soname);
      gone.set(soname, { soname, from, to, isLast: wasLast || gone.get(soname)?.isLast === true });
    }
  }
  return [...gone.values()];
}

/** Told by the same witness: by the files of both, or by the records of both. */
export function offersOf(
  universe: Universe,
  a: BinaryPackage,
  b: BinaryPackage,
): readonly [readonly Soname[], readonly Soname[]] {
  const areRead = [a, b].every(pkg => payloadOf(universe, pkg)?.isComplete === true);
  return areRead
    ? [sonamesOf(universe, a).provides, sonamesOf(universe, b).provides]
    : [a.provides, b.provides];
}

/** Libraries that came, by the name that is left without versions. */
function successorsOf(universe: Universe, { soname, from, to }: Gone): readonly string[] {
  const arrivals = remember(universe, successorsOf, `${from.id} ${to.id}`, () => {
    const [had, has] = offersOf(universe, from, to);
    const known = new Set(had);
    const byStem = new Map<string, string[]>();
    for (const one of has) {
      if (!known.has(one))
        getOrMake(byStem, `${one.abi} ${stemOf(one.soname)}`, (): string[] => []).push(one.soname);
    }
    return byStem;
  });
  return arrivals.get(`${soname.abi} ${stemOf(soname.soname)}`) ?? [];
}

/** Judged packages and those of the generation before. */
function usersOf(universe: Universe, names: ReadonlySet<Soname>): ReadonlyMap<Soname, BinaryPackage[]> {
  const users = new Map<Soname, BinaryPackage[]>();
  for (const pkg of [...universe.judged, ...lastGeneration(universe).values()]) {
    for (const soname of sonamesOf(universe, pkg).requires) if (names.has(soname)) note(users, soname, pkg);
  }
  return users;
}

function providersOf(universe: Universe, names: ReadonlySet<Soname>): ReadonlyMap<Soname, BinaryPackage[]> {
  const providers = new Map<Soname, BinaryPackage[]>();
  for (const pkg of universe.packages) {
    if (pkg.role === 'published' || (isOffered(pkg) && isSuperseded(universe, pkg))) continue;
    for (const soname of sonamesOf(universe, pkg).provides)
      if (names.has(soname)) note(providers, soname, pkg);
  }
  return providers;
}

/** Once, though a text may name a library twice. */
function note(table: Map<Soname, BinaryPackage[]>, soname: Soname, pkg: BinaryPackage): void {
  const list = getOrMake(table, soname, (): BinaryPackage[] => []);
  if (list.at(-1) !== pkg) list.push(pkg);
}

/** Whether clients find the library in another package: one on offer, or one that each baseline has and keeps. */
function hasOther(universe: Universe, providers: readonly BinaryPackage[], to: BinaryPackage): boolean {
  if (providers.some(pkg => isOffered(pkg) && pkg !== to)) return true;
  const baselines = baselinesOf(universe);
  const stays = (pkg: BinaryPackage) => newestInSlot(universe, pkg.cpn, pkg.slot.slot) === null;
  return (
    baselines.length > 0 &&
    baselines.every(place => providers.some(pkg => pkg.source === place && stays(pkg)))
  );
}

/** Whether nothing that a package says of its provider keeps clients from updating that. */
function accepts(universe: Universe, user: BinaryPackage, { from, to }: Gone): boolean {
  const holdsWith = (provider: BinaryPackage, node: Parameters<typeof itemHolds>[0]) =>
    itemHolds(node, atom =>
      formatCpn(atom) === to.cpn ? matchesAtom(atom, provider) : universe.matches(atom).length > 0,
    );
  for (const { node } of requirementsOf(universe, user)) {
    const mentions = [...atomsOf(node)].some(atom => formatCpn(atom) === to.cpn);
    if (mentions && holdsWith(from, node) && !holdsWith(to, node)) return false;
  }
  return true;
}

function records(universe: Universe, user: BinaryPackage, from: BinaryPackage): boolean {
  for (const { atom } of slotOperatorsOf(universe, user))
    if (formatCpn(atom) === from.cpn && matchesAtom(atom, from)) return true;
  return false;
}

/** Whether an update replaces it. */
function isMended(universe: Universe, user: BinaryPackage, soname: Soname, mode: ClientMode): boolean {
  const heir = newestInSlot(universe, user.cpn, user.slot.slot);
  if (heir === null) return false;
  // Then it is the newer one that is broken.
  if (sonamesOf(universe, heir).requires.includes(soname)) return true;
  return takenFrom([heir], { installed: user, isOffered: false, isBroken: false }, mode).length > 0;
}

function oneOfEachSlot(packages: readonly BinaryPackage[]): readonly BinaryPackage[] {
  return [...new Map(packages.map(pkg => [slotKey(pkg), pkg])).values()];
}
