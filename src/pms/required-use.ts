// REQUIRED_USE (PMS 7.3.4, 8.2): whether a USE setting satisfies it, and what of it is not met.

import type { Depspec, DepspecNode, Group } from './depspec.js';
import type { FlagCondition } from './depspec-leaf.js';
import { parseDepspec } from './parse-depspec.js';
import { isMetWhenEmpty } from './reduce-depspec.js';

type Node = DepspecNode<FlagCondition>;

export interface RequiredUseOptions {
  /** Decides which groups exist and what empty ones mean; default: the newest. */
  readonly eapi?: string;
}

/**
 * Whether `use` satisfies `text`. Throws `PmsSyntaxError` for text that is no REQUIRED_USE (of the EAPI, where one is given).
 * Empty groups, which only Portage reads, have the meaning that PMS gives to groups that their conditions leave empty.
 */
export function isRequiredUseMet(
  text: string,
  use: ReadonlySet<string>,
  options: RequiredUseOptions = {},
): boolean {
  const spec = parseDepspec(text, { ...options, kind: 'required-use', emptyGroups: true });
  return spec.nodes.every(node => holds(node, use, options.eapi));
}

/**
 * What of `spec` does not hold under `use`, cut down to the parts that matter: conjunctions and conditions to their unmet items,
 * choices to the members that they have.
 */
export function unmetRequiredUse(
  spec: Depspec<FlagCondition>,
  use: ReadonlySet<string>,
  options: RequiredUseOptions = {},
): readonly Node[] {
  const unmet: Node[] = [];
  for (const node of spec.nodes) addUnmet(node, use, options.eapi, unmet);
  return unmet;
}

function holds(node: Node, use: ReadonlySet<string>, eapi: string | undefined): boolean {
  switch (node.type) {
    case 'leaf':
      return use.has(node.value.flag) !== node.value.negated;
    case 'use-conditional':
      return !isActive(node, use) || node.children.every(child => holds(child, use, eapi));
    case 'all-of':
      return node.children.every(child => holds(child, use, eapi));
    default:
      return holdsChoice(node, use, eapi);
  }
}

function isActive(node: Node, use: ReadonlySet<string>): boolean {
  return node.type !== 'use-conditional' || use.has(node.flag) !== node.negated;
}

/** Whether a choice counts `node`: not where conditions leave nothing of it. PMS says so of conditions, Portage of brackets too. */
function isMember(node: Node, use: ReadonlySet<string>): boolean {
  return node.type === 'all-of' ? node.children.some(child => isMember(child, use)) : isActive(node, use);
}

function holdsChoice(
  node: Group<FlagCondition>,
  use: ReadonlySet<string>,
  eapi: string | undefined,
): boolean {
  let members = 0;
  let met = 0;
  for (const child of node.children) {
    if (!isMember(child, use)) continue;
    members++;
    if (holds(child, use, eapi)) met++;
  }
  if (members === 0) return isMetWhenEmpty(node.type, eapi);
  return node.type === 'any-of' ? met >= 1 : node.type === 'exactly-one-of' ? met === 1 : met <= 1;
}

function addUnmet(node: Node, use: ReadonlySet<string>, eapi: string | undefined, unmet: Node[]): void {
  if (node.type === 'all-of') {
    for (const child of node.children) addUnmet(child, use, eapi, unmet);
  } else if (node.type === 'use-conditional') {
    if (!isActive(node, use)) return;
    const children: Node[] = [];
    for (const child of node.children) addUnmet(child, use, eapi, children);
    if (children.length > 0) unmet.push({ ...node, children });
  } else if (!holds(node, use, eapi)) {
    if (node.type === 'leaf') unmet.push(node);
    else addUnmetChoice(node, use, eapi, unmet);
  }
}

function addUnmetChoice(
  node: Group<FlagCondition>,
  use: ReadonlySet<string>,
  eapi: string | undefined,
  unmet: Node[],
): void {
  const members: Node[] = [];
  for (const child of node.children) addSimplified(child, use, true, members);
  if (members.length === 1) addUnmet(members[0] as Node, use, eapi, unmet);
  else unmet.push({ ...node, children: members });
}

/** Adds a member of a choice, or an item of one, without conditions that are not met and brackets that say nothing. */
function addSimplified(node: Node, use: ReadonlySet<string>, inChoice: boolean, out: Node[]): void {
  if (!isActive(node, use)) return;
  if (node.type === 'leaf') {
    out.push(node);
    return;
  }
  if (node.type === 'all-of' && !inChoice) {
    for (const child of node.children) addSimplified(child, use, false, out);
    return;
  }
  const isChoice = node.type !== 'all-of' && node.type !== 'use-conditional';
  const children: Node[] = [];
  for (const child of node.children) addSimplified(child, use, isChoice, children);
  const only = children.length === 1 && node.type !== 'use-conditional' ? children[0] : undefined;
  if (only === undefined) out.push({ ...node, children });
  else if (only.type === 'all-of' && !inChoice) for (const child of only.children) out.push(child);
  else out.push(only);
}
