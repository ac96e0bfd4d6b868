// Verdicts of installability as data (contract: `installable --format json`) and the reasons in words.

import { missOf } from '../model/nearest-miss.js';
import { type BinaryPackage, instanceName } from '../model/package.js';
import { atomsOf } from '../model/requirements.js';
import type { Universe } from '../model/universe.js';
import type { Reason } from '../solver/encode-universe.js';
import type { Verdict } from '../solver/judge-installability.js';

export const INSTALLABLE_SCHEMA = 'binpkg-check/installable/1';

export function describeVerdict(verdict: Verdict, baseline: string | null) {
  const { package: pkg } = verdict;
  return {
    cpv: pkg.cpvText,
    buildId: pkg.buildId,
    baseline,
    verdict: verdict.verdict,
    merge: verdict.verdict === 'installable' ? verdict.merge.map(instanceName) : [],
    removes: verdict.verdict === 'installable' ? verdict.removes.map(instanceName) : [],
    reasons: describeReasons(verdict),
  };
}

function describeReasons(verdict: Verdict): readonly object[] {
  if (verdict.verdict === 'installable') return [];
  if (verdict.verdict === 'unknown') return [{ kind: 'unknown', why: verdict.why }];
  const cycles = verdict.cycles.map(({ members, edges }) => ({
    kind: 'cycle',
    members: members.map(instanceName),
    edges: edges.map(({ user, atom }) => ({ package: instanceName(user), atom: atom.text })),
  }));
  return [...verdict.reasons.flatMap(describeReason), ...cycles];
}

function describeReason(reason: Reason): readonly object[] {
  switch (reason.kind) {
    case 'requirement':
      return [
        { kind: reason.kind, package: instanceName(reason.package), class: reason.class, item: reason.item },
      ];
    case 'soname':
      return [{ kind: reason.kind, package: instanceName(reason.package), ...reason.soname }];
    case 'blocker':
      return [
        {
          kind: reason.kind,
          package: instanceName(reason.package),
          class: reason.class,
          atom: reason.atom.text,
          blocked: instanceName(reason.blocked),
        },
      ];
    case 'same-slot':
      return [{ kind: reason.kind, name: reason.name, slot: reason.slot }];
    case 'installed':
      return [{ kind: reason.kind, package: instanceName(reason.package) }];
    default:
      // Brackets are told with the item that holds them.
      return [];
  }
}

/** One reason as a sentence; of a requirement that nothing can meet, with the nearest miss. */
export function sayReason(
  universe: Universe,
  reason: Reason,
  sees: (pkg: BinaryPackage) => boolean,
): string | null {
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
    default:
      return null;
  }
}

function sayMiss(
  universe: Universe,
  { node }: Extract<Reason, { readonly kind: 'requirement' }>,
  sees: (pkg: BinaryPackage) => boolean,
): string {
  const atoms = [...atomsOf(node)].filter(atom => atom.blocker === null);
  if (atoms.some(atom => universe.matches(atom).some(sees))) return '';
  const [first] = atoms;
  const nearest = first === undefined ? null : missOf(universe, first, sees).nearest;
  return nearest === null ? ', which is not here' : `; the nearest is ${nearest.cpv} (${nearest.differs})`;
}
