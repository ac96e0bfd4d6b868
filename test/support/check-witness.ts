// An independent reader of witnesses: walks the final state package by package with nothing but `matches`, and says what is wrong.

import type { BinaryPackage } from '../../src/model/package.js';
import { instanceName, RUNTIME_CLASSES } from '../../src/model/package.js';
import type { Universe } from '../../src/model/universe.js';
import type { Atom } from '../../src/pms/atom.js';
import type { DepspecNode } from '../../src/pms/depspec.js';
import type { Installable } from '../../src/solver/judge-installability.js';

export function checkWitness(universe: Universe, witness: Installable, baseline: number | null): string[] {
  const wrong: string[] = [];
  const before = universe.packages.filter(pkg => pkg.source === baseline);
  const removed = new Set(witness.removes);
  const after = new Set([...before.filter(pkg => !removed.has(pkg)), ...witness.merge]);
  if (!after.has(witness.package)) wrong.push('the goal is not there');

  const slots = new Map<string, BinaryPackage>();
  for (const pkg of after) {
    const key = `${pkg.cpn}:${pkg.slot.slot}`;
    const other = slots.get(key);
    if (other !== undefined) wrong.push(`${instanceName(pkg)} and ${instanceName(other)} share a slot`);
    slots.set(key, pkg);
  }
  for (const gone of removed) {
    if (!slots.has(`${gone.cpn}:${gone.slot.slot}`))
      wrong.push(`${instanceName(gone)} is gone without an heir`);
  }
  for (const pkg of after) {
    for (const dependencyClass of RUNTIME_CLASSES) {
      for (const node of universe.depspec(pkg.record[dependencyClass])?.nodes ?? []) {
        const broken = !holds(universe, node, after, pkg);
        if (broken && (pkg.source !== baseline || holds(universe, node, new Set(before), pkg))) {
          wrong.push(
            `${instanceName(pkg)} lacks ${dependencyClass} ${JSON.stringify(node.type === 'leaf' ? node.value.text : node.type)}`,
          );
        }
      }
    }
  }
  return wrong;
}

function holds(
  universe: Universe,
  node: DepspecNode<Atom>,
  state: ReadonlySet<BinaryPackage>,
  owner: BinaryPackage,
): boolean {
  if (node.type === 'any-of') return node.children.some(child => holds(universe, child, state, owner));
  if (node.type !== 'leaf') return node.children.every(child => holds(universe, child, state, owner));
  const matching = universe.matches(node.value).filter(pkg => state.has(pkg));
  if (node.value.blocker === null) return matching.length > 0;
  return matching.every(pkg => pkg === owner || (pkg.cpn === owner.cpn && pkg.slot.slot === owner.slot.slot));
}
