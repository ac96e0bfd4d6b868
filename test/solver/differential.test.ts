// Problems too large to try everything, against minisat or cadical where installed.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { explainRefusal } from '../../src/solver/installability/explain-refusal.js';
import { type Literal, positive } from '../../src/solver/sat/literal.js';
import { lacks } from '../support/lacks.js';
import { runs } from '../support/long.js';
import {
  assumptionsUpTo,
  CHOICES,
  choicesOf,
  clausesOf,
  type Problem,
  problemsOf,
  puzzlesOf,
  solverOf,
  violatedBy,
} from './problems.js';

const PROGRAM = ['minisat', 'cadical'].find(name => spawnSync(name, ['--help']).error === undefined);
const isAlone = lacks('minisat', PROGRAM !== undefined, 'neither minisat nor cadical is installed');

const VARIABLES = 120;
const PLACES = 60;

describe.skipIf(isAlone)('against another solver', () => {
  const directory = mkdtempSync(join(tmpdir(), 'solver-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  function isPossible(clauses: readonly (readonly Literal[])[]): boolean {
    const name = (literal: Literal) => ((literal & 1) === 1 ? -(literal >> 1) : literal >> 1);
    const lines = clauses.map(clause => `${[...clause.map(name), 0].join(' ')}\n`);
    const file = join(directory, 'problem.cnf');
    writeFileSync(
      file,
      `p cnf ${Math.max(VARIABLES, PLACES * CHOICES)} ${clauses.length}\n${lines.join('')}`,
    );
    const { status } = spawnSync(PROGRAM!, [file]);
    if (status !== 10 && status !== 20) throw new Error(`${PROGRAM} ends with ${status}`);
    return status === 10;
  }

  function cnfOf(problem: Problem): Literal[][] {
    return problem.constraints.flatMap(clausesOf);
  }

  it('answers agree where the search is long', () => {
    const seen = { satisfiable: 0, unsatisfiable: 0, unknown: 0, conflicts: 0 };
    fc.assert(
      fc.property(puzzlesOf(PLACES), problem => {
        const solver = solverOf(problem, { traced: true });
        const clauses = cnfOf(problem);
        const outcome = solver.solve([]);
        seen[outcome.outcome]++;
        seen.conflicts += solver.effort.conflicts;
        expect(outcome.outcome === 'satisfiable').toBe(isPossible(clauses));
        if (outcome.outcome === 'satisfiable') {
          expect(violatedBy(outcome.model, clauses)).toEqual([]);
          // What was learned serves the next question.
          for (const choice of choicesOf(0).map(positive)) {
            expect(solver.solve([choice]).outcome === 'satisfiable').toBe(isPossible([...clauses, [choice]]));
          }
        }
        if (outcome.outcome !== 'unsatisfiable') return;
        const used = outcome.constraints!.flatMap(id => clausesOf(problem.constraints[id]!));
        expect(isPossible(used)).toBe(false);
      }),
      runs(40),
    );
    expect(Math.min(seen.satisfiable, seen.unsatisfiable)).toBeGreaterThan(5);
    expect(seen.conflicts).toBeGreaterThan(1000);
  });

  it('answers agree, models hold, reasons suffice', () => {
    const seen = { satisfiable: 0, unsatisfiable: 0, unknown: 0 };
    fc.assert(
      fc.property(problemsOf(VARIABLES, 500), assumptionsUpTo(VARIABLES, 4), (problem, assumptions) => {
        const solver = solverOf(problem, { traced: true });
        const clauses = cnfOf(problem);
        const asked = assumptions.map(literal => [literal]);
        const outcome = solver.solve(assumptions);
        seen[outcome.outcome]++;
        expect(outcome.outcome === 'satisfiable').toBe(isPossible([...clauses, ...asked]));
        if (outcome.outcome === 'satisfiable')
          expect(violatedBy(outcome.model, [...clauses, ...asked])).toEqual([]);
        if (outcome.outcome !== 'unsatisfiable') return;
        const { core, constraints = [] } = outcome;
        const reasons = explainRefusal(solver, { core, constraints });
        if (reasons.outcome !== 'explained') throw new Error(reasons.outcome);
        const used = reasons.constraints.flatMap(id => clausesOf(problem.constraints[id]!));
        expect(isPossible([...used, ...reasons.assumptions.map(literal => [literal])])).toBe(false);
      }),
      runs(100),
    );
    expect(Math.min(seen.satisfiable, seen.unsatisfiable)).toBeGreaterThan(5);
  });
});
