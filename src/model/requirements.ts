// What a package needs at run time: the top-level items of its dependency classes, reduced under its own USE.

import type { Atom } from '../pms/atom.js';
import type { DependencyClass } from '../pms/dependency-class.js';
import { type DepspecNode, itemText } from '../pms/depspec.js';
import { reduceDepspec } from '../pms/reduce-depspec.js';
import { isOffered } from './newest.js';
import { type BinaryPackage, RUNTIME_CLASSES } from './package.js';
import { remember } from './remember.js';
import type { Universe } from './universe.js';

export type Item = DepspecNode<Atom>;

/** One top-level item: an atom or a group, with the text it has in the index. */
export interface Requirement {
  readonly class: DependencyClass;
  readonly node: Item;
  readonly text: string;
}

const NONE: readonly Item[] = [];

/** The items of one class, blockers included; none where the text cannot be read. */
export function itemsOf(
  universe: Universe,
  pkg: BinaryPackage,
  dependencyClass: DependencyClass,
): readonly Item[] {
  const text = pkg.record[dependencyClass];
  const spec = text === '' ? null : universe.depspec(text);
  if (spec === null) return NONE;
  return spec.reduced ? spec.nodes : reduceDepspec(spec, { use: pkg.use, eapi: pkg.eapi }).nodes;
}

export function isBlocker(node: Item): boolean {
  return node.type === 'leaf' && node.value.blocker !== null;
}

/** All items of RDEPEND, PDEPEND and IDEPEND that are no blockers, in that order. */
export function* requirementsOf(universe: Universe, pkg: BinaryPackage): Generator<Requirement> {
  for (const dependencyClass of RUNTIME_CLASSES) {
    const nodes = itemsOf(universe, pkg, dependencyClass);
    if (nodes.length > 0)
      yield* listRequirements(universe, nodes, dependencyClass, pkg.record[dependencyClass]);
  }
}

/** Most instances of an index share their dependency text, and with it the items and this list. */
function listRequirements(
  universe: Universe,
  nodes: readonly Item[],
  dependencyClass: DependencyClass,
  text: string,
): readonly Requirement[] {
  const list = remember(universe, listRequirements, nodes, () =>
    nodes
      .filter(node => !isBlocker(node))
      .map(node => ({ class: dependencyClass, node, text: textOf(node, text) })),
  );
  // One text may serve two classes; then the list was made for the other.
  return list[0] === undefined || list[0].class === dependencyClass
    ? list
    : list.map(requirement => ({ ...requirement, class: dependencyClass }));
}

/** The atom, or the group as written. */
export function textOf(node: Item, dependencies: string): string {
  return node.type === 'leaf' ? node.value.text : itemText(dependencies, node);
}

/** Every atom in an item, those in nested groups too. */
export function* atomsOf(node: Item): Generator<Atom> {
  if (node.type === 'leaf') yield node.value;
  else for (const child of node.children) yield* atomsOf(child);
}

/**
 * Whether an item holds when `satisfies` decides each atom. Blockers never make a choice hold, and never make a bracket fail:
 * they are judged on their own.
 */
export function itemHolds(node: Item, satisfies: (atom: Atom) => boolean): boolean {
  switch (node.type) {
    case 'leaf':
      return node.value.blocker !== null || satisfies(node.value);
    case 'any-of':
      return node.children.some(child => !isBlocker(child) && itemHolds(child, satisfies));
    default:
      return node.children.every(child => itemHolds(child, satisfies));
  }
}

/** Whether candidates and background binhosts alone satisfy an atom. */
function isOfferedFor(universe: Universe, atom: Atom): boolean {
  return universe.matches(atom).some(isOffered);
}

/** Where a requirement fails. */
export interface Failure {
  /** Names of the baselines from which it cannot be met; empty where none is declared and the index stands alone. */
  readonly baselines: readonly string[];
  /** Whether a package can be seen from the first of them. */
  sees(pkg: BinaryPackage): boolean;
}

/** Null where an item is met by what is offered, or from every declared baseline. */
export function failureOf(universe: Universe, node: Item): Failure | null {
  return remember(universe, failureOf, node, () => findFailure(universe, node));
}

export interface FailedRequirement extends Requirement {
  readonly failure: Failure;
}

/** The requirements of a package that fail, in the order of `requirementsOf`. */
export function* failedRequirementsOf(universe: Universe, pkg: BinaryPackage): Generator<FailedRequirement> {
  for (const dependencyClass of RUNTIME_CLASSES) {
    const nodes = itemsOf(universe, pkg, dependencyClass);
    if (nodes.length === 0) continue;
    const failed = remember(universe, failedRequirementsOf, nodes, () =>
      listRequirements(universe, nodes, dependencyClass, pkg.record[dependencyClass]).flatMap(requirement => {
        const failure = failureOf(universe, requirement.node);
        return failure === null ? [] : [{ ...requirement, failure }];
      }),
    );
    for (const requirement of failed) yield { ...requirement, class: dependencyClass };
  }
}

function findFailure(universe: Universe, node: Item): Failure | null {
  if (itemHolds(node, atom => isOfferedFor(universe, atom))) return null;
  const baselines = [...universe.sources.entries()].filter(([, source]) => source.role === 'installed');
  if (baselines.length === 0) return { baselines: [], sees: isOffered };
  const lacking = baselines.filter(
    ([index]) => !itemHolds(node, atom => universe.matches(atom).some(pkg => isVisibleFrom(pkg, index))),
  );
  const first = lacking[0]?.[0];
  if (first === undefined) return null;
  return { baselines: lacking.map(([, source]) => source.name), sees: pkg => isVisibleFrom(pkg, first) };
}

/** What a client standing on one baseline has or can get. */
function isVisibleFrom(pkg: BinaryPackage, baseline: number): boolean {
  return isOffered(pkg) || pkg.source === baseline;
}
