// License groups and ACCEPT_LICENSE (GLEP 23, portage(5)), as Portage's LicenseManager decides.

import { type Depspec, type DepspecNode, leavesOf } from './depspec.js';
import { type Reduction, reduceDepspec } from './reduce-depspec.js';

/** Name to members; a member that starts with `@` is another group. */
export type LicenseGroups = ReadonlyMap<string, readonly string[]>;

/**
 * Tokens of ACCEPT_LICENSE or package.license with every `@group` replaced by its licenses, those of nested groups included;
 * `-@group` takes each of them back. A group that is not defined stays as it is and accepts nothing; one that contains itself
 * is read once.
 */
export function expandLicenses(tokens: Iterable<string>, groups: LicenseGroups): readonly string[] {
  const expanded: string[] = [];
  for (const token of tokens) {
    const negated = token.startsWith('-');
    const name = negated ? token.slice(1) : token;
    if (!name.startsWith('@')) {
      expanded.push(token);
      continue;
    }
    for (const license of licensesOf(name, groups)) expanded.push(negated ? `-${license}` : license);
  }
  return expanded;
}

/** The licenses of `@group`, walked without recursion: groups come from a stranger's repository. */
function licensesOf(group: string, groups: LicenseGroups): readonly string[] {
  const licenses: string[] = [];
  const seen = new Set<string>();
  const waiting = [group];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const members = name.startsWith('@') ? groups.get(name.slice(1)) : undefined;
    if (members === undefined || members.length === 0) {
      licenses.push(name);
    } else if (!seen.has(name)) {
      seen.add(name);
      // A group cannot take licenses back. Last first, so that they come off the stack in their order.
      for (const member of members.toReversed()) if (!member.startsWith('-')) waiting.push(member);
    }
  }
  return licenses;
}

/** Of the licenses of one package, those that expanded tokens accept, later tokens overruling earlier ones; `*` is all of them. */
export function acceptedLicenses(tokens: Iterable<string>, licenses: Iterable<string>): ReadonlySet<string> {
  const all = new Set(licenses);
  const accepted = new Set<string>();
  for (const token of tokens) {
    if (token === '*') for (const license of all) accepted.add(license);
    else if (token === '-*') accepted.clear();
    else if (token.startsWith('-')) accepted.delete(token.slice(1));
    else if (all.has(token)) accepted.add(token);
  }
  return accepted;
}

/** Whether expanded tokens of ACCEPT_LICENSE let a package with this LICENSE in: of a choice one member is enough. */
export function isLicenseAccepted(
  spec: Depspec<string>,
  tokens: Iterable<string>,
  reduction: Reduction = {},
): boolean {
  const accepted = acceptedIn(spec, tokens);
  return reduceDepspec(spec, reduction).nodes.every(node => isMet(node, accepted));
}

/**
 * The licenses still to be accepted before the package can be used: of a choice none where a member is accepted, else all. A choice
 * that its conditions leave without members names none and yet is not met.
 */
export function missingLicenses(
  spec: Depspec<string>,
  tokens: Iterable<string>,
  reduction: Reduction = {},
): readonly string[] {
  const accepted = acceptedIn(spec, tokens);
  return reduceDepspec(spec, reduction).nodes.flatMap(node => missingIn(node, accepted));
}

function acceptedIn(spec: Depspec<string>, tokens: Iterable<string>): ReadonlySet<string> {
  return acceptedLicenses(
    tokens,
    Array.from(leavesOf(spec.nodes), leaf => leaf.value),
  );
}

function isMet(node: DepspecNode<string>, accepted: ReadonlySet<string>): boolean {
  if (node.type === 'leaf') return accepted.has(node.value);
  const isChildMet = (child: DepspecNode<string>) => isMet(child, accepted);
  return node.type === 'any-of' ? node.children.some(isChildMet) : node.children.every(isChildMet);
}

function missingIn(node: DepspecNode<string>, accepted: ReadonlySet<string>): readonly string[] {
  if (isMet(node, accepted)) return [];
  return node.type === 'leaf' ? [node.value] : node.children.flatMap(child => missingIn(child, accepted));
}
