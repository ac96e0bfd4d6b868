import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { positive, type Variable } from '../../../src/solver/sat/literal.js';
import { proveAll } from '../../../src/solver/sat/prove-all.js';
import { Solver } from '../../../src/solver/sat/solver.js';
import { runs } from '../../support/long.js';
import { assumptionsUpTo, clausesOf, problemsOf, solverOf, violatedBy } from '../problems.js';

describe('proveAll', () => {
  it('answers as one question for each goal would', () => {
    const seen = { satisfiable: 0, unsatisfiable: 0, unknown: 0 };
    fc.assert(
      fc.property(problemsOf(30, 80), assumptionsUpTo(30, 1), (problem, assumptions) => {
        const goals = Array.from({ length: 30 }, (_, i) => (i + 1) as Variable);
        const clauses = problem.constraints.flatMap(clausesOf);
        const outcomes = proveAll(solverOf(problem, { traced: true }), goals, { assumptions });
        expect(outcomes).toHaveLength(goals.length);
        for (const [place, outcome] of outcomes.entries()) {
          const asked = [...assumptions, positive(goals[place]!)];
          seen[outcome.outcome]++;
          expect(outcome.outcome).toBe(solverOf(problem).solve(asked).outcome);
          if (outcome.outcome === 'satisfiable') {
            expect(violatedBy(outcome.model, [...clauses, ...asked.map(literal => [literal])])).toEqual([]);
          }
        }
      }),
      runs(100),
    );
    expect(Math.min(seen.satisfiable, seen.unsatisfiable)).toBeGreaterThan(50);
  });

  it.each(['a tree', 'one large cycle'])(
    'needs about as many models as there are versions, not goals: %s',
    shape => {
      const solver = new Solver();
      const [packages, versions] = [500, 4];
      const first = solver.addVariables(packages * versions);
      const versionsOf = (name: number) =>
        Array.from({ length: versions }, (_, version) => (first + name * versions + version) as Variable);
      for (let name = 0; name < packages; name++) {
        solver.addAtMostOne(versionsOf(name));
        const target = shape === 'a tree' ? name >> 1 : (name + 1) % packages;
        for (const variable of versionsOf(name)) solver.addRequirement(variable, versionsOf(target));
      }
      const goals = Array.from({ length: packages * versions }, (_, i) => (first + i) as Variable);
      const outcomes = proveAll(solver, goals);
      expect(outcomes.every(({ outcome }) => outcome === 'satisfiable')).toBe(true);
      expect(new Set(outcomes).size).toBeLessThan(3 * versions);
    },
  );

  it('takes goals more than once, and none', () => {
    const solver = new Solver();
    const a = solver.addVariable();
    const [one, two] = proveAll(solver, [a, a]);
    expect(one).toBe(two);
    expect(proveAll(solver, [])).toEqual([]);
  });
});
