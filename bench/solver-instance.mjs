// Problems shaped like the packages of a binary host, from a seed: packages in one to four versions, of which at most one is chosen;
// each version requires many others, mostly the few that everything requires; some exclude each other.

import { Random } from './generator/random.mjs';

/**
 * @typedef {object} Plan
 * @property {number} variables
 * @property {number} requirements of each variable
 * @property {number} seed
 * @property {number} [conflicts] for each variable
 * @property {number} [pins] for each variable: how often it requires one version and no other
 * @property {number} [rare] what exclude each other are packages beyond this part, that little else requires
 */

/** @type {readonly (readonly [number, number])[]} how many versions, how often */
const VERSIONS = [
  [1, 60],
  [2, 25],
  [3, 10],
  [4, 5],
];
/** How much what is required leans towards the base of the system. */
const BEND = 3;
/** The part that nearly everything requires, and that is therefore kept consistent. */
const BASE = 0.05;

/**
 * Flat lists, so that stating the problem to a solver measures the solver: requirements are runs of `from, count, candidates...`.
 * @param {Plan} plan
 */
export function generateInstance({
  variables,
  requirements,
  seed,
  conflicts = 0.03,
  pins = 0.002,
  rare = 0.4,
}) {
  const random = new Random(seed);
  const groups = makeGroups(random, variables);
  /** @type {number[]} */
  const required = [];
  for (const [rank, group] of groups.entries()) {
    // The versions of a package require nearly the same.
    const targets = Array.from({ length: Math.min(requirements, rank) }, () =>
      pickTarget(random, groups, rank),
    );
    for (const variable of group) {
      for (const target of targets) {
        const versions = random.chance(0.05) ? pickTarget(random, groups, rank) : target;
        const candidates = pickCandidates(
          random,
          versions,
          /** @type {number} */ (versions[0]) < variables * BASE,
          pins / requirements,
        );
        if (random.chance(0.03)) candidates.push(...pickTarget(random, groups, rank).slice(0, 1));
        required.push(variable, candidates.length, ...candidates);
      }
    }
  }
  /** @type {[number, number][]} */
  const excluded = [];
  for (let i = 0; i < variables * conflicts; i++) {
    const first = Math.floor(variables * rare);
    excluded.push([random.between(first, variables), random.between(first, variables)]);
  }
  return { variables, groups, required: Int32Array.from(required), excluded };
}

/** @typedef {ReturnType<typeof generateInstance>} Instance */

/** @param {Random} random @param {number} variables */
function makeGroups(random, variables) {
  /** @type {number[][]} */
  const groups = [];
  for (let next = 1; next <= variables; ) {
    const [size] = random.weighted(VERSIONS);
    const count = Math.min(size, variables + 1 - next);
    groups.push(Array.from({ length: count }, (_, i) => next + i));
    next += count;
  }
  return groups;
}

/** A package nearer to the base, rarely any. @param {Random} random @param {readonly number[][]} groups @param {number} rank */
function pickTarget(random, groups, rank) {
  const near = random.chance(0.001) ? Math.min(groups.length, rank * 2) : rank;
  const at = random.leaning(near, BEND);
  return /** @type {number[]} */ (groups[at]);
}

/** Any version, those from some version on, or one alone; at most three. @param {Random} random @param {readonly number[]} versions @param {boolean} isBase @param {number} pins */
function pickCandidates(random, versions, isBase, pins) {
  const way = random.fraction();
  if (way < 0.8) return versions.slice(0, 3);
  if (way < 1 - pins || isBase) return versions.slice(0, 1 + random.below(Math.min(3, versions.length)));
  return [/** @type {number} */ (random.pick(versions))];
}

/**
 * @param {any} Solver
 * @param {Instance} instance
 * @param {object} [options]
 */
export function stateInstance(Solver, instance, options) {
  const solver = new Solver(options);
  solver.addVariables(instance.variables);
  for (const group of instance.groups) solver.addAtMostOne(group);
  const { required } = instance;
  for (let at = 0; at < required.length; ) {
    const end = at + 2 + /** @type {number} */ (required[at + 1]);
    solver.addRequirement(required[at], [...required.subarray(at + 2, end)]);
    at = end;
  }
  for (const [a, b] of instance.excluded) solver.addConflict(a, b);
  return solver;
}
