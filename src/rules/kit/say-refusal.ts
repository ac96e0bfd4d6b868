// Why a package cannot be installed, in sentences with the nearest miss: for rules and report alike.

import { formatMask, isForEverybody } from '../../model/client/format-mask.js';
import { nearestMissOf } from '../../model/graph/nearest-miss.js';
import type { MaskReason } from '../../model/mask-reason.js';
import { instanceName } from '../../model/package.js';
import type { MaskedPackage, Universe } from '../../model/universe.js';
import {
  isUnmet,
  maskedFor,
  type Requirement,
  type Sees,
} from '../../solver/installability/describe-reason.js';
import type { RefusedCycle } from '../../solver/installability/held-state.js';
import type { Reason } from '../../solver/installability/reason.js';
import type { NotInstallable } from '../../solver/installability/verdict.js';

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
      return `${instanceName(reason.package)} is ${sayForWhom(reason.masks)}: ${reason.masks.map(formatMask).join(', ')}`;
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

function sayMiss(universe: Universe, reason: Requirement, sees: Sees): string {
  if (!isUnmet(universe, reason, sees)) return '';
  const masked = maskedFor(universe, reason.node);
  if (masked !== null) return `, of which ${sayMasked(masked)}: ${masked.masks.map(formatMask).join(', ')}`;
  const nearest = nearestMissOf(universe, reason.node, sees)?.nearest ?? null;
  return nearest === null ? ', which is not here' : `; the nearest is ${nearest.cpv} (${nearest.differs})`;
}

/** `the client masks app-misc/a-1`, or for whom it is masked. */
export function sayMasked({ package: pkg, masks }: MaskedPackage): string {
  const name = instanceName(pkg);
  return masks.some(isForEverybody) ? `${name} is masked for everybody` : `the client masks ${name}`;
}

export function sayForWhom(masks: readonly MaskReason[]): string {
  return masks.some(isForEverybody) ? 'masked for everybody' : 'masked for the client';
}
