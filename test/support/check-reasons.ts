// Says anew what the reasons of a refusal into an empty root mean, and what is wrong with them: they must not hold together with the goal,
// and without any one of them they must.

import type { BinaryPackage } from '../../src/model/package.js';
import type { Universe } from '../../src/model/universe.js';
import type { Atom } from '../../src/pms/atom.js';
import type { DepspecNode } from '../../src/pms/depspec.js';
import type { Reason } from '../../src/solver/installability/reason.js';
import { reasonKey } from '../../src/solver/installability/reason-key.js';
import type { NotInstallable } from '../../src/solver/installability/verdict.js';
import { positive, type Variable } from '../../src/solver/sat/literal.js';
import { Solver } from '../../src/solver/sat/solver.js';

type Item = DepspecNode<Atom>;

export function checkReasons(universe: Universe, { package: goal, reasons }: NotInstallable): string[] {
  const needless = reasons.filter(
    reason =>
      !holdsTogether(
        universe,
        goal,
        reasons.filter(other => other !== reason),
      ),
  );
  return [
    ...(holdsTogether(universe, goal, reasons) ? ['the reasons can be met'] : []),
    ...needless.map(reason => `needless: ${reasonKey(reason)}`),
  ];
}

function holdsTogether(universe: Universe, goal: BinaryPackage, reasons: readonly Reason[]): boolean {
  const solver = new Solver();
  const variables = new Map<BinaryPackage | Item, Variable>();
  const variableOf = (what: BinaryPackage | Item): Variable => {
    const known = variables.get(what) ?? solver.addVariable();
    variables.set(what, known);
    return known;
  };
  const groups = new Set(reasons.flatMap(reason => (reason.kind === 'group' ? [reason.node] : [])));
  const isBlocker = (node: Item) => node.type === 'leaf' && node.value.blocker !== null;
  const choice = (node: Item): Variable[] => {
    if (node.type === 'leaf')
      return universe
        .matches(node.value)
        .filter(({ role }) => role !== 'installed')
        .map(variableOf);
    const children = node.children.filter(child => !isBlocker(child));
    if (node.type === 'any-of') return children.flatMap(choice);
    const bracket = variableOf(node);
    for (const child of children) if (groups.has(child)) solver.addRequirement(bracket, choice(child));
    return [bracket];
  };
  for (const reason of reasons) {
    if (reason.kind === 'requirement') solver.addRequirement(variableOf(reason.package), choice(reason.node));
    if (reason.kind === 'blocker') solver.addConflict(variableOf(reason.package), variableOf(reason.blocked));
  }
  for (const reason of reasons) {
    if (reason.kind !== 'same-slot') continue;
    const members = (universe.byCpn.get(reason.name) ?? []).filter(
      pkg => pkg.slot.slot === reason.slot && (variables.has(pkg) || pkg === goal),
    );
    solver.addAtMostOne(members.map(variableOf));
  }
  return solver.solve([positive(variableOf(goal))]).outcome === 'satisfiable';
}
