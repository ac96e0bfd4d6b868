// What the solver takes for every variable of generated problems: all at once, one by one, and the reasons of what is refused.
// `npm run build`, then `node bench/solver-prove.mjs [VARIABLES REQUIREMENTS [PINS RARE]]`; see `solver-instance.mjs`.

import { explainRefusal } from '../dist/solver/installability/explain-refusal.js';
import { positive } from '../dist/solver/sat/literal.js';
import { proveAll } from '../dist/solver/sat/prove-all.js';
import { Solver } from '../dist/solver/sat/solver.js';
import { generateInstance, stateInstance } from './solver-instance.mjs';

const ALONE = 20_000;
const EXPLAINED = 1_000;

const [variables, requirements, pins, rare] = process.argv.slice(2).map(Number);
if (variables !== undefined && requirements !== undefined) {
  measure({
    variables,
    requirements,
    seed: 1,
    ...(pins !== undefined && { pins }),
    ...(rare !== undefined && { rare }),
  });
} else {
  measure({ variables: 7_000, requirements: 20, seed: 1 });
  measure({ variables: 20_000, requirements: 15, seed: 1 });
  measure({ variables: 60_000, requirements: 40, seed: 1 });
  measure({ variables: 60_000, requirements: 40, seed: 1, pins: 0, rare: 0.6 });
}

/** @param {import('./solver-instance.mjs').Plan} plan */
function measure(plan) {
  const instance = generateInstance(plan);
  const goals = Array.from({ length: plan.variables }, (_, i) => /** @type {Variable} */ (i + 1));
  const solver = time('stated', () => stateInstance(Solver, instance, { traced: true }));
  tell(
    `${plan.variables} variables, ${solver.constraints} constraints, ${mebibytes(solver.memory)} of tables`,
  );

  const outcomes = time('all proved', () => proveAll(solver, goals));
  const models = new Set(outcomes.filter(({ outcome }) => outcome === 'satisfiable'));
  const refused = outcomes.filter(outcome => outcome.outcome === 'unsatisfiable');
  tell(
    `${goals.length - refused.length} possible in ${models.size} models, ${refused.length} not; ${effort(solver)}`,
  );

  const some = refused.slice(0, EXPLAINED).map(({ core, constraints = [] }) => ({ core, constraints }));
  const reasons = time(`${some.length} explained`, () =>
    some.map(refusal => explainRefusal(solver, refusal)),
  );
  const sizes = reasons.map(reason => (reason.outcome === 'explained' ? reason.constraints.length : 0));
  tell(
    `traced to ${mean(some.map(refusal => refusal.constraints.length))} constraints each, ${mean(sizes)} needed`,
  );

  const alone = stateInstance(Solver, instance);
  const asked = goals.slice(0, ALONE);
  const sized = time(`${asked.length} asked one by one`, () =>
    asked.flatMap(goal => {
      const outcome = alone.solve([positive(goal)]);
      return outcome.outcome === 'satisfiable' ? [outcome.model.trueVariables.length] : [];
    }),
  );
  tell(`models of ${mean(sized)} variables; ${effort(alone)}`);
  tell(`resident ${mebibytes(process.memoryUsage().rss)}\n`);
}

/**
 * CPU seconds, since other things run on the machine too.
 * @template T
 * @param {string} what
 * @param {() => T} work
 */
function time(what, work) {
  const before = process.cpuUsage();
  const start = performance.now();
  const result = work();
  const cpu = process.cpuUsage(before);
  const seconds = [(cpu.user + cpu.system) / 1e6, (performance.now() - start) / 1e3].map(value =>
    value.toFixed(3),
  );
  tell(`${what.padEnd(24)} ${seconds[0]} s of CPU (${seconds[1]} s)`);
  return result;
}

/** @param {readonly number[]} numbers */
function mean(numbers) {
  return (numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length)).toFixed(1);
}

/** @param {Solver} solver */
function effort({ effort: { steps, conflicts } }) {
  return `${steps} steps, ${conflicts} conflicts`;
}

/** @param {number} bytes */
function mebibytes(bytes) {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}

/** @param {string} line */
function tell(line) {
  process.stdout.write(`${line}\n`);
}

/** @typedef {import('../dist/solver/sat/literal.js').Variable} Variable */
