// Which names lead to which over run-time dependencies, from name to name: enough to say through what a library comes along.

import { isSuperseded } from '../newest.js';
import { remember } from '../remember.js';
import type { Universe } from '../universe.js';
import { declaredNames } from './declared-names.js';

interface NameGraph {
  readonly names: readonly string[];
  readonly numbers: ReadonlyMap<string, number>;
  /** For each name those that ask for it. */
  readonly users: readonly (readonly number[])[];
  /** Names that are asked for and that nothing here has. */
  readonly absent: readonly number[];
}

/** In place of a number of steps: none lead there. */
export const NOWHERE = 255;

/** Steps from each name to `target`, by the number of the name; no more than 254 are counted. */
export function stepsTo(universe: Universe, target: string): Uint8Array {
  const graph = graphOf(universe);
  return remember(universe, stepsTo, target, () => {
    const number = graph.numbers.get(target);
    return walk(graph, number === undefined ? [] : [number]);
  });
}

/** Steps to the nearest name that is asked for and not here: what is behind it nobody knows. */
export function stepsToAbsent(universe: Universe): Uint8Array {
  return remember(universe, stepsToAbsent, null, () => walk(graphOf(universe), graphOf(universe).absent));
}

/** Of these names the one from which the fewest steps lead, the first of equals; null where none leads there. */
export function nearestOf(universe: Universe, names: Iterable<string>, steps: Uint8Array): string | null {
  const { numbers } = graphOf(universe);
  let best: string | null = null;
  let fewest = NOWHERE;
  for (const name of names) {
    const count = steps[numbers.get(name) ?? -1] ?? NOWHERE;
    if (count < fewest) {
      best = name;
      fewest = count;
    }
  }
  return best;
}

function graphOf(universe: Universe): NameGraph {
  return remember(universe, graphOf, null, () => {
    const names = [...universe.byCpn.keys()];
    const numbers = new Map(names.map((name, number) => [name, number]));
    const users: number[][] = names.map(() => []);
    for (const [number, group] of [...universe.byCpn.values()].entries()) {
      const targets = new Set<string>();
      for (const pkg of group) {
        if (pkg.role === 'published' || (pkg.role !== 'installed' && isSuperseded(universe, pkg))) continue;
        for (const { atoms } of declaredNames(universe, pkg))
          for (const name of atoms.keys()) targets.add(name);
      }
      for (const name of targets) {
        let target = numbers.get(name);
        if (target === undefined) {
          target = names.push(name) - 1;
          numbers.set(name, target);
          users.push([]);
        }
        users[target]?.push(number);
      }
    }
    const absent = names.flatMap((name, number) => (universe.byCpn.has(name) ? [] : [number]));
    return { names, numbers, users, absent };
  });
}

/** Breadth first, against the direction of the dependencies. */
function walk({ names, users }: NameGraph, targets: readonly number[]): Uint8Array {
  const steps = new Uint8Array(names.length).fill(NOWHERE);
  const queue = [...targets];
  for (const target of targets) steps[target] = 0;
  for (let at = 0; at < queue.length; at++) {
    const number = queue[at] as number;
    for (const user of users[number] ?? []) {
      if (steps[user] !== NOWHERE) continue;
      steps[user] = Math.min((steps[number] as number) + 1, NOWHERE - 1);
      queue.push(user);
    }
  }
  return steps;
}
