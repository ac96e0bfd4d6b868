// A limit that is reached is told, never a wrong answer, and the solver can be asked again.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { positive, type Variable } from '../../src/solver/sat/literal.js';
import { proveAll } from '../../src/solver/sat/prove-all.js';
import { Solver } from '../../src/solver/sat/solver.js';
import { runs } from '../support/long.js';
import { assumptionsUpTo, choicesOf, pigeonhole, problemsOf, puzzlesOf, solverOf } from './problems.js';

describe('a limit', () => {
  it('of conflicts', () => {
    const { solver, goal } = pigeonhole(9);
    expect(solver.solve([positive(goal)], { conflictLimit: 10 })).toEqual({
      outcome: 'unknown',
      reason: 'conflicts',
    });
    expect(solver.effort.conflicts).toBe(10);
    expect(solver.solve([positive(goal)]).outcome).toBe('unsatisfiable');
  });

  it('of steps', () => {
    const { solver, goal } = pigeonhole(9);
    expect(solver.solve([positive(goal)], { stepLimit: 1000 })).toEqual({
      outcome: 'unknown',
      reason: 'steps',
    });
    expect(solver.effort.steps).toBeLessThan(2000);
    expect(solver.solve([positive(goal)]).outcome).toBe('unsatisfiable');
  });

  it('of steps, in the middle of what follows from the constraints alone', () => {
    const solver = new Solver();
    const first = solver.addVariables(1000);
    const at = (i: number) => (first + i) as Variable;
    for (let i = 0; i < 999; i++) solver.addRequirement(at(i), [at(i + 1)]);
    solver.addClause([positive(first)]);
    let rounds = 0;
    while (solver.solve([], { stepLimit: 100 }).outcome === 'unknown') rounds++;
    expect(rounds).toBeGreaterThan(5);
    expect(rounds).toBeLessThan(100);
    expect(solver.solve([])).toMatchObject({
      outcome: 'satisfiable',
      model: { trueVariables: { length: 1000 } },
    });
  });

  it.each([false, true])('of memory (traced: %s)', traced => {
    const stated = pigeonhole(11).solver.memory;
    for (const [room, expected] of [
      [10_000, 'memory'],
      // Forgetting makes enough room to go on.
      [100_000, 'conflicts'],
    ] as const) {
      const memoryLimit = stated + room;
      const { solver, goal } = pigeonhole(11, { traced, memoryLimit });
      const easy = solver.addVariable();
      const outcome = solver.solve([positive(goal)], { conflictLimit: 20_000 });
      expect(outcome).toEqual({ outcome: 'unknown', reason: expected });
      expect(solver.memory).toBeLessThan(memoryLimit);
      expect(solver.solve([positive(easy)]).outcome).toBe('satisfiable');
    }
  });

  it('of memory that the constraints alone exceed', () => {
    const { solver, goal } = pigeonhole(5, { memoryLimit: 1000 });
    expect(solver.solve([positive(goal)])).toEqual({ outcome: 'unknown', reason: 'memory' });
  });

  it('changes no answer but to unknown', () => {
    let unknown = 0;
    fc.assert(
      fc.property(
        problemsOf(25, 90),
        fc.array(fc.tuple(assumptionsUpTo(25, 3), fc.nat(400), fc.nat(3)), { maxLength: 8, size: 'max' }),
        (problem, questions) => {
          const limited = solverOf(problem, { traced: true });
          const free = solverOf(problem);
          for (const [assumptions, stepLimit, conflicts] of questions) {
            const outcome = limited.solve(assumptions, { stepLimit, conflictLimit: conflicts + 1 });
            if (outcome.outcome === 'unknown') unknown++;
            else expect(outcome.outcome).toBe(free.solve(assumptions).outcome);
          }
        },
      ),
      runs(100),
    );
    expect(unknown).toBeGreaterThan(5);
  });

  it('of memory changes no answer but to unknown, though learned clauses are forgotten and moved', () => {
    let long = 0;
    fc.assert(
      fc.property(puzzlesOf(60), fc.boolean(), (problem, traced) => {
        const free = solverOf(problem);
        const limited = solverOf(problem, { traced, memoryLimit: free.memory + 24_000 });
        for (const choice of [...choicesOf(0), ...choicesOf(1), ...choicesOf(2)].map(positive)) {
          const outcome = limited.solve([choice], { conflictLimit: 2000 });
          const expected = free.solve([choice]).outcome;
          if (outcome.outcome !== 'unknown') expect(outcome.outcome).toBe(expected);
        }
        // More than there is room for.
        if (limited.effort.conflicts > 300) long++;
      }),
      runs(50),
    );
    expect(long).toBeGreaterThan(3);
  });

  it('holds for each goal of many', () => {
    const { solver, goal } = pigeonhole(9);
    const easy = solver.addVariable();
    const outcomes = proveAll(solver, [goal, easy], { conflictLimit: 10 });
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['unknown', 'satisfiable']);
  });
});
