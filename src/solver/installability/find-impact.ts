// What hangs on a package (strong dependencies): which packages could be installed and could not any more if it were withdrawn,
// one build of it or every build of its name. Of cycles that only Portage's order refuses nothing is said here.

import { isOffered } from '../../model/newest.js';
import type { BinaryPackage } from '../../model/package.js';
import { isSeenFrom, type Place } from '../../model/place.js';
import { type Item, itemHolds, requirementsOf } from '../../model/requirements.js';
import type { Universe } from '../../model/universe.js';
import { type Literal, positive } from '../sat/literal.js';
import { proveAll } from '../sat/prove-all.js';
import type { Satisfiable } from '../sat/solve.js';
import { encodeUniverse, type InstallProblem } from './encode-universe.js';

/** Packages that are taken away together, and what is lost with them; lists in the order of the index. */
export interface Loss {
  readonly withdrawn: readonly BinaryPackage[];
  /** Judged packages of other builds that can be installed with what is withdrawn, and cannot without. */
  readonly lost: readonly BinaryPackage[];
  /** Those of them with a need that nothing else satisfies, here or installed. */
  readonly directly: readonly BinaryPackage[];
  /** For these the solver's limit was reached. */
  readonly undecided: readonly BinaryPackage[];
}

export interface Impact {
  readonly package: BinaryPackage;
  /** Without this build. */
  readonly build: Loss;
  /** Without any build of its name that a binhost offers. */
  readonly name: Loss;
}

export interface ImpactOptions {
  /** Conflicts of the solver for each package. */
  readonly conflictLimit?: number;
}

const CONFLICT_LIMIT = 20_000;

/** What hangs on each of some packages for a client that stands at `place`. */
export function findImpact(
  universe: Universe,
  packages: readonly BinaryPackage[],
  place: Place,
  { conflictLimit = CONFLICT_LIMIT }: ImpactOptions = {},
): readonly Impact[] {
  const known = proveAsItIs(universe, place, conflictLimit);
  const byName = new Map<string, Loss>();
  return packages.map(pkg => {
    const offered = (universe.byCpn.get(pkg.cpn) ?? []).filter(isOffered);
    const name = byName.get(pkg.cpn) ?? withdraw(known, offered);
    byName.set(pkg.cpn, name);
    return { package: pkg, build: offered.length === 1 ? name : withdraw(known, [pkg]), name };
  });
}

interface Known {
  readonly universe: Universe;
  readonly place: Place;
  readonly problem: InstallProblem;
  readonly assumptions: readonly Literal[];
  readonly conflictLimit: number;
  /** A way to install it for each judged package that has one. */
  readonly witnesses: ReadonlyMap<BinaryPackage, Satisfiable>;
}

function proveAsItIs(universe: Universe, place: Place, conflictLimit: number): Known {
  const problem = encodeUniverse(universe, { baseline: place });
  const assumptions = problem.standing === null ? [] : [positive(problem.standing)];
  const outcomes = proveAll(problem.solver, universe.judged.map(problem.variableOf), {
    assumptions,
    conflictLimit,
  });
  const witnesses = new Map<BinaryPackage, Satisfiable>();
  for (const [at, pkg] of universe.judged.entries()) {
    const outcome = outcomes[at];
    if (outcome?.outcome === 'satisfiable') witnesses.set(pkg, outcome);
  }
  return { universe, place, problem, assumptions, conflictLimit, witnesses };
}

function withdraw(known: Known, packages: readonly BinaryPackage[]): Loss {
  const { universe, problem, witnesses } = known;
  const withdrawn = new Set(packages);
  const gone = packages.map(problem.variableOf);
  // A witness that has nothing of what goes away remains one.
  const asked = universe.judged.filter(pkg => {
    const witness = witnesses.get(pkg);
    return witness !== undefined && !withdrawn.has(pkg) && gone.some(variable => witness.model.has(variable));
  });
  // One assumption for however many builds: the shorter a refusal, the more the solver remembers of it.
  const absence = problem.solver.addVariable();
  for (const variable of gone) problem.solver.addConflict(absence, variable);
  const outcomes = proveAll(problem.solver, asked.map(problem.variableOf), {
    assumptions: [...known.assumptions, positive(absence)],
    conflictLimit: known.conflictLimit,
  });
  const lost = asked.filter((_, at) => outcomes[at]?.outcome === 'unsatisfiable');
  return {
    withdrawn: packages,
    lost,
    directly: directlyAmong(known, lost, withdrawn),
    undecided: asked.filter((_, at) => outcomes[at]?.outcome === 'unknown'),
  };
}

function directlyAmong(
  { universe, place }: Known,
  lost: readonly BinaryPackage[],
  withdrawn: ReadonlySet<BinaryPackage>,
): readonly BinaryPackage[] {
  const remains = new Map<Item, boolean>();
  const isMetWithout = (node: Item) => {
    const answer =
      remains.get(node) ??
      itemHolds(node, atom =>
        universe.matches(atom).some(pkg => isSeenFrom(pkg, place) && !withdrawn.has(pkg)),
      );
    remains.set(node, answer);
    return answer;
  };
  return lost.filter(pkg => [...requirementsOf(universe, pkg)].some(({ node }) => !isMetWithout(node)));
}
