// Small random problems, what their constraints mean as clauses, and the answer by trying everything.

import fc from 'fast-check';
import { type Constraint, literalsOf } from '../../src/solver/sat/constraint.js';
import { type Literal, negate, negative, positive, type Variable } from '../../src/solver/sat/literal.js';
import type { Model } from '../../src/solver/sat/model.js';
import { Solver, type SolverOptions } from '../../src/solver/sat/solver.js';

/** Variables are numbered from 1, as the solver does. */
export interface Problem {
  readonly variables: number;
  readonly constraints: readonly Constraint[];
}

export function variablesUpTo(variables: number): fc.Arbitrary<Variable> {
  return fc.integer({ min: 1, max: variables }).map(number => number as Variable);
}

export function literalsUpTo(variables: number): fc.Arbitrary<Literal> {
  return fc
    .tuple(variablesUpTo(variables), fc.boolean())
    .map(([variable, sign]) => (sign ? positive(variable) : negative(variable)));
}

/** Mostly requirements, as of packages; now and then guarded. */
export function constraintsUpTo(variables: number): fc.Arbitrary<Constraint> {
  const variable = variablesUpTo(variables);
  const literal = literalsUpTo(variables);
  const some = (maxLength: number) => fc.array(variable, { maxLength, size: 'max' });
  return fc
    .tuple(
      fc.oneof<fc.WeightedArbitrary<Constraint>[]>(
        {
          weight: 8,
          arbitrary: fc.record({ kind: fc.constant('requirement'), from: variable, candidates: some(4) }),
        },
        { weight: 3, arbitrary: fc.record({ kind: fc.constant('conflict'), a: variable, b: variable }) },
        { weight: 2, arbitrary: fc.record({ kind: fc.constant('at-most-one'), members: some(5) }) },
        {
          weight: 3,
          arbitrary: fc.record({
            kind: fc.constant('clause'),
            literals: fc.array(literal, { minLength: 1, maxLength: 5, size: 'max' }),
          }),
        },
      ),
      fc.option(literal, { nil: undefined, freq: 5 }),
    )
    .map(([constraint, guard]) => (guard === undefined ? constraint : { ...constraint, guard }));
}

export function problemsOf(variables: number, constraints: number): fc.Arbitrary<Problem> {
  return fc.record({
    variables: fc.constant(variables),
    constraints: fc.array(constraintsUpTo(variables), { maxLength: constraints, size: 'max' }),
  });
}

/** What can be assumed: up to `most` literals. */
export function assumptionsUpTo(variables: number, most: number): fc.Arbitrary<Literal[]> {
  return fc.array(literalsUpTo(variables), { maxLength: most, size: 'max' });
}

/** What may fill a place of a puzzle. */
export const CHOICES = 4;

/** Places to fill with one of a few each, where what fills one forbids some for others; about as many ways to do it as none. */
export function puzzlesOf(places: number): fc.Arbitrary<Problem> {
  return fc
    .array(
      fc.record({
        place: fc.nat(places - 1),
        other: fc.nat(places - 1),
        // For each that fills the one, those that may fill the other, as bits: three of four.
        allowed: fc.array(
          fc.tuple(fc.nat(15), fc.nat(15)).map(([a, b]) => a | b),
          { minLength: CHOICES, maxLength: CHOICES },
        ),
      }),
      { minLength: 3 * places, maxLength: 3.6 * places, size: 'max' },
    )
    .map(pairs => ({
      variables: places * CHOICES,
      constraints: [
        ...Array.from({ length: places }, (_, place): Constraint[] => [
          { kind: 'clause', literals: choicesOf(place).map(positive) },
          { kind: 'at-most-one', members: choicesOf(place) },
        ]).flat(),
        ...pairs.flatMap(({ place, other, allowed }): Constraint[] =>
          place === other
            ? []
            : choicesOf(place).map((from, i) => ({
                kind: 'requirement',
                from,
                candidates: choicesOf(other).filter((_, bit) => ((allowed[i]! >> bit) & 1) === 1),
              })),
        ),
      ],
    }));
}

export function choicesOf(place: number): Variable[] {
  return Array.from({ length: CHOICES }, (_, i) => (1 + place * CHOICES + i) as Variable);
}

export function solverOf(problem: Problem, options?: SolverOptions): Solver {
  const solver = new Solver(options);
  solver.addVariables(problem.variables);
  for (const constraint of problem.constraints) addTo(solver, constraint);
  return solver;
}

export function addTo(solver: Solver, constraint: Constraint): void {
  const { guard } = constraint;
  switch (constraint.kind) {
    case 'requirement':
      solver.addRequirement(constraint.from, constraint.candidates, guard);
      return;
    case 'conflict':
      solver.addConflict(constraint.a, constraint.b, guard);
      return;
    case 'at-most-one':
      solver.addAtMostOne(constraint.members, guard);
      return;
    case 'clause':
      solver.addClause(constraint.literals, guard);
  }
}

export function clausesOf(constraint: Constraint): Literal[][] {
  if (constraint.kind !== 'at-most-one') return [literalsOf(constraint)];
  const off = constraint.guard === undefined ? [] : [negate(constraint.guard)];
  const members = [...new Set(constraint.members)];
  return members.flatMap((a, i) => members.slice(i + 1).map(b => [...off, negative(a), negative(b)]));
}

/** An assignment, a bit for each variable, that satisfies all clauses and literals. */
export function tryEverything(
  variables: number,
  clauses: readonly (readonly Literal[])[],
  literals: readonly Literal[] = [],
): number | undefined {
  // Each clause as the bits that satisfy it by being set, and by being clear.
  const masks = [...clauses, ...literals.map(literal => [literal])].map(clause => {
    const bits = [0, 0] as [number, number];
    for (const literal of clause) bits[(literal & 1) as 0 | 1] |= 1 << (literal >> 1);
    return bits;
  });
  for (let assignment = 0; assignment < 2 ** (variables + 1); assignment += 2) {
    if (masks.every(([set, clear]) => (assignment & set) !== 0 || (~assignment & clear) !== 0)) {
      return assignment;
    }
  }
  return undefined;
}

/** Clauses of which the model, with everything else false, makes no literal true. */
export function violatedBy(model: Model, clauses: readonly Literal[][]): Literal[][] {
  return clauses.filter(clause => !clause.some(literal => model.satisfies(literal)));
}

/** More pigeons than holes: the goal cannot be had, and finding that out takes long. */
export function pigeonhole(pigeons: number, options?: SolverOptions): { solver: Solver; goal: Variable } {
  const solver = new Solver(options);
  const goal = solver.addVariable();
  const places = Array.from({ length: pigeons }, () => {
    const pigeon = solver.addVariable();
    const first = solver.addVariables(pigeons - 1);
    const holes = Array.from({ length: pigeons - 1 }, (_, hole) => (first + hole) as Variable);
    solver.addRequirement(goal, [pigeon]);
    solver.addRequirement(pigeon, holes);
    return holes;
  });
  for (let hole = 0; hole < pigeons - 1; hole++) solver.addAtMostOne(places.map(holes => holes[hole]!));
  return { solver, goal };
}
