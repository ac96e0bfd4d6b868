// Sub-slots that moved on while the libraries stayed the same: whoever recorded the old one is rebuilt for nothing.

import { getOrMake } from '../../base/get-or-make.js';
import { formatCpn } from '../../pms/cpv.js';
import { isPublicName } from '../linking/soname-stem.js';
import { type BinaryPackage, RUNTIME_CLASSES, type Soname, slotKey } from '../package.js';
import type { Payload } from '../payload.js';
import { payloadOf } from '../payload-of.js';
import { slotOperatorsOf } from '../slot-operators.js';
import type { Universe } from '../universe.js';
import { lastGeneration, previousOf, slotHistories } from './slot-history.js';
import { offersOf } from './soname-losses.js';

export interface NeedlessSubSlot {
  readonly from: BinaryPackage;
  readonly to: BinaryPackage;
  readonly libraries: readonly Soname[];
  /** Packages of this generation or the one before that recorded the sub-slot of `from`, one of each name and slot; at least one. */
  readonly users: readonly BinaryPackage[];
}

/** Their sub-slots promise more than libraries: modules, headers, private interfaces, the version of a compiler. */
const MEAN_MORE: ReadonlySet<string> = new Set([
  'dev-haskell',
  'dev-lang',
  'dev-ml',
  'dev-qt',
  'dev-scheme',
  'llvm-core',
  'llvm-runtimes',
  'perl-core',
  'sys-devel',
  'sys-kernel',
  'sys-libs/glibc',
  'sys-libs/musl',
  'x11-base',
]);

export function needlessSubSlots(universe: Universe): readonly NeedlessSubSlot[] {
  const moved = [...slotHistories(universe)].flatMap(history => {
    const from = previousOf(history);
    const to = history.newest;
    if (from === null || from.slot.subSlot === to.slot.subSlot) return [];
    if (MEAN_MORE.has(to.cpv.category) || MEAN_MORE.has(to.cpn)) return [];
    const libraries = librariesKept(universe, from, to);
    return libraries.length === 0 ? [] : [{ from, to, libraries }];
  });
  if (moved.length === 0) return [];
  const users = usersOf(
    universe,
    moved.map(({ from }) => from),
  );
  return moved.flatMap(move => {
    const recording = users.get(keyOf(move.from.cpn, move.from.slot))?.values() ?? [];
    const list = [...recording];
    return list.length === 0 ? [] : [{ ...move, users: list }];
  });
}

type Slot = Pick<BinaryPackage['slot'], 'slot'> & { readonly subSlot: string | null };

function keyOf(cpn: string, { slot, subSlot }: Slot): string {
  return `${cpn}:${slot}/${subSlot}`;
}

/** A recorded slot operator as it stands in a text. */
const RECORDED = /:([^\s:/[\]]+\/[^\s:=[\]]+)=/g;

/** By recorded sub-slot, those of this generation and the one before, one of each name and slot. */
function usersOf(
  universe: Universe,
  left: readonly BinaryPackage[],
): ReadonlyMap<string, ReadonlyMap<string, BinaryPackage>> {
  const users = new Map(
    left.map(({ cpn, slot }) => [keyOf(cpn, slot), new Map<string, BinaryPackage>()] as const),
  );
  const slots = new Set(left.map(({ slot }) => `${slot.slot}/${slot.subSlot}`));
  // Most texts record none of them, and need not be parsed.
  const mayRecord = (text: string) =>
    [...text.matchAll(RECORDED)].some(([, slot]) => slots.has(slot as string));
  const known = new Map<string, boolean>();
  for (const pkg of [...lastGeneration(universe).values(), ...universe.judged]) {
    const texts = RUNTIME_CLASSES.map(dependencyClass => pkg.record[dependencyClass]);
    if (!texts.some(text => text.includes('=') && getOrMake(known, text, () => mayRecord(text)))) continue;
    for (const { atom, built } of slotOperatorsOf(universe, pkg)) {
      if (!built || atom.slot === null) continue;
      const { slot, subSlot } = atom;
      users.get(keyOf(formatCpn(atom), { slot, subSlot }))?.set(slotKey(pkg), pkg);
    }
  }
  return users;
}

/** The libraries made for others to link to, where both have the same; none where any came or went. */
function librariesKept(universe: Universe, from: BinaryPackage, to: BinaryPackage): readonly Soname[] {
  const [had, has] = offersOf(universe, from, to);
  const kept = new Set(had);
  if (new Set(has).size !== kept.size || has.some(soname => !kept.has(soname))) return [];
  const payload = payloadOf(universe, to);
  return payload?.isComplete === true
    ? has.filter(soname => isLinkedTo(payload, soname))
    : has.filter(({ soname }) => isPublicName(soname));
}

/** Where the dynamic linker looks for everybody. */
const DIRECTORY = /^(?:\/usr(?:\/local)?)?\/lib(?:32|64|x32)?\/[^/]+$/;

function isLinkedTo({ elf }: Payload, { abi, soname }: Soname): boolean {
  return elf.some(file => file.category === abi && file.soname === soname && DIRECTORY.test(file.path));
}
