// What can be installed, by trying every set of packages; and whether reasons can be met together, likewise. Shares nothing with the
// solver but what an atom matches and what an item means.

import { type BinaryPackage, RUNTIME_CLASSES, type Soname } from '../../src/model/package.js';
import { itemsOf } from '../../src/model/requirements.js';
import type { Universe } from '../../src/model/universe.js';
import type { Atom } from '../../src/pms/atom.js';
import type { DepspecNode } from '../../src/pms/depspec.js';
import type { Reason } from '../../src/solver/installability/encode-universe.js';

type Node = DepspecNode<Atom>;
type State = ReadonlySet<BinaryPackage>;

export interface Question {
  readonly universe: Universe;
  readonly baseline: number | null;
  readonly sonames?: boolean;
}

/** Whether some state that can be reached holds the goal. */
export function canBeInstalled(question: Question, goal: BinaryPackage): boolean {
  return statesOf(question).some(state => state.has(goal) && isSound(question, state, goal));
}

/**
 * Whether some set of packages holds the goal and meets the reasons, each by itself. That something is merged only where it is
 * needed is no reason that could be left out: `idle` does without it.
 */
export function canBeMet(
  question: Question,
  goal: BinaryPackage,
  reasons: readonly Reason[],
  { idle }: { readonly idle: boolean },
): boolean {
  const nodes = new Set(reasons.flatMap(reason => (reason.kind === 'group' ? [reason.node] : [])));
  const setting = { goal: idle ? null : goal, reasons, nodes };
  return statesOf(question).some(
    state => state.has(goal) && reasons.every(reason => meets(question, state, reason, setting)),
  );
}

function statesOf({ universe, baseline }: Question): readonly State[] {
  const seen = universe.packages.filter(({ role, source }) => role === 'candidate' || source === baseline);
  return Array.from(
    { length: 2 ** seen.length },
    (_, bits) => new Set(seen.filter((_, at) => bits & (1 << at))),
  );
}

function isSound(question: Question, state: State, goal: BinaryPackage): boolean {
  const { universe, baseline } = question;
  const before = new Set(universe.packages.filter(({ source }) => source === baseline));
  const all = [...state];
  return (
    new Set(all.map(slotOf)).size === all.length &&
    [...before].every(pkg => isSettled(question, pkg, state, goal)) &&
    all.every(pkg => isContent(question, pkg, state, before))
  );
}

/** Kept, replaced, or removed through a weak blocker between it and something new that is needed. */
function isSettled(question: Question, pkg: BinaryPackage, state: State, goal: BinaryPackage): boolean {
  const { universe, baseline } = question;
  if (hasHeir(pkg, state)) return true;
  const news = [...state].filter(other => other.source !== baseline);
  const isForced = news.some(other => [...blockersBetween(universe, pkg, other)].includes('strong'));
  return !isForced && mayLeave(question, pkg, state, goal);
}

/** Something new that is needed has a weak blocker against it, or it has one against that. */
function mayLeave(question: Question, pkg: BinaryPackage, state: State, goal: BinaryPackage | null): boolean {
  const { universe, baseline } = question;
  return [...(goal === null ? state : neededIn(question, state, goal))].some(
    other => other.source !== baseline && [...blockersBetween(universe, pkg, other)].includes('weak'),
  );
}

/** The goal, what is installed, what replaces it, and what these may make use of. A need that was not met before is none. */
function neededIn({ universe, baseline, sonames }: Question, state: State, goal: BinaryPackage): State {
  const installed = new Set(universe.packages.filter(({ source }) => source === baseline));
  const slots = new Set([...installed].map(slotOf));
  const needed = new Set([goal, ...[...state].filter(pkg => slots.has(slotOf(pkg)))]);
  for (const user of needed) {
    // What was broken before is no need.
    const counts = (isMet: (then: State) => boolean) => !installed.has(user) || isMet(installed);
    const atoms = RUNTIME_CLASSES.flatMap(kind => itemsOf(universe, user, kind))
      .filter(node => counts(then => holds(universe, node, then)))
      .flatMap(atomsIn);
    const used = user.requires.filter(soname => sonames === true && counts(then => offers(then, soname)));
    for (const pkg of state) {
      const isUsed = atoms.some(atom => atom.blocker === null && universe.matches(atom).includes(pkg));
      if (isUsed || used.some(soname => offers(new Set([pkg]), soname))) needed.add(pkg);
    }
  }
  return needed;
}

/** The blockers that either of them has against the other; none between those of one slot, which replace each other. */
function* blockersBetween(universe: Universe, one: BinaryPackage, other: BinaryPackage) {
  if (slotOf(one) === slotOf(other)) return;
  for (const [pkg, blocked] of [
    [one, other],
    [other, one],
  ] as const) {
    for (const atom of RUNTIME_CLASSES.flatMap(kind => itemsOf(universe, pkg, kind)).flatMap(atomsIn))
      if (atom.blocker !== null && universe.matches(atom).includes(blocked)) yield atom.blocker;
  }
}

function hasHeir(pkg: BinaryPackage, state: State): boolean {
  return [...state].some(other => slotOf(other) === slotOf(pkg));
}

/**
 * What the package needs is there, or was missing on the baseline already, and nothing is there that it blocks, unless both were
 * there before.
 */
function isContent(
  { universe, baseline, sonames }: Question,
  pkg: BinaryPackage,
  state: State,
  before: State,
) {
  const isOld = ({ source }: BinaryPackage) => source === baseline;
  const wasMet = (isMet: (then: State) => boolean) => !isOld(pkg) || isMet(before);
  for (const dependencyClass of RUNTIME_CLASSES) {
    for (const node of itemsOf(universe, pkg, dependencyClass)) {
      if (!isBlocker(node) && !holds(universe, node, state) && wasMet(then => holds(universe, node, then)))
        return false;
    }
  }
  for (const other of state) {
    if (other === pkg || (before.has(other) && before.has(pkg))) continue;
    if ([...blockersBetween(universe, pkg, other)].length > 0) return false;
  }
  if (sonames !== true) return true;
  return pkg.requires.every(soname => offers(state, soname) || !wasMet(then => offers(then, soname)));
}

interface Setting {
  /** Null where what is merged need not be needed. */
  readonly goal: BinaryPackage | null;
  readonly reasons: readonly Reason[];
  /** Of brackets that are among the reasons. */
  readonly nodes: ReadonlySet<Node>;
}

function meets(question: Question, state: State, reason: Reason, { reasons, nodes, goal }: Setting): boolean {
  const { universe } = question;
  switch (reason.kind) {
    case 'requirement':
      return !state.has(reason.package) || holdsAsFar(universe, reason.node, state, nodes);
    case 'group':
      return true;
    case 'soname':
      return !state.has(reason.package) || offers(state, reason.soname);
    case 'blocker':
      return !state.has(reason.package) || !state.has(reason.blocked);
    case 'same-slot':
      return [...state].filter(pkg => slotOf(pkg) === `${reason.name}:${reason.slot}`).length < 2;
    case 'installed':
      return (
        hasHeir(reason.package, state) ||
        (mayLeave(question, reason.package, state, goal) && !isForbidden(reason.package, reasons, state))
      );
    case 'selected':
      return universe.matches(reason.atom).some(pkg => state.has(pkg));
    case 'unreadable':
    case 'masked':
      return !state.has(reason.package);
  }
}

/** Whether a strong blocker among the reasons forbids that an installed package is removed, not replaced. */
function isForbidden(pkg: BinaryPackage, reasons: readonly Reason[], state: State): boolean {
  return reasons.some(reason => {
    if (reason.kind !== 'blocker' || reason.atom.blocker === 'weak') return false;
    const other = reason.package === pkg ? reason.blocked : reason.blocked === pkg ? reason.package : null;
    return other !== null && state.has(other);
  });
}

function holds(universe: Universe, node: Node, state: State): boolean {
  if (node.type === 'leaf')
    return node.value.blocker !== null || universe.matches(node.value).some(pkg => state.has(pkg));
  if (node.type !== 'any-of') return node.children.every(child => holds(universe, child, state));
  return node.children.some(child => !isBlocker(child) && holds(universe, child, state));
}

/** A bracket asks only for those of its members that are among the reasons. */
function holdsAsFar(universe: Universe, node: Node, state: State, groups: ReadonlySet<Node>): boolean {
  const holdsToo = (child: Node) => holdsAsFar(universe, child, state, groups);
  if (node.type === 'leaf') return universe.matches(node.value).some(pkg => state.has(pkg));
  if (node.type !== 'any-of') return node.children.every(child => !groups.has(child) || holdsToo(child));
  return node.children.some(child => !isBlocker(child) && holdsToo(child));
}

function offers(state: Iterable<BinaryPackage>, { abi, soname }: Soname): boolean {
  return [...state].some(pkg => pkg.provides.some(other => other.abi === abi && other.soname === soname));
}

function atomsIn(node: Node): readonly Atom[] {
  return node.type === 'leaf' ? [node.value] : node.children.flatMap(atomsIn);
}

function isBlocker(node: Node): boolean {
  return node.type === 'leaf' && node.value.blocker !== null;
}

function slotOf({ cpn, slot }: BinaryPackage): string {
  return `${cpn}:${slot.slot}`;
}
