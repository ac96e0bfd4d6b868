import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Constraint } from '../../../src/solver/sat/constraint.js';
import { negative, positive, type Variable } from '../../../src/solver/sat/literal.js';
import { Solver } from '../../../src/solver/sat/solver.js';
import { runs } from '../../support/long.js';
import {
  addTo,
  assumptionsUpTo,
  clausesOf,
  constraintsUpTo,
  pigeonhole,
  problemsOf,
  solverOf,
  tryEverything,
  variablesUpTo,
  violatedBy,
} from '../problems.js';

const VARIABLES = 9;

function variables<Count extends number>(solver: Solver, count: Count): Variable[] {
  const first = solver.addVariables(count);
  return Array.from({ length: count }, (_, i) => (first + i) as Variable);
}

function trueAfter(solver: Solver, ...goals: Variable[]): number[] {
  const outcome = solver.solve(goals.map(positive));
  if (outcome.outcome !== 'satisfiable') throw new Error(outcome.outcome);
  return [...outcome.model.trueVariables].sort((a, b) => a - b);
}

describe('an answer', () => {
  it('agrees with trying everything: models hold, cores and the constraints they are traced to do not', () => {
    const seen = { satisfiable: 0, unsatisfiable: 0, unknown: 0 };
    fc.assert(
      fc.property(
        problemsOf(VARIABLES, 30),
        fc.array(assumptionsUpTo(VARIABLES, 4), { maxLength: 6, size: 'max' }),
        (problem, questions) => {
          const solver = solverOf(problem, { traced: true });
          const clauses = problem.constraints.flatMap(clausesOf);
          for (const assumptions of questions) {
            const outcome = solver.solve(assumptions);
            seen[outcome.outcome]++;
            const expected = tryEverything(VARIABLES, clauses, assumptions);
            if (outcome.outcome === 'satisfiable') {
              expect(expected).toBeDefined();
              expect(
                violatedBy(outcome.model, [...clauses, ...assumptions.map(literal => [literal])]),
              ).toEqual([]);
            } else if (outcome.outcome === 'unsatisfiable') {
              expect(expected).toBeUndefined();
              expect(assumptions).toEqual(expect.arrayContaining([...outcome.core]));
              const used = outcome.constraints!.flatMap(id => clausesOf(problem.constraints[id]!));
              expect(tryEverything(VARIABLES, used, outcome.core)).toBeUndefined();
            }
          }
        },
      ),
      runs(300),
    );
    // Neither answer is a rarity among the problems.
    expect(seen.unknown).toBe(0);
    expect(Math.min(seen.satisfiable, seen.unsatisfiable)).toBeGreaterThan(60);
  });

  it('is the same whether constraints came before or between the questions', () => {
    const step = fc.record({
      constraints: fc.array(constraintsUpTo(VARIABLES), { maxLength: 8, size: 'max' }),
      assumptions: assumptionsUpTo(VARIABLES, 3),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8, size: 'max' }), steps => {
        const solver = new Solver({ traced: true });
        solver.addVariables(VARIABLES);
        const soFar: Constraint[] = [];
        for (const { constraints, assumptions } of steps) {
          for (const constraint of constraints) addTo(solver, constraint);
          soFar.push(...constraints);
          const outcome = solver.solve(assumptions);
          const fresh = solverOf({ variables: VARIABLES, constraints: soFar }).solve(assumptions);
          expect(outcome.outcome).toBe(fresh.outcome);
          if (outcome.outcome !== 'unsatisfiable') continue;
          const used = outcome.constraints!.flatMap(id => clausesOf(soFar[id]!));
          expect(tryEverything(VARIABLES, used, outcome.core)).toBeUndefined();
        }
      }),
      runs(200),
    );
  });

  it('is the same each time, to the order of the model', () => {
    fc.assert(
      fc.property(problemsOf(40, 80), assumptionsUpTo(40, 3), (problem, assumptions) => {
        const [a, b] = [0, 1].map(() => {
          const solver = solverOf(problem, { traced: true });
          return [solver.solve(assumptions), solver.solve(assumptions.slice(1)), solver.effort];
        });
        expect(a).toEqual(b);
      }),
      runs(50),
    );
  });
});

describe('only what is needed', () => {
  it('becomes true', () => {
    const solver = new Solver();
    const [a, b, c, d, e] = variables(solver, 5) as [Variable, Variable, Variable, Variable, Variable];
    solver.addRequirement(a, [b, c]);
    solver.addRequirement(d, [e]);
    expect(trueAfter(solver, a)).toEqual([a, b]);
    expect(trueAfter(solver, d)).toEqual([d, e]);
    expect(trueAfter(solver)).toEqual([]);
  });

  it('is what can be reached by requirements', () => {
    const edges = fc.array(fc.tuple(fc.nat(29), fc.array(fc.nat(29), { minLength: 1, maxLength: 3 })), {
      maxLength: 40,
      size: 'max',
    });
    fc.assert(
      fc.property(edges, fc.nat(29), (requirements, goal) => {
        const solver = new Solver();
        const all = variables(solver, 30);
        const reached = new Set([goal]);
        for (const place of reached) {
          for (const [from, to] of requirements)
            if (from === place) for (const other of to) reached.add(other);
        }
        for (const [from, to] of requirements) {
          solver.addRequirement(
            all[from]!,
            to.map(place => all[place]!),
          );
        }
        for (const variable of trueAfter(solver, all[goal]!)) expect(reached).toContain(variable - 1);
      }),
    );
  });

  it('is followed where a guard holds, and left alone where it does not', () => {
    const solver = new Solver();
    const [a, b, c, guard] = variables(solver, 4) as [Variable, Variable, Variable, Variable];
    solver.addRequirement(a, [b, c], positive(guard));
    solver.addConflict(b, a, positive(guard));
    solver.addAtMostOne([a, b, c], negative(guard));
    expect(trueAfter(solver, a)).toEqual([a]);
    expect(trueAfter(solver, a, guard)).toEqual([a, c, guard]);
    expect(solver.solve([positive(a), positive(b)]).outcome).toBe('unsatisfiable');
    expect(solver.solve([positive(a), positive(b), negative(guard)]).outcome).toBe('unsatisfiable');
    expect(trueAfter(solver, b, c, guard)).toEqual([b, c, guard]);
    expect(trueAfter(solver, b, c)).toEqual([b, c, guard]);
  });
});

describe('the first candidate', () => {
  it('is taken where it can be', () => {
    const solver = new Solver();
    const [a, b, c, d] = variables(solver, 4) as [Variable, Variable, Variable, Variable];
    solver.addRequirement(a, [c, b, d]);
    expect(trueAfter(solver, a)).toEqual([a, c]);
    expect(trueAfter(solver, a, d)).toEqual([a, d]);
    expect(solver.solve([positive(a), negative(c)])).toMatchObject({
      model: { trueVariables: Int32Array.of(a, b) },
    });
  });

  it('is passed over where what it requires is excluded', () => {
    const solver = new Solver();
    const [a, b, c, d, e] = variables(solver, 5) as [Variable, Variable, Variable, Variable, Variable];
    solver.addRequirement(a, [b, c]);
    solver.addRequirement(b, [d]);
    solver.addRequirement(d, [e]);
    solver.addConflict(a, e);
    expect(trueAfter(solver, a)).toEqual([a, c]);
    solver.addClause([negative(c)]);
    expect(solver.solve([positive(a)])).toMatchObject({ outcome: 'unsatisfiable', core: [positive(a)] });
  });

  it('decides between clauses too, in the order of the literals', () => {
    const solver = new Solver();
    const [a, b, c] = variables(solver, 3) as [Variable, Variable, Variable];
    solver.addClause([positive(c), positive(b)]);
    expect(trueAfter(solver)).toEqual([c]);
    expect(trueAfter(solver, a, b)).toEqual([a, b]);
  });
});

describe('a wish', () => {
  it('is granted where it costs nothing that was granted before', () => {
    const solver = new Solver();
    const [a, b, c, d] = variables(solver, 4) as [Variable, Variable, Variable, Variable];
    solver.addAtMostOne([b, c]);
    const outcome = solver.solve([positive(a)], { wishes: new Set([b, c, d]) });
    expect(outcome).toMatchObject({ model: { trueVariables: Int32Array.of(a, b, d) } });
  });

  it('comes before other candidates', () => {
    const solver = new Solver();
    const [a, b, c, d] = variables(solver, 4) as [Variable, Variable, Variable, Variable];
    solver.addRequirement(a, [b, c, d]);
    solver.addAtMostOne([b, c, d]);
    const outcome = solver.solve([positive(a)], { wishes: new Set([d, c]) });
    expect(outcome).toMatchObject({ model: { trueVariables: Int32Array.of(a, c) } });
    expect(trueAfter(solver, a)).toEqual([a, b]);
  });

  it('that cannot be read leaves the solver as it was', () => {
    const solver = new Solver();
    const [a, b] = variables(solver, 2) as [Variable, Variable];
    const broken = {
      has: () => false,
      *[Symbol.iterator]() {
        yield b;
        throw new Error('no more');
      },
    };
    expect(() => solver.solve([positive(a)], { wishes: broken })).toThrow('no more');
    expect(() => solver.solve([positive(a)], { wishes: new Set([99 as Variable]) })).toThrow(RangeError);
    solver.addConflict(a, b);
    expect(trueAfter(solver, a)).toEqual([a]);
    expect(trueAfter(solver, b)).toEqual([b]);
  });

  it('never spoils the model, nor later answers', () => {
    fc.assert(
      fc.property(
        problemsOf(VARIABLES, 25),
        assumptionsUpTo(VARIABLES, 2),
        fc.array(variablesUpTo(VARIABLES), { maxLength: 9, size: 'max' }),
        (problem, assumptions, wished) => {
          const solver = solverOf(problem);
          const clauses = problem.constraints.flatMap(clausesOf);
          const outcome = solver.solve(assumptions, { wishes: new Set(wished) });
          expect(outcome.outcome === 'satisfiable').toBe(
            tryEverything(VARIABLES, clauses, assumptions) !== undefined,
          );
          if (outcome.outcome === 'satisfiable') {
            expect(violatedBy(outcome.model, [...clauses, ...assumptions.map(literal => [literal])])).toEqual(
              [],
            );
          }
          const next = wished.slice(0, 3).map(positive);
          expect(solver.solve(next).outcome === 'satisfiable').toBe(
            tryEverything(VARIABLES, clauses, next) !== undefined,
          );
        },
      ),
      runs(200),
    );
  });
});

describe('a contradiction among the constraints', () => {
  it('is told with an empty core, whatever is asked', () => {
    const solver = new Solver({ traced: true });
    const [a, b, c] = variables(solver, 3) as [Variable, Variable, Variable];
    solver.addRequirement(c, [b]);
    const facts = [solver.addClause([positive(a)]), solver.addRequirement(a, [b]), solver.addConflict(b, a)];
    for (let round = 0; round < 2; round++) {
      const outcome = solver.solve([positive(c)]);
      expect(outcome).toMatchObject({ outcome: 'unsatisfiable', core: [] });
      expect(outcome.outcome === 'unsatisfiable' && [...outcome.constraints!].sort()).toEqual(facts);
    }
    expect(solver.solve([])).toMatchObject({ outcome: 'unsatisfiable', core: [] });
  });

  it('is told where an assumption is denied by another', () => {
    const solver = new Solver();
    const a = solver.addVariable();
    expect(solver.solve([positive(a), negative(a)])).toMatchObject({ core: [positive(a), negative(a)] });
    expect(solver.solve([positive(a)]).outcome).toBe('satisfiable');
  });
});

describe('a constraint', () => {
  it('is given back as it was added', () => {
    fc.assert(
      fc.property(problemsOf(VARIABLES, 20), problem => {
        const solver = solverOf(problem);
        expect(solver.constraints).toBe(problem.constraints.length);
        for (const [id, constraint] of problem.constraints.entries()) {
          const told = solver.constraint(id as never);
          expect(told.kind).toBe(constraint.kind);
          expect(told.guard).toBe(constraint.guard);
          const always = constraint.kind === 'requirement' && constraint.candidates.includes(constraint.from);
          // Said twice is said once; what requires itself is always satisfied.
          const meaning = clausesOf(told).map(clause => [...new Set(clause)]);
          if (!always) expect(meaning).toEqual(clausesOf(constraint).map(clause => [...new Set(clause)]));
        }
      }),
      runs(50),
    );
  });

  it('speaks only of variables that were added', () => {
    const solver = new Solver();
    const [a, b, c] = variables(solver, 3) as [Variable, Variable, Variable];
    solver.addRequirement(a, [b, c]);
    const own = (c + 1) as Variable;
    for (const stranger of [0 as Variable, own, 99 as Variable, -1 as Variable, Number.NaN as Variable]) {
      expect(() => solver.addRequirement(a, [stranger])).toThrow(RangeError);
      expect(() => solver.addConflict(stranger, a)).toThrow(RangeError);
      expect(() => solver.addAtMostOne([a, stranger])).toThrow(RangeError);
      expect(() => solver.addClause([positive(stranger)])).toThrow(RangeError);
      expect(() => solver.addClause([positive(a)], positive(stranger))).toThrow(RangeError);
      expect(() => solver.solve([positive(stranger)])).toThrow(RangeError);
    }
    expect(() => solver.constraint(99 as never)).toThrow(RangeError);
    expect(trueAfter(solver, a)).toEqual([a, b]);
  });
});

describe('a constraint added after what it speaks of is settled', () => {
  function settled(facts: (solver: Solver, ...variables: Variable[]) => void) {
    const solver = new Solver({ traced: true });
    const [a, b, c, d] = variables(solver, 4) as [Variable, Variable, Variable, Variable];
    facts(solver, a, b, c, d);
    expect(solver.solve([]).outcome).toBe('satisfiable');
    return { solver, a, b, c, d };
  }
  const aHolds = (solver: Solver, a: Variable) => solver.addClause([positive(a)]);
  const bFails = (solver: Solver, _: Variable, b: Variable) => solver.addClause([negative(b)]);

  it.each([2, 3])('excludes the others of a group of %s', size => {
    const { solver, a, b, c } = settled(aHolds);
    solver.addAtMostOne([b, a, c].slice(0, size));
    expect(solver.solve([positive(b)])).toMatchObject({ outcome: 'unsatisfiable', core: [positive(b)] });
  });

  it('is a contradiction where two of a group hold', () => {
    const { solver, a, b, c, d } = settled((known, one, two) => {
      known.addClause([positive(one)]);
      known.addClause([positive(two)]);
    });
    solver.addAtMostOne([c, a, d, b]);
    expect(solver.solve([])).toMatchObject({
      outcome: 'unsatisfiable',
      core: [],
      constraints: { length: 3 },
    });
  });

  it('is followed by what is required', () => {
    const { solver, a, b, c, d } = settled(aHolds);
    solver.addRequirement(a, [c]);
    solver.addRequirement(c, [b, d]);
    expect(trueAfter(solver)).toEqual([a, b, c]);
  });

  it('leaves the only candidate that can still be', () => {
    const { solver, a, b, c, d } = settled(bFails);
    solver.addRequirement(a, [b, c]);
    solver.addConflict(c, d);
    expect(solver.solve([positive(a), positive(d)])).toMatchObject({ outcome: 'unsatisfiable' });
    expect(trueAfter(solver, a)).toEqual([a, c]);
    expect(solver.solve([positive(d), negative(c), positive(a)])).toMatchObject({ outcome: 'unsatisfiable' });
  });

  it('follows from a clause of which all else fails', () => {
    const { solver, a, b, c, d } = settled((known, one, two, three) => {
      known.addClause([positive(one)]);
      known.addClause([negative(two)]);
      known.addClause([negative(three)]);
    });
    solver.addClause([negative(a), positive(b), positive(c), positive(d)]);
    expect(trueAfter(solver)).toEqual([a, d]);
    solver.addClause([negative(a), negative(d), positive(b)]);
    expect(solver.solve([])).toMatchObject({
      outcome: 'unsatisfiable',
      core: [],
      constraints: { length: 5 },
    });
  });
});

describe('what was found', () => {
  it('is known at once for all that need what cannot be', () => {
    const solver = new Solver();
    const all = variables(solver, 1000);
    for (const [i, variable] of all.slice(0, -1).entries()) solver.addRequirement(variable, [all[i + 1]!]);
    solver.addClause([negative(all.at(-1)!)]);
    solver.solve([]);
    const { steps } = solver.effort;
    for (const variable of all)
      expect(solver.solve([positive(variable)])).toMatchObject({ core: [positive(variable)] });
    expect(solver.effort.steps).toBe(steps);
  });

  it('is not searched for again', () => {
    const { solver, goal } = pigeonhole(7);
    const user = solver.addVariable();
    solver.addRequirement(user, [goal]);
    for (const [variable, most] of [
      [goal, 10_000],
      [goal, 0],
      [user, 0],
    ] as const) {
      const { conflicts } = solver.effort;
      expect(solver.solve([positive(variable)])).toMatchObject({ core: [positive(variable)] });
      expect(solver.effort.conflicts - conflicts).toBeLessThanOrEqual(most);
    }
  });
});

describe('size', () => {
  const MILLION = 1_000_000;

  it('a million requirements in a row are followed, and refused from the other end', () => {
    const solver = new Solver({ traced: true });
    const first = solver.addVariables(MILLION);
    for (let i = 0; i < MILLION - 1; i++) {
      solver.addRequirement((first + i) as Variable, [(first + i + 1) as Variable]);
    }
    expect(trueAfter(solver, first)).toHaveLength(MILLION);
    const last = (first + MILLION - 1) as Variable;
    const refused = solver.solve([positive(first), negative(last)]);
    expect(refused).toMatchObject({ outcome: 'unsatisfiable' });
    expect(refused.outcome === 'unsatisfiable' && refused.constraints).toHaveLength(MILLION - 1);
    solver.addClause([negative(last)]);
    expect(solver.solve([positive(first)])).toMatchObject({
      outcome: 'unsatisfiable',
      core: [positive(first)],
    });
  });

  it('a row of choices ends in a conflict that only the first can mend', () => {
    const solver = new Solver();
    const length = 100_000;
    const first = solver.addVariables(2 * length);
    const left = (i: number) => (first + i) as Variable;
    const right = (i: number) => (first + length + i) as Variable;
    for (let i = 0; i < length - 1; i++) {
      solver.addRequirement(left(i), [left(i + 1), right(i + 1)]);
      if (i > 0) solver.addRequirement(right(i), [right(i + 1)]);
    }
    solver.addConflict(left(0), left(length - 1));
    const chosen = trueAfter(solver, left(0));
    expect(chosen).toContain(right(length - 1));
    expect(chosen).toHaveLength(length);
  });

  it('more pigeons than holes', () => {
    const { solver, goal } = pigeonhole(8, { traced: true });
    const outcome = solver.solve([positive(goal)]);
    expect(outcome).toMatchObject({ outcome: 'unsatisfiable', core: [positive(goal)] });
    // Every pigeon counts, and every hole.
    expect(outcome.outcome === 'unsatisfiable' && outcome.constraints).toHaveLength(solver.constraints);
    expect(solver.solve([negative(goal)]).outcome).toBe('satisfiable');
  });
});
