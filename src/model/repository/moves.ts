// What has become of a name or slot by `profiles/updates` (PMS 4.4.4; Portage `update.py`).

import { getOrMake } from '../../base/get-or-make.js';
import type { Atom } from '../../pms/atom.js';
import { type Cpv, formatCpn } from '../../pms/cpv.js';
import { matchesAtom } from '../../pms/match-atom.js';
import type { BinaryPackage } from '../package.js';
import type { PackageMove, Repository, Tree } from './tree.js';

/** What something was called, what it is called now, and the update that says so last. */
export interface Moved {
  /** `cat/name`, or `cat/name:slot` where the slot alone changed. */
  readonly from: string;
  readonly to: string;
  readonly file: string;
}

/** What a published package is called now, where that is something else. */
export function movedPackage(tree: Tree, repository: Repository, pkg: BinaryPackage): Moved | null {
  return follow(tableOf(tree, repository), pkg.cpn, pkg.slot.slot, (update, cpn, slot) => {
    if (slot !== update.from) return false;
    const candidate = { ...pkg, slot: { ...pkg.slot, slot } };
    return matchesAtom(update.atom, { ...candidate, cpv: renamed(pkg.cpv, cpn) });
  });
}

/** What an atom of a dependency means now; slot moves that name versions are not applied to atoms, as in Portage. */
export function movedAtom(tree: Tree, repository: Repository, atom: Atom): Moved | null {
  return follow(
    tableOf(tree, repository),
    formatCpn(atom),
    atom.slot,
    (update, _, slot) => update.atom.operator === null && slot === update.from,
  );
}

type SlotMove = Extract<PackageMove, { readonly kind: 'slotmove' }>;
interface Placed {
  readonly at: number;
  readonly update: PackageMove;
}
type Table = ReadonlyMap<string, readonly Placed[]>;

const tables = new WeakMap<Repository, Table>();

function tableOf(tree: Tree, repository: Repository): Table {
  return getOrMake(tables, repository, () => {
    const table = new Map<string, Placed[]>();
    for (const [at, update] of repository.moves.entries()) {
      if (isInUse(tree, repository, update)) continue;
      const name = update.kind === 'move' ? update.from : formatCpn(update.atom);
      getOrMake(table, name, (): Placed[] => []).push({ at, update });
    }
    return table;
  });
}

/** PMS forbids to use again a name or slot that has been moved away; where it is done all the same, the line has had its day. */
function isInUse(tree: Tree, repository: Repository, update: PackageMove): boolean {
  const own = (cpn: string) => (tree.byCpn.get(cpn) ?? []).filter(ebuild => ebuild.repo === repository.name);
  if (update.kind === 'move') return own(update.from).length > 0;
  const none: ReadonlySet<string> = new Set();
  return own(formatCpn(update.atom)).some(
    ({ cpv, slot }) =>
      slot.slot === update.from &&
      matchesAtom(update.atom, { cpv, slot, use: none, iuse: none, iuseEffective: none }),
  );
}

/** Applies what concerns the name in order; each update is newer than the one before it, so that this ends. */
function follow(
  table: Table,
  cpn: string,
  slot: string | null,
  applies: (update: SlotMove, cpn: string, slot: string) => boolean,
): Moved | null {
  let name = cpn;
  let place = slot;
  let last: Placed | null = null;
  for (;;) {
    const next: Placed | undefined = table.get(name)?.find(({ at, update }) => {
      if (last !== null && at <= last.at) return false;
      return update.kind === 'move' || (place !== null && applies(update, name, place));
    });
    if (next === undefined) break;
    if (next.update.kind === 'move') name = next.update.to;
    else place = next.update.to;
    last = next;
  }
  if (last === null || (name === cpn && place === slot)) return null;
  const file = last.update.file;
  if (place === slot) return { from: cpn, to: name, file };
  return { from: `${cpn}:${slot}`, to: `${name}:${place}`, file };
}

function renamed(cpv: Cpv, cpn: string): Cpv {
  const [category = '', name = ''] = cpn.split('/');
  return { ...cpv, category, package: name };
}
