// Reduction under a USE setting (PMS 8.2): conditions are decided, superfluous brackets go, conditional USE dependencies become plain.

import { type Atom, isAtom } from './atom.js';
import type { Depspec, DepspecNode, Group, Leaf } from './depspec.js';
import { eapiFeatures } from './eapi.js';
import {
  evaluateUseDependency,
  formatUseDependencies,
  isConditionalUse,
  type UseDependency,
} from './use-dependency.js';

export interface Reduction {
  readonly use?: ReadonlySet<string>;
  /** Flags that are off whatever `use` says. */
  readonly masked?: ReadonlySet<string>;
  /** Flags that are on whatever `use` says. */
  readonly forced?: ReadonlySet<string>;
  /** Decide every condition as met (`all`) or unmet (`none`), masked and forced flags excepted; atoms stay as written with `all`. */
  readonly match?: 'use' | 'all' | 'none';
  /** Decides what a choice left without members means: met up to EAPI 6, impossible from 7 on. Default: the newest. */
  readonly eapi?: string;
}

/**
 * The specification for one USE setting: no conditions left, no group of one, no group directly inside one of its kind.
 * A choice without members that can never be met stays as a group without children; one that is met leaves nothing behind.
 */
export function reduceDepspec<T>(spec: Depspec<T>, reduction: Reduction): Depspec<T> {
  if (spec.reduced) return spec;
  const nodes = reduceAll(spec.nodes, reduction) ?? [];
  return { text: spec.text, nodes, reduced: reduction.match !== 'all' };
}

/** The items of a conjunction; null where their conditions leave none of them. */
function reduceAll<T>(nodes: readonly DepspecNode<T>[], reduction: Reduction): DepspecNode<T>[] | null {
  const items: DepspecNode<T>[] = [];
  return addItems(nodes, reduction, items) ? items : null;
}

/** Adds what is left of `nodes` to the items of a conjunction; false where that is nothing at all. */
function addItems<T>(
  nodes: readonly DepspecNode<T>[],
  reduction: Reduction,
  items: DepspecNode<T>[],
): boolean {
  let isAny = false;
  for (const node of nodes) {
    if (node.type === 'leaf') {
      items.push(reduceLeaf(node, reduction));
      isAny = true;
    } else if (node.type === 'all-of' || node.type === 'use-conditional') {
      const counts = node.type !== 'use-conditional' || isConditionMet(node, reduction);
      if (counts && addItems(node.children, reduction, items)) isAny = true;
    } else {
      const choice = reduceChoice(node, reduction);
      isAny = true;
      if (choice.type === 'all-of') for (const child of choice.children) items.push(child);
      else items.push(choice);
    }
  }
  return isAny;
}

/**
 * A member of a choice. Null for what is none: a condition that is not met and, as PMS says nothing of it and Portage drops it, a
 * conjunction whose conditions leave nothing of it.
 */
function reduceMember<T>(node: DepspecNode<T>, reduction: Reduction): DepspecNode<T> | null {
  if (node.type === 'leaf') return reduceLeaf(node, reduction);
  if (node.type !== 'all-of' && node.type !== 'use-conditional') return reduceChoice(node, reduction);
  if (node.type === 'use-conditional' && !isConditionMet(node, reduction)) return null;
  const children = reduceAll(node.children, reduction);
  if (children === null || children.length === 1) return children?.[0] ?? null;
  return { type: 'all-of', children, start: node.start, end: node.end };
}

function reduceLeaf<T>(node: Leaf<T>, reduction: Reduction): Leaf<T> {
  const { value, start, end } = node;
  if (reduction.match === 'all' || !isAtom(value) || !value.use.some(isConditionalUse)) return node;
  return { type: 'leaf', value: evaluateAtom(value, reduction.use ?? EMPTY) as T, start, end };
}

const EMPTY: ReadonlySet<string> = new Set();

/** A choice between its members; one that is always met becomes a conjunction of nothing. */
function reduceChoice<T>(node: Group<T>, reduction: Reduction): DepspecNode<T> {
  const { type, start, end } = node;
  const members: DepspecNode<T>[] = [];
  addMembers(node, reduction, members);
  if (members.length === 0) return leftEmpty(node, reduction);
  if (type === 'any-of' && members.some(isAlwaysMet)) return { type: 'all-of', children: [], start, end };
  if (members.length === 1 && type !== 'at-most-one-of') return members[0] as DepspecNode<T>;
  return { type, children: members, start, end };
}

/** Adds the members of a choice, those of an any-of directly inside an any-of as its own. */
function addMembers<T>(node: Group<T>, reduction: Reduction, members: DepspecNode<T>[]): void {
  for (const child of node.children) {
    if (node.type === 'any-of' && child.type === 'any-of') {
      const before = members.length;
      addMembers(child, reduction, members);
      if (members.length === before) members.push(leftEmpty(child, reduction));
      continue;
    }
    const member = reduceMember(child, reduction);
    if (member === null) continue;
    if (node.type !== 'any-of' || member.type !== 'any-of' || member.children.length === 0) {
      members.push(member);
    } else {
      for (const inner of member.children) members.push(inner);
    }
  }
}

/** What a choice without members comes to: something always met, or itself where nothing can meet it. */
function leftEmpty<T>({ type, start, end }: Group<T>, reduction: Reduction): DepspecNode<T> {
  return { type: isMetWhenEmpty(type, reduction.eapi) ? 'all-of' : type, children: [], start, end };
}

function isAlwaysMet(node: DepspecNode<unknown>): boolean {
  return node.type === 'all-of' && node.children.length === 0;
}

/** PMS table 8.6. */
export function isMetWhenEmpty(type: Group<unknown>['type'], eapi = '9'): boolean {
  return type === 'at-most-one-of' || type === 'all-of' || eapiFeatures(eapi)?.emptyGroupsMatch === true;
}

/** Whether the items of a conditional group count under the reduction. */
export function isConditionMet(
  condition: { readonly flag: string; readonly negated: boolean },
  reduction: Reduction,
): boolean {
  const { flag, negated } = condition;
  if (negated && reduction.forced?.has(flag) === true) return false;
  if (reduction.masked?.has(flag) === true) return negated;
  if (reduction.forced?.has(flag) === true) return true;
  if (reduction.match === 'all') return true;
  if (reduction.match === 'none') return false;
  return (reduction.use?.has(flag) === true) !== negated;
}

/** The atom as it stands for a package built with `use`: its conditional USE dependencies decided (PMS 8.3.4). */
export function evaluateAtom(atom: Atom, use: ReadonlySet<string>): Atom {
  if (!atom.use.some(isConditionalUse)) return atom;
  const decided: UseDependency[] = [];
  for (const dependency of atom.use) {
    const left = evaluateUseDependency(dependency, use);
    // A blocker asks for no flag to be there: Portage matches it by what its conditions leave.
    if (left !== null && (left.requirement !== 'present' || atom.blocker === null)) decided.push(left);
  }
  return withUse(atom, decided);
}

/** The same atom with other USE dependencies. */
export function withUse(atom: Atom, use: readonly UseDependency[]): Atom {
  const bracket = atom.text.indexOf('[');
  const head = bracket < 0 ? atom.text : atom.text.slice(0, bracket);
  return { ...atom, text: head + formatUseDependencies(use), use };
}
