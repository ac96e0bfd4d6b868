// An independent reader of upgrade plans (`upgrade --format json`): walks them step by step from the baseline, works out everything anew
// at each, and says what is wrong. Knows nothing of the solver.

import type { BinaryPackage } from '../../src/model/package.js';
import { instanceName, RUNTIME_CLASSES } from '../../src/model/package.js';
import type { Universe } from '../../src/model/universe.js';
import type { Atom } from '../../src/pms/atom.js';
import { compareVersions } from '../../src/pms/compare-versions.js';
import type { DepspecNode } from '../../src/pms/depspec.js';

export interface WalkedPlan {
  readonly safe: boolean;
  readonly steps: readonly {
    readonly merge: string;
    readonly replaces: readonly string[];
    readonly removes: readonly string[];
  }[];
  readonly heldBack: readonly { readonly package: string }[];
  readonly broken: readonly {
    readonly step: number;
    readonly program: string;
    readonly repairedBy: number | null;
  }[];
}

type State = Set<BinaryPackage>;
/** One thing that a package asks for; holds or not in a state. */
type Wish = {
  readonly post: boolean;
  readonly soname: boolean;
  holds(state: ReadonlySet<BinaryPackage>): boolean;
};

const LIBC = ['sys-libs/glibc', 'sys-libs/musl'];

/** Of a client with --usepkgonly. `universe` has the binhost as candidates and one baseline, both whole. */
export function checkUpgrade(universe: Universe, plan: WalkedPlan, critical: readonly string[]): string[] {
  const wrong: string[] = [];
  const providers = new Map<string, BinaryPackage[]>();
  for (const pkg of universe.packages)
    for (const { abi, soname } of pkg.provides)
      providers.set(`${abi} ${soname}`, [...(providers.get(`${abi} ${soname}`) ?? []), pkg]);
  const start = startOf(universe);
  const state: State = new Set(start);
  const steps = plan.steps.map(({ merge }) => {
    const offered = universe.judged.filter(pkg => instanceName(pkg) === merge);
    if (offered.length !== 1) wrong.push(`${merge} is offered ${offered.length} times`);
    return offered[0] as BinaryPackage;
  });
  if (wrong.length > 0) return wrong;

  const end: State = new Set(start);
  for (const pkg of steps) {
    for (const other of end) if (slotOf(other) === slotOf(pkg)) end.delete(other);
    end.add(pkg);
  }
  for (const name of plan.steps.flatMap(({ removes }) => removes))
    for (const pkg of start) if (instanceName(pkg) === name) end.delete(pkg);

  const cache = new Map<BinaryPackage, readonly Wish[]>();
  const wishesOf = (pkg: BinaryPackage) => {
    const known = cache.get(pkg);
    if (known !== undefined) return known;
    const wishes = findWishes(universe, pkg, providers);
    cache.set(pkg, wishes);
    return wishes;
  };
  // What counts for a package once it is there.
  const counts = new Map<BinaryPackage, readonly Wish[]>();
  for (const pkg of start)
    counts.set(
      pkg,
      wishesOf(pkg).filter(wish => wish.holds(start)),
    );

  const seen = new Set<string>();
  // Steps whose own package lacks something, as the plan says.
  const lacking = new Set<number>();
  const found: { step: number; program: string }[] = [];
  plan.steps.forEach((step, at) => {
    const pkg = steps[at] as BinaryPackage;
    const before = new Set(state);
    const occupant = [...state].filter(other => slotOf(other) === slotOf(pkg));
    if (occupant.map(instanceName).join() !== step.replaces.join())
      wrong.push(`step ${at + 1} replaces ${step.replaces}, but ${occupant.map(instanceName)} is there`);
    for (const other of occupant) {
      if (!isNewer(pkg, other)) wrong.push(`step ${at + 1}: ${step.merge} is what is there`);
      state.delete(other);
    }
    for (const name of step.removes) {
      const gone = [...state].find(other => other.role === 'installed' && instanceName(other) === name);
      if (gone === undefined) wrong.push(`step ${at + 1} removes ${name}, which is not there`);
      else if (!blocks(universe, pkg, gone) && !blocks(universe, gone, pkg))
        wrong.push(`step ${at + 1} removes ${name}, which nothing blocks`);
      else state.delete(gone);
    }
    state.add(pkg);
    const own = wishesOf(pkg);
    counts.set(
      pkg,
      own.filter(wish => (wish.post ? wish.holds(before) : !wish.soname || wish.holds(end))),
    );
    for (const wish of own) {
      if (wish.post || wish.soname || wish.holds(state)) continue;
      // Only a cycle may bring what it needs later.
      const later = steps.slice(at + 1);
      const brings = later.filter(other => !wish.holds(without(end, other)) || wish.holds(new Set([other])));
      if (brings.some(other => reaches(other, pkg, end, start, wishesOf))) continue;
      // A program that must work is looked at below, whatever it lacks.
      if (critical.includes(pkg.cpn)) continue;
      if (plan.broken.some(told => told.step === at + 1 && told.program === step.merge)) lacking.add(at + 1);
      else wrong.push(`step ${at + 1}: ${step.merge} lacks something it needs`);
    }
    const broken = brokenIn(state, counts);
    const now = new Set<string>();
    for (const program of broken) {
      if (!critical.includes(program.cpn)) continue;
      now.add(slotOf(program));
      if (!seen.has(slotOf(program))) found.push({ step: at + 1, program: instanceName(program) });
    }
    seen.clear();
    for (const slot of now) seen.add(slot);
  });

  for (const step of lacking) found.push({ step, program: plan.steps[step - 1]?.merge ?? '' });
  found.sort((a, b) => a.step - b.step);
  const first = found[0]?.step;
  if (plan.safe !== (found.length === 0))
    wrong.push(`the plan says safe: ${plan.safe}, but ${found.length} programs break`);
  if (first !== plan.broken[0]?.step)
    wrong.push(`the first break is at step ${first}, the plan says ${plan.broken[0]?.step}`);
  const names = (list: readonly { step: number; program: string }[]) =>
    list
      .filter(({ step }) => step === first)
      .map(({ program }) => program)
      .sort()
      .join(' ');
  if (names(found) !== names(plan.broken))
    wrong.push(`at step ${first} ${names(found)} break, the plan says ${names(plan.broken)}`);
  if (seen.size > 0 && plan.broken.every(({ repairedBy }) => repairedBy !== null))
    wrong.push('something is broken in the end');

  checkEnd(universe, state, start, steps, wishesOf, wrong);
  const slots = new Set([...start].map(slotOf));
  const newest = new Map<string, BinaryPackage>();
  for (const group of universe.byCpn.values())
    for (const pkg of group) if (pkg.role !== 'installed') newest.set(slotOf(pkg), pkg);
  const held = new Set(plan.heldBack.map(({ package: name }) => name));
  for (const pkg of start) {
    const best = newest.get(slotOf(pkg));
    if (best === undefined || !isNewer(best, pkg) || !slots.has(slotOf(pkg))) continue;
    if (state.has(best) === held.has(instanceName(best)))
      wrong.push(
        `${instanceName(best)} is ${state.has(best) ? 'merged and' : 'neither merged nor'} held back`,
      );
  }
  return wrong;
}

function checkEnd(
  universe: Universe,
  state: State,
  start: State,
  steps: readonly BinaryPackage[],
  wishesOf: (pkg: BinaryPackage) => readonly Wish[],
  wrong: string[],
): void {
  const slots = new Set<string>();
  const merged = new Set(steps);
  for (const pkg of state) {
    if (slots.has(slotOf(pkg))) wrong.push(`two instances of ${slotOf(pkg)}`);
    slots.add(slotOf(pkg));
    for (const other of state)
      if ((merged.has(pkg) || merged.has(other)) && blocks(universe, pkg, other))
        wrong.push(`${instanceName(pkg)} blocks ${instanceName(other)}`);
    for (const wish of wishesOf(pkg)) {
      if (wish.holds(state)) continue;
      const matters = merged.has(pkg) ? !wish.soname : wish.holds(start);
      if (matters) wrong.push(`in the end ${instanceName(pkg)} lacks something`);
    }
  }
}

function startOf(universe: Universe): State {
  const slots = new Map<string, BinaryPackage>();
  for (const group of universe.byCpn.values())
    for (const pkg of group) if (pkg.role === 'installed') slots.set(slotOf(pkg), pkg);
  return new Set(universe.packages.filter(pkg => slots.get(slotOf(pkg)) === pkg));
}

function slotOf(pkg: BinaryPackage): string {
  return `${pkg.cpn}:${pkg.slot.slot}`;
}

function isNewer(a: BinaryPackage, b: BinaryPackage): boolean {
  const order = compareVersions(a.cpv.version ?? '0', b.cpv.version ?? '0');
  return order > 0 || (a.buildTime !== 0 && a.buildTime !== b.buildTime);
}

function without(state: State, pkg: BinaryPackage): State {
  const rest = new Set(state);
  rest.delete(pkg);
  return rest;
}

function findWishes(
  universe: Universe,
  pkg: BinaryPackage,
  providers: ReadonlyMap<string, readonly BinaryPackage[]>,
): readonly Wish[] {
  const wishes: Wish[] = [];
  for (const dependencyClass of RUNTIME_CLASSES) {
    for (const node of universe.depspec(pkg.record[dependencyClass])?.nodes ?? []) {
      if (node.type === 'leaf' && node.value.blocker !== null) continue;
      const post = dependencyClass === 'PDEPEND';
      wishes.push({ post, soname: false, holds: state => holds(universe, node, state) });
    }
  }
  for (const { abi, soname } of pkg.requires) {
    const able = providers.get(`${abi} ${soname}`) ?? [];
    wishes.push({ post: false, soname: true, holds: state => able.some(other => state.has(other)) });
  }
  const libc = builtWith(universe, pkg);
  if (libc !== null) {
    const fit = (universe.byCpn.get(libc.cpn) ?? []).filter(
      other => compareVersions(other.cpv.version ?? '0', libc.cpv.version ?? '0') >= 0,
    );
    wishes.push({ post: false, soname: false, holds: state => fit.some(other => state.has(other)) });
  }
  return wishes;
}

/** The C library of the time at which a package without a floor was built. */
function builtWith(universe: Universe, pkg: BinaryPackage): BinaryPackage | null {
  if (pkg.role === 'installed' || pkg.buildTime === 0 || LIBC.includes(pkg.cpn)) return null;
  if (!pkg.requires.some(({ soname }) => soname.startsWith('libc.so') || soname.startsWith('libc.musl-')))
    return null;
  const floored = universe
    .depspec(pkg.record.RDEPEND)
    ?.nodes.some(node => node.type === 'leaf' && LIBC.some(name => node.value.text.startsWith(`>=${name}-`)));
  if (floored === true) return null;
  const older = LIBC.flatMap(name => universe.byCpn.get(name) ?? []).filter(
    libc => libc.buildTime > 0 && libc.buildTime <= pkg.buildTime,
  );
  return older.sort((a, b) => a.buildTime - b.buildTime).at(-1) ?? null;
}

function holds(universe: Universe, node: DepspecNode<Atom>, state: ReadonlySet<BinaryPackage>): boolean {
  const members = (children: readonly DepspecNode<Atom>[]) =>
    children.filter(child => child.type !== 'leaf' || child.value.blocker === null);
  if (node.type === 'any-of') return members(node.children).some(child => holds(universe, child, state));
  if (node.type !== 'leaf') return members(node.children).every(child => holds(universe, child, state));
  return universe.matches(node.value).some(pkg => state.has(pkg));
}

function blocks(universe: Universe, pkg: BinaryPackage, other: BinaryPackage): boolean {
  if (pkg === other || slotOf(pkg) === slotOf(other)) return false;
  const search = (node: DepspecNode<Atom>): boolean =>
    node.type === 'leaf'
      ? node.value.blocker !== null && universe.matches(node.value).includes(other)
      : node.children.some(search);
  return RUNTIME_CLASSES.some(
    dependencyClass => universe.depspec(pkg.record[dependencyClass])?.nodes.some(search) === true,
  );
}

/** Everything in a state that does not work: it lacks something, or all that could give it that does not work. */
function brokenIn(state: State, counts: ReadonlyMap<BinaryPackage, readonly Wish[]>): State {
  const working = new Set(state);
  const broken: State = new Set();
  for (let before = -1; before !== broken.size; ) {
    before = broken.size;
    for (const pkg of [...working]) {
      if (counts.get(pkg)?.every(wish => wish.holds(working)) !== false) continue;
      working.delete(pkg);
      broken.add(pkg);
    }
  }
  return broken;
}

/** Whether a merge leads back to another through what is only there because of merges. */
function reaches(
  from: BinaryPackage,
  to: BinaryPackage,
  end: State,
  start: State,
  wishesOf: (pkg: BinaryPackage) => readonly Wish[],
): boolean {
  const news = [...end].filter(pkg => !start.has(pkg));
  const met = new Set([from]);
  for (const pkg of met) {
    if (pkg === to) return true;
    for (const wish of wishesOf(pkg)) {
      const others = new Set([...start].filter(other => slotOf(other) !== slotOf(pkg)));
      if (wish.post || wish.holds(others.add(pkg))) continue;
      for (const other of news) if (!met.has(other) && wish.holds(new Set([other]))) met.add(other);
    }
  }
  return false;
}
