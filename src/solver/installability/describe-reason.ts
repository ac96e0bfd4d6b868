// Why a package cannot be installed, as data (contract: `reasons`).

import { formatMask } from '../../model/client/format-mask.js';
import { type BinaryPackage, instanceName } from '../../model/package.js';
import { atomsOf, type Item, itemHolds } from '../../model/requirements.js';
import type { MaskedPackage, Universe } from '../../model/universe.js';
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
      return { kind, package: instanceName(reason.package), masks: reason.masks.map(formatMask) };
    default:
      return null;
  }
}

export type Requirement = Extract<Reason, { readonly kind: 'requirement' }>;

/** Whether a requirement fails by itself, whatever else there is: then it is what is wrong. */
export function isUnmet(universe: Universe, { node }: Requirement, sees: Sees): boolean {
  return !itemHolds(node, atom => universe.matches(atom).some(sees));
}

/** The best of what is hidden, from everybody or by the client's settings. */
export function maskedFor(universe: Universe, node: Item): MaskedPackage | null {
  for (const atom of atomsOf(node)) {
    const best = atom.blocker === null ? universe.masked(atom).at(-1) : undefined;
    if (best !== undefined) return best;
  }
  return null;
}
