import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainRefusal } from '../../../src/solver/installability/explain-refusal.js';
import { type ConstraintId, negative, positive, type Variable } from '../../../src/solver/sat/literal.js';
import { Solver } from '../../../src/solver/sat/solver.js';
import { runs } from '../../support/long.js';
import { assumptionsUpTo, clausesOf, pigeonhole, problemsOf, solverOf, tryEverything } from '../problems.js';

const VARIABLES = 8;

describe('explainRefusal', () => {
  it.each([1, 3])('leaves no reason that could be left out (constraints under one name: %s)', together => {
    let explained = 0;
    fc.assert(
      fc.property(
        problemsOf(VARIABLES, 30),
        fc.array(assumptionsUpTo(VARIABLES, 4), { maxLength: 5, size: 'max' }),
        (problem, questions) => {
          const solver = solverOf(problem, { traced: true });
          const nameOf = (id: ConstraintId) => Math.floor(id / together);
          const possible = (constraints: readonly number[], literals: readonly number[]) => {
            const clauses = constraints.flatMap(id => clausesOf(problem.constraints[id]!));
            return tryEverything(VARIABLES, clauses, literals as never) !== undefined;
          };
          for (const assumptions of questions) {
            const refusal = solver.solve(assumptions);
            if (refusal.outcome !== 'unsatisfiable') continue;
            const { core, constraints = [] } = refusal;
            const kept = core.slice(0, 1);
            const answer = explainRefusal(solver, { core, constraints }, { kept, nameOf });
            if (answer.outcome !== 'explained') throw new Error(answer.outcome);
            explained++;
            expect(possible(answer.constraints, [...kept, ...answer.assumptions])).toBe(false);
            for (const name of new Set(answer.constraints.map(nameOf))) {
              const others = answer.constraints.filter(id => nameOf(id) !== name);
              expect(possible(others, [...kept, ...answer.assumptions])).toBe(true);
            }
            for (const literal of answer.assumptions) {
              const others = answer.assumptions.filter(other => other !== literal);
              expect(possible(answer.constraints, [...kept, ...others])).toBe(true);
            }
          }
        },
      ),
      runs(200),
    );
    expect(explained).toBeGreaterThan(40);
  });

  it('tells the one story there is', () => {
    const solver = new Solver({ traced: true });
    const first = solver.addVariables(7);
    const [app, lib, other, old, recent, more, unrelated] = Array.from(
      { length: 7 },
      (_, i) => first + i,
    ) as [Variable, Variable, Variable, Variable, Variable, Variable, Variable];
    const story = [
      solver.addRequirement(app, [lib]),
      solver.addRequirement(app, [other]),
      solver.addRequirement(lib, [old]),
      solver.addRequirement(other, [recent, more]),
      solver.addAtMostOne([old, recent, more, unrelated]),
    ];
    solver.addRequirement(app, [unrelated, lib]);
    const refusal = solver.solve([positive(unrelated), positive(app)]);
    if (refusal.outcome !== 'unsatisfiable') throw new Error(refusal.outcome);
    const { core, constraints = [] } = refusal;
    const answer = explainRefusal(solver, { core, constraints });
    expect(answer).toMatchObject({ outcome: 'explained' });
    if (answer.outcome !== 'explained') return;
    const needed = answer.assumptions.includes(positive(unrelated)) ? [0, 2, 4] : [0, 1, 2, 3, 4];
    expect([...answer.constraints].sort()).toEqual(needed.map(i => story[i]));
  });

  it('sees that the guard of one group may be a member of another', () => {
    const solver = new Solver({ traced: true });
    const first = solver.addVariables(4);
    const [a, b, c, guard] = [0, 1, 2, 3].map(i => (first + i) as Variable) as [
      Variable,
      Variable,
      Variable,
      Variable,
    ];
    solver.addRequirement(a, [b]);
    solver.addAtMostOne([b, c], negative(guard));
    solver.addAtMostOne([b, a], negative(c));
    const refusal = solver.solve([negative(guard), positive(a)]);
    if (refusal.outcome !== 'unsatisfiable') throw new Error(refusal.outcome);
    const { core, constraints = [] } = refusal;
    expect(explainRefusal(solver, { core, constraints })).toMatchObject({ constraints: { length: 3 } });
  });

  it('honours a limit', () => {
    const { solver, goal } = pigeonhole(7, { traced: true });
    const refusal = solver.solve([positive(goal)]);
    if (refusal.outcome !== 'unsatisfiable') throw new Error(refusal.outcome);
    const { core, constraints = [] } = refusal;
    expect(explainRefusal(solver, { core, constraints }, { conflictLimit: 3 })).toEqual({
      outcome: 'unknown',
      reason: 'conflicts',
    });
    const answer = explainRefusal(solver, { core, constraints });
    expect(answer).toMatchObject({ outcome: 'explained', constraints: { length: solver.constraints } });
  });
});
