// The fewest changes after which a graph has no cycle: a minimum feedback arc set, where one change may take several arcs away. As an
// implicit hitting set: cycles that the best choice so far leaves are added until it leaves none, so that few of the many cycles are ever
// looked at.

export interface Arc {
  readonly from: number;
  readonly to: number;
}

/** What can be done, and the arcs (by position) that it takes away. */
export interface ArcChange {
  readonly arcs: readonly number[];
  /** Of sets with equally many changes the one with the lowest sum is taken. */
  readonly weight: number;
}

export interface Opening {
  /** Positions of changes, ascending. */
  readonly changes: readonly number[];
  /** Whether no smaller set is possible; false where the search was cut short. */
  readonly isSmallest: boolean;
}

/** Sets looked at in one call; graphs of real indices need some hundreds. */
const STEP_LIMIT = 500_000;

/**
 * Null where a cycle has no change. `mustOpen` names the arcs whose cycles count, all unless given. Weights together stay far below
 * `HEAVY`, so that the number of changes decides.
 */
export function smallestOpening(
  count: number,
  arcs: readonly Arc[],
  changes: readonly ArcChange[],
  {
    mustOpen = () => true,
    stepLimit = STEP_LIMIT,
  }: { mustOpen?: (arc: number) => boolean; stepLimit?: number } = {},
): Opening | null {
  const changesOf: number[][] = arcs.map(() => []);
  for (const [at, change] of changes.entries()) for (const arc of change.arcs) changesOf[arc]?.push(at);
  const costs = changes.map(({ weight }) => HEAVY + weight);
  const leftBy = (chosen: readonly number[]): readonly (readonly number[])[] => {
    const gone = new Set(chosen.flatMap(at => changes[at]?.arcs ?? []));
    return remainingCycles(count, arcs, gone, mustOpen).map(cycle =>
      [...new Set(cycle.flatMap(arc => changesOf[arc] ?? []))].sort((a, b) => a - b),
    );
  };
  const cycles = new Map<string, readonly number[]>();
  const budget = { steps: stepLimit };
  for (;;) {
    let found = cheapestHit([...cycles.values()], costs, budget);
    let left = leftBy(found);
    if (left.some(({ length }) => length === 0)) return null;
    const isSmallest = budget.steps > 0;
    // What is chosen by then stays, and what is still closed is opened as well as can be seen.
    while (!isSmallest && left.length > 0) {
      found = [...found, ...greedyHit(left, at => costs[at] as number)];
      left = leftBy(found);
      if (left.some(({ length }) => length === 0)) return null;
    }
    if (left.length === 0) return { changes: [...found].sort((a, b) => a - b), isSmallest };
    for (const able of left) cycles.set(able.join(' '), able);
  }
}

const HEAVY = 1_000_000;

/** Of each arc that is left and counts a shortest cycle through it, as its arcs. */
function remainingCycles(
  count: number,
  arcs: readonly Arc[],
  gone: ReadonlySet<number>,
  mustOpen: (arc: number) => boolean,
): readonly (readonly number[])[] {
  const leaving: number[][] = Array.from({ length: count }, () => []);
  for (const [at, { from }] of arcs.entries()) if (!gone.has(at)) leaving[from]?.push(at);
  return arcs.flatMap(({ from, to }, at) => {
    if (gone.has(at) || !mustOpen(at)) return [];
    const back = shortestPath(count, arcs, leaving, to, from);
    return back === null ? [] : [[at, ...back]];
  });
}

/** By breadth; null where none leads there. */
function shortestPath(
  count: number,
  arcs: readonly Arc[],
  leaving: readonly (readonly number[])[],
  start: number,
  goal: number,
): readonly number[] | null {
  const cameBy = new Int32Array(count).fill(-1);
  const queue = [start];
  const seen = new Set(queue);
  for (const node of queue) {
    if (node === goal) break;
    for (const at of leaving[node] ?? []) {
      const { to } = arcs[at] as Arc;
      if (seen.has(to)) continue;
      seen.add(to);
      cameBy[to] = at;
      queue.push(to);
    }
  }
  if (!seen.has(goal)) return null;
  const path: number[] = [];
  for (let node = goal; node !== start; ) {
    const at = cameBy[node] as number;
    path.push(at);
    node = (arcs[at] as Arc).from;
  }
  return path;
}

type Sets = readonly (readonly number[])[];

/** Elements of least cost that hit every set: branch and bound, with the best that steps allow. */
function cheapestHit(sets: Sets, costs: readonly number[], budget: { steps: number }): readonly number[] {
  const costOf = (at: number) => costs[at] as number;
  let best = greedyHit(sets, costOf);
  let bestCost = sum(best.map(costOf));

  /** No set that is hit already is among `open`; of `open` no element is `barred`. */
  const search = (open: Sets, chosen: readonly number[], cost: number): void => {
    if (open.length === 0) {
      if (cost < bestCost) {
        best = chosen;
        bestCost = cost;
      }
      return;
    }
    if (budget.steps <= 0 || cost + lowerBound(open, costOf) >= bestCost) return;
    budget.steps -= open.length;
    const narrowest = open.reduce((least, set) => (set.length < least.length ? set : least));
    let left: Sets = open;
    for (const element of [...narrowest].sort((a, b) => costOf(a) - costOf(b) || a - b)) {
      search(
        left.filter(set => !set.includes(element)),
        [...chosen, element],
        cost + costOf(element),
      );
      // From here on without it: a set that needs it cannot be hit any more.
      left = left.map(set => (set.includes(element) ? set.filter(other => other !== element) : set));
      if (left.some(({ length }) => length === 0)) return;
    }
  };
  search(sets, [], 0);
  return best;
}

/** Sets that share no element need one each. */
function lowerBound(open: Sets, costOf: (at: number) => number): number {
  const used = new Set<number>();
  let bound = 0;
  for (const set of [...open].sort((a, b) => a.length - b.length)) {
    if (set.some(element => used.has(element))) continue;
    for (const element of set) used.add(element);
    bound += Math.min(...set.map(costOf));
  }
  return bound;
}

/** Always that which hits most of what is left. */
function greedyHit(sets: Sets, costOf: (at: number) => number): readonly number[] {
  const chosen: number[] = [];
  for (let left = sets; left.length > 0; ) {
    const hits = new Map<number, number>();
    for (const set of left) for (const element of set) hits.set(element, (hits.get(element) ?? 0) + 1);
    const [most] = [...hits].sort(([a, m], [b, n]) => n / costOf(b) - m / costOf(a) || a - b)[0] as [
      number,
      number,
    ];
    chosen.push(most);
    left = left.filter(set => !set.includes(most));
  }
  return chosen;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
