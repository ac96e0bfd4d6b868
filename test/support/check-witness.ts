// An independent reader of witnesses: walks the final state package by package with nothing but `matches`, and says what is wrong.

import type { BinaryPackage } from '../../src/model/package.js';
import { instanceName, RUNTIME_CLASSES } from '../../src/model/package.js';
import type { Universe } from '../../src/model/universe.js';
import type { Atom } from '../../src/pms/atom.js';
import type { DepspecNode } from '../../src/pms/depspec.js';
import type { Installable } from '../../src/solver/installability/verdict.js';

type Item = DepspecNode<Atom>;

export function checkWitness(universe: Universe, witness: Installable, baseline: number | null): string[] {
  const wrong: string[] = [];
  const before = installedIn(universe, baseline);
  const gone = new Set([...witness.removes, ...witness.replaces]);
  const after = new Set([...before.filter(pkg => !gone.has(pkg)), ...witness.merge]);
  if (!after.has(witness.package)) wrong.push('the goal is not there');
  if (witness.merge.some(pkg => pkg.role === 'installed')) wrong.push('something installed is merged');

  const slots = new Map<string, BinaryPackage>();
  for (const pkg of after) {
    const other = slots.get(slotOf(pkg));
    if (other !== undefined) wrong.push(`${instanceName(pkg)} and ${instanceName(other)} share a slot`);
    slots.set(slotOf(pkg), pkg);
  }
  for (const pkg of witness.replaces) {
    if (!slots.has(slotOf(pkg))) wrong.push(`${instanceName(pkg)} is gone without an heir`);
  }
  for (const pkg of witness.removes) {
    if (slots.has(slotOf(pkg))) wrong.push(`${instanceName(pkg)} has an heir`);
    if (
      !witness.merge.some(other => blocksWeakly(universe, other, pkg) || blocksWeakly(universe, pkg, other))
    )
      wrong.push(`${instanceName(pkg)} is removed by nothing`);
  }
  for (const pkg of after) {
    for (const [dependencyClass, node] of itemsOf(universe, pkg)) {
      const broken = !holds(universe, node, after, pkg, baseline);
      if (broken && (pkg.source !== baseline || holds(universe, node, new Set(before), pkg, baseline))) {
        wrong.push(
          `${instanceName(pkg)} lacks ${dependencyClass} ${JSON.stringify(node.type === 'leaf' ? node.value.text : node.type)}`,
        );
      }
    }
  }
  return wrong;
}

/** Of several instances of a slot the newest counts as installed. */
function installedIn(universe: Universe, baseline: number | null): readonly BinaryPackage[] {
  const newest = new Map<string, BinaryPackage>();
  for (const group of universe.byCpn.values())
    for (const pkg of group) if (pkg.source === baseline) newest.set(slotOf(pkg), pkg);
  return [...newest.values()];
}

function slotOf(pkg: BinaryPackage): string {
  return `${pkg.cpn}:${pkg.slot.slot}`;
}

function itemsOf(universe: Universe, pkg: BinaryPackage): (readonly [string, Item])[] {
  return RUNTIME_CLASSES.flatMap(dependencyClass =>
    (universe.depspec(pkg.record[dependencyClass])?.nodes ?? []).map(
      node => [dependencyClass, node] as const,
    ),
  );
}

function atomsIn(node: Item): readonly Atom[] {
  return node.type === 'leaf' ? [node.value] : node.children.flatMap(atomsIn);
}

function blocksWeakly(universe: Universe, pkg: BinaryPackage, other: BinaryPackage): boolean {
  return itemsOf(universe, pkg)
    .flatMap(([, node]) => atomsIn(node))
    .some(atom => atom.blocker === 'weak' && universe.matches(atom).includes(other));
}

function holds(
  universe: Universe,
  node: Item,
  state: ReadonlySet<BinaryPackage>,
  owner: BinaryPackage,
  baseline: number | null,
): boolean {
  if (node.type === 'any-of')
    return node.children.some(child => holds(universe, child, state, owner, baseline));
  if (node.type !== 'leaf')
    return node.children.every(child => holds(universe, child, state, owner, baseline));
  const matching = universe.matches(node.value).filter(pkg => state.has(pkg));
  if (node.value.blocker === null) return matching.length > 0;
  // Of what is installed together already the damage is done.
  const isPresent = (pkg: BinaryPackage) => pkg.source === baseline && owner.source === baseline;
  return matching.every(pkg => slotOf(pkg) === slotOf(owner) || isPresent(pkg));
}
