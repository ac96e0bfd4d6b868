// What hangs on a package (strong dependencies): which packages could be installed and could not any more if it were withdrawn,
// one build of it or every build of its name. Of cycles that only Portage's order refuses nothing is said here.

import { isOffered } from '../../model/newest.js';
import type { BinaryPackage } from '../../model/package.js';
import { isSeenFrom, type Place } from '../../model/place.js';
import { type Item, itemHolds, requirementsOf } from '../../model/requirements.js';
import type { Universe } from '../../model/universe.js';
import { type Literal, positive, type Variable } from '../sat/literal.js';
import { proveAll } from '../sat/prove-all.js';
import type { Outcome } from '../sat/solve.js';
import { encodeGoals, type GoalProblem } from './encode-universe.js';
import { inquireFromBaseline } from './inquire-from-baseline.js';
import { Inquiry } from './inquiry.js';
import { departuresOf } from './require-support.js';

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
  readonly problem: GoalProblem;
  readonly conflictLimit: number;
  /** What a way to install it merges, for each judged package that has one. */
  readonly merges: ReadonlyMap<BinaryPackage, Merge>;
}

/** The packages that one way to install something merges. */
type Merge = Pick<ReadonlySet<BinaryPackage>, 'has'>;

function proveAsItIs(universe: Universe, place: Place, conflictLimit: number): Known {
  const problem = encodeGoals(universe, universe.judged, { baseline: place });
  const goals = universe.judged.filter(pkg => isOffered(pkg) && !problem.unmeetable.has(pkg.id));
  const answers = prove(problem, goals, conflictLimit, []);
  const merges = new Map<BinaryPackage, Merge>();
  for (const [goal, answer] of answers) if (typeof answer !== 'string') merges.set(goal, answer);
  return { universe, place, problem, conflictLimit, merges };
}

type Answer = Merge | 'refused' | 'undecided';

/** Whether each goal can be installed where the assumptions hold. */
function prove(
  problem: GoalProblem,
  goals: readonly BinaryPackage[],
  conflictLimit: number,
  besides: readonly Literal[],
): ReadonlyMap<BinaryPackage, Answer> {
  const inquiry = new Inquiry(problem, { conflictLimit, withoutOrder: true, reasons: false, besides });
  const options = { assumptions: inquiry.standing, conflictLimit };
  const outcomes = proveAll(problem.solver, goals.map(problem.variableOf), options);
  const answers = new Map(goals.map((goal, at) => [goal, answerOf(inquiry, outcomes[at] as Outcome)]));
  // A model of many goals may remove what this one alone has no cause to.
  const alone = goals.filter(goal => answers.get(goal) === null);
  for (const [goal, verdict] of inquireFromBaseline(inquiry, alone)) {
    if (verdict.verdict === 'installable') answers.set(goal, new Set(verdict.merge));
    else answers.set(goal, verdict.verdict === 'unknown' ? 'undecided' : 'refused');
  }
  return answers as ReadonlyMap<BinaryPackage, Answer>;
}

/** Null where the model removes an installed package, which must have a cause. */
function answerOf(inquiry: Inquiry, outcome: Outcome): Answer | null {
  if (outcome.outcome === 'unknown') return 'undecided';
  if (outcome.outcome === 'unsatisfiable') return 'refused';
  const { problem } = inquiry;
  const { model } = outcome;
  if (problem.displacers.size > 0 && departuresOf(problem, inquiry.stateOf(model, [])).removed.length > 0)
    return null;
  return { has: pkg => model.has(problem.variableOf(pkg) as Variable) };
}

function withdraw(known: Known, packages: readonly BinaryPackage[]): Loss {
  const { universe, problem, merges } = known;
  const withdrawn = new Set(packages);
  // What merges nothing of what goes away can be merged as before.
  const asked = universe.judged.filter(pkg => {
    const merge = merges.get(pkg);
    return merge !== undefined && !withdrawn.has(pkg) && packages.some(one => merge.has(one));
  });
  // One assumption for however many builds: the shorter a refusal, the more the solver remembers of it.
  const absence = problem.solver.addVariable();
  for (const pkg of packages) problem.solver.addConflict(absence, problem.variableOf(pkg));
  const answers = prove(problem, asked, known.conflictLimit, [positive(absence)]);
  const lost = asked.filter(pkg => answers.get(pkg) === 'refused');
  return {
    withdrawn: packages,
    lost,
    directly: directlyAmong(known, lost, withdrawn),
    undecided: asked.filter(pkg => answers.get(pkg) === 'undecided'),
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
