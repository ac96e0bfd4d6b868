import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Constraint } from '../../../src/solver/sat/constraint.js';
import { positive, type Variable } from '../../../src/solver/sat/literal.js';
import { minimiseCore } from '../../../src/solver/sat/minimise-core.js';
import { Solver } from '../../../src/solver/sat/solver.js';
import { runs } from '../../support/long.js';
import {
  addTo,
  assumptionsUpTo,
  clausesOf,
  literalsUpTo,
  pigeonhole,
  problemsOf,
  solverOf,
  tryEverything,
} from '../problems.js';

const VARIABLES = 8;

describe('minimiseCore', () => {
  it('leaves nothing that could be left out', () => {
    let minimal = 0;
    const literals = fc.uniqueArray(literalsUpTo(VARIABLES), { minLength: 2, maxLength: 8, size: 'max' });
    fc.assert(
      fc.property(problemsOf(VARIABLES, 20), literals, literals, (problem, asked, assumptions) => {
        const clauses = problem.constraints.flatMap(clausesOf);
        const fixed = assumptions.slice(0, 2);
        const possible = (some: typeof asked) =>
          tryEverything(VARIABLES, clauses, [...fixed, ...some]) !== undefined;
        const answer = minimiseCore(solverOf(problem), asked, { assumptions: fixed });
        expect(answer.outcome).toBe(possible(asked) ? 'satisfiable' : 'minimal');
        if (answer.outcome !== 'minimal') return;
        minimal += answer.core.length > 1 ? 1 : 0;
        expect(possible([...answer.core])).toBe(false);
        for (const literal of answer.core)
          expect(possible(answer.core.filter(other => other !== literal))).toBe(true);
      }),
      runs(300),
    );
    expect(minimal).toBeGreaterThan(15);
  });

  it('finds which constraints contradict, each under a selector', () => {
    let found = 0;
    fc.assert(
      fc.property(problemsOf(VARIABLES, 25), assumptionsUpTo(VARIABLES, 4), (problem, facts) => {
        const solver = new Solver();
        solver.addVariables(VARIABLES);
        const constraints: Constraint[] = [
          ...facts.map(literal => ({ kind: 'clause', literals: [literal] }) as const),
          ...problem.constraints,
        ];
        const selectors = constraints.map(constraint => {
          const selector = positive(solver.addVariable());
          for (const literals of clausesOf(constraint)) {
            addTo(solver, { kind: 'clause', literals, guard: selector });
          }
          return selector;
        });
        const answer = minimiseCore(solver, selectors);
        if (answer.outcome !== 'minimal') return;
        found++;
        const kept = answer.core.map(selector => clausesOf(constraints[selectors.indexOf(selector)]!));
        expect(tryEverything(VARIABLES, kept.flat())).toBeUndefined();
        for (const one of kept) {
          expect(tryEverything(VARIABLES, kept.filter(other => other !== one).flat())).toBeDefined();
        }
      }),
      runs(200),
    );
    expect(found).toBeGreaterThan(10);
  });

  it('cuts down cores that a long search has gathered', () => {
    let cut = 0;
    const clause = fc.uniqueArray(literalsUpTo(6), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(clause, { minLength: 45, maxLength: 60 }), clauses => {
        const solver = new Solver();
        solver.addVariables(6);
        const selectors = clauses.map(literals => {
          const selector = positive(solver.addVariable());
          solver.addClause(literals, selector);
          return selector;
        });
        const before = solver.solve(selectors);
        const answer = minimiseCore(solver, selectors);
        if (before.outcome !== 'unsatisfiable' || answer.outcome !== 'minimal') return;
        if (answer.core.length < before.core.length) cut++;
        const kept = answer.core.map(selector => clauses[selectors.indexOf(selector)]!);
        expect(tryEverything(6, kept)).toBeUndefined();
        for (const one of kept)
          expect(
            tryEverything(
              6,
              kept.filter(other => other !== one),
            ),
          ).toBeDefined();
      }),
      runs(60),
    );
    expect(cut).toBeGreaterThan(5);
  });

  it('keeps what comes first where either would do', () => {
    const solver = new Solver();
    const first = solver.addVariables(3);
    const [a, b, c] = [0, 1, 2].map(i => (first + i) as Variable) as [Variable, Variable, Variable];
    solver.addConflict(a, b);
    solver.addConflict(a, c);
    expect(minimiseCore(solver, [a, b, c].map(positive))).toEqual({
      outcome: 'minimal',
      core: [positive(a), positive(b)],
    });
    expect(minimiseCore(solver, [c, b, a].map(positive))).toMatchObject({ core: [positive(c), positive(a)] });
  });

  it('says what it has where a limit is reached', () => {
    const { solver, goal } = pigeonhole(9);
    const literals = [positive(goal), positive(solver.addVariable())];
    const limits = { conflictLimit: 10 };
    expect(minimiseCore(solver, literals, limits)).toEqual({
      outcome: 'unknown',
      reason: 'conflicts',
      core: undefined,
    });
    // That the two exclude each other is plain; that one alone would do is not.
    const other = solver.addVariable();
    solver.addConflict(goal, other);
    const both = [goal, other].map(positive);
    expect(minimiseCore(solver, both, limits)).toEqual({
      outcome: 'unknown',
      reason: 'conflicts',
      core: both,
    });
    expect(minimiseCore(solver, both)).toEqual({ outcome: 'minimal', core: [positive(goal)] });
  });
});
