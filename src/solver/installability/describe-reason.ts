// Why a package cannot be installed, as data (contract: `reasons`) and in sentences with the nearest miss.

import { isForEverybody, sayForWhom, sayMask } from '../../model/client/client-view.js';
import { nearestMissOf } from '../../model/graph/nearest-miss.js';
import { type BinaryPackage, instanceName } from '../../model/package.js';
import { atomsOf, type Item, itemHolds } from '../../model/requirements.js';
import type { MaskedPackage, Universe } from '../../model/universe.js';
import type { RefusedCycle } from './held-state.js';
import type { Reason } from './reason.js';
import type { NotInstallable } from './verdict.js';

/** What a client has or can get. */
export type Sees = (pkg: BinaryPackage) => boolean;

/** The reasons of a refusal as JSON objects, each with its `kind`. */
export function describeRefusal({ reasons, cycles }: NotInstallable) {
  return [
    ...describeReasons(reasons),
    ...cycles.map(({ members, edges }) => ({
      kind: 'cycle' as const,
      members: members.map(instanceName),
      edges: edges.map(({ user, atom }) => ({ package: instanceName(user), atom: atom.text })),
    })),
  ];
}

export function describeReasons(reasons: readonly Reason[]) {
  return reasons.map(describeReason).filter(reason => reason !== null);
}

/** Null for brackets: they are told with the item that holds them. */
function describeReason(reason: Reason) {
  const { kind } = reason;
  switch (kind) {
    case 'requirement':
      return { kind, package: instanceName(reason.package), class: reason.class, item: reason.item };
    case 'soname': {
      const { abi, soname } = reason.soname;
      return { kind, package: instanceName(reason.package), abi, soname };
    }
    case 'blocker':
      return {
        kind,
        package: instanceName(reason.package),
        class: reason.class,
        atom: reason.atom.text,
        blocked: instanceName(reason.blocked),
      };
    case 'same-slot':
      return { kind, name: reason.name, slot: reason.slot };
    case 'installed':
      return { kind, package: instanceName(reason.package) };
    case 'selected':
      return { kind, package: instanceName(reason.package), atom: reason.atom.text, set: reason.set };
    case 'masked':
      return { kind, package: instanceName(reason.package), masks: reason.masks.map(sayMask) };
    default:
      return null;
  }
}

/** The reasons of a refusal, a sentence each. */
export function sayRefusal(universe: Universe, refusal: NotInstallable, sees: Sees): readonly string[] {
  return [...sayReasons(universe, refusal.reasons, sees), ...refusal.cycles.map(sayCycle)];
}

/** Builds of one package that say the same say it once. */
export function sayReasons(universe: Universe, reasons: readonly Reason[], sees: Sees): readonly string[] {
  return [...new Set(reasons.flatMap(reason => sayReason(universe, reason, sees) ?? []))];
}

/** One reason as a sentence; of a requirement that nothing can meet, with the nearest miss. */
export function sayReason(universe: Universe, reason: Reason, sees: Sees): string | null {
  switch (reason.kind) {
    case 'requirement':
      return `${instanceName(reason.package)} needs ${reason.item}${sayMiss(universe, reason, sees)}`;
    case 'soname':
      return `${instanceName(reason.package)} needs ${reason.soname.soname} (${reason.soname.abi})`;
    case 'blocker':
      return `${instanceName(reason.package)} blocks ${instanceName(reason.blocked)} (${reason.atom.text})`;
    case 'same-slot':
      return `only one ${reason.name}:${reason.slot} can be installed`;
    case 'installed':
      return `${instanceName(reason.package)} is installed and must stay or be replaced`;
    case 'selected':
      return reason.set === '@world'
        ? `${reason.atom.text} is selected by @world`
        : `${instanceName(reason.package)} is of @system (${reason.atom.text}), which no blocker removes`;
    case 'masked':
      return `${instanceName(reason.package)} is ${sayForWhom(reason.masks)}: ${reason.masks.map(sayMask).join(', ')}`;
    default:
      return null;
  }
}

/** Members where they are few: the data have them all, with what closes the cycle. */
function sayCycle({ members }: RefusedCycle): string {
  const names = members.map(instanceName);
  const rest = names.length - MOST_NAMED;
  const told = rest > 1 ? [...names.slice(0, MOST_NAMED), `${rest} more`] : names;
  return `Portage refuses the cycle of ${told.slice(0, -1).join(', ')} and ${told.at(-1)}`;
}

const MOST_NAMED = 3;

type Requirement = Extract<Reason, { readonly kind: 'requirement' }>;

/** Whether a requirement fails by itself, whatever else there is: then it is what is wrong. */
export function isUnmet(universe: Universe, { node }: Requirement, sees: Sees): boolean {
  return !itemHolds(node, atom => universe.matches(atom).some(sees));
}

function sayMiss(universe: Universe, reason: Requirement, sees: Sees): string {
  if (!isUnmet(universe, reason, sees)) return '';
  const masked = maskedFor(universe, reason.node);
  if (masked !== null) return `, of which ${sayMasked(masked)}: ${masked.masks.map(sayMask).join(', ')}`;
  const nearest = nearestMissOf(universe, reason.node, sees)?.nearest ?? null;
  return nearest === null ? ', which is not here' : `; the nearest is ${nearest.cpv} (${nearest.differs})`;
}

/** `the client masks app-misc/a-1`, or for whom it is masked. */
export function sayMasked({ package: pkg, masks }: MaskedPackage): string {
  const name = instanceName(pkg);
  return masks.some(isForEverybody) ? `${name} is masked for everybody` : `the client masks ${name}`;
}

/** The best of what is hidden, from everybody or by the client's settings. */
export function maskedFor(universe: Universe, node: Item): MaskedPackage | null {
  for (const atom of atomsOf(node)) {
    const best = atom.blocker === null ? universe.masked(atom).at(-1) : undefined;
    if (best !== undefined) return best;
  }
  return null;
}
