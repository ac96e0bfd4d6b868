import { describe, expect, it } from 'vitest';
import { type Arc, type ArcChange, smallestOpening } from '../../../src/model/graph/smallest-opening.js';
import { runs } from '../../support/long.js';
import { startStopwatch } from '../../support/stopwatch.js';

/** Numbers below 1, the same for one seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const GRAPHS = runs(300);
const FEW = runs(60);

const dropEach = (arcs: readonly Arc[]): readonly ArcChange[] =>
  arcs.map((_, at) => ({ arcs: [at], weight: 0 }));
const read = (text: string): readonly Arc[] =>
  text.split(' ').map(pair => ({ from: Number(pair[0]), to: Number(pair[1]) }));

/** By trying: whether what is left can be laid out without an arc that leads back. */
function isAcyclic(count: number, arcs: readonly Arc[]): boolean {
  const left = new Set(Array.from({ length: count }, (_, node) => node));
  for (;;) {
    const free = [...left].find(node => !arcs.some(({ from, to }) => from === node && left.has(to)));
    if (free === undefined) return left.size === 0;
    left.delete(free);
  }
}

/** Every order of the nodes (as the set of those that stand before): the arcs that lead back have to go. */
function fewestArcs(count: number, arcs: readonly Arc[]): number {
  const best = new Int32Array(1 << count).fill(1_000_000);
  best[0] = 0;
  for (let before = 0; before < 1 << count; before++)
    for (let node = 0; node < count; node++) {
      if ((before & (1 << node)) !== 0) continue;
      const back = arcs.filter(({ from, to }) => from === node && (before & (1 << to)) !== 0).length;
      const with_ = before | (1 << node);
      best[with_] = Math.min(best[with_] as number, (best[before] as number) + back);
    }
  return best[(1 << count) - 1] as number;
}

/** Sets of changes, the small ones first. */
function fewestChanges(count: number, arcs: readonly Arc[], changes: readonly ArcChange[]): number | null {
  for (let size = 0; size <= changes.length; size++) {
    const tryFrom = (at: number, chosen: readonly ArcChange[]): boolean => {
      if (chosen.length === size) {
        const gone = new Set(chosen.flatMap(change => change.arcs));
        return isAcyclic(
          count,
          arcs.filter((_, arc) => !gone.has(arc)),
        );
      }
      return changes.slice(at).some((change, more) => tryFrom(at + more + 1, [...chosen, change]));
    };
    if (tryFrom(0, [])) return size;
  }
  return null;
}

describe('smallestOpening', () => {
  it('takes no arc from what has no cycle, and one from a ring', () => {
    expect(smallestOpening(3, read('01 12 02'), dropEach(read('01 12 02')))).toEqual({
      changes: [],
      isSmallest: true,
    });
    expect(smallestOpening(3, read('01 12 20'), dropEach(read('01 12 20')))?.changes).toHaveLength(1);
    expect(smallestOpening(1, read('00'), dropEach(read('00')))?.changes).toEqual([0]);
  });

  it('takes the arc that two rings share', () => {
    const arcs = read('01 12 20 13 30');
    expect(smallestOpening(4, arcs, dropEach(arcs))?.changes).toEqual([0]);
  });

  it('prefers, of equally many, the lighter; a change of many arcs counts as one', () => {
    const ring = read('01 10');
    const weights = [1, 0].map((weight, at) => ({ arcs: [at], weight }));
    expect(smallestOpening(2, ring, weights)?.changes).toEqual([1]);
    const star = read('01 10 02 20 03 30');
    const all = [...dropEach(star), { arcs: [0, 2, 4], weight: 9 }];
    expect(smallestOpening(4, star, all)?.changes).toEqual([6]);
  });

  it('opens only the cycles that count', () => {
    const arcs = read('01 10 23 32');
    expect(smallestOpening(4, arcs, dropEach(arcs), { mustOpen: arc => arc === 2 })?.changes).toEqual([2]);
  });

  it('says where nothing can be done, and where it did not look to the end', () => {
    const arcs = read('01 10');
    expect(smallestOpening(2, arcs, [])).toBeNull();
    const cut = smallestOpening(2, arcs, dropEach(arcs), { stepLimit: 0 });
    expect(cut).toEqual({ changes: [0], isSmallest: false });
  });

  it(`is as small as brute force on ${GRAPHS.numRuns} random graphs of at most 10 nodes`, () => {
    const next = randomOf(GRAPHS.seed);
    for (let run = 0; run < GRAPHS.numRuns; run++) {
      const count = 2 + Math.floor(next() * 9);
      const density = 0.1 + next() * 0.5;
      const arcs: Arc[] = [];
      for (let from = 0; from < count; from++)
        for (let to = 0; to < count; to++) if (from !== to && next() < density) arcs.push({ from, to });
      const opening = smallestOpening(count, arcs, dropEach(arcs));
      const told = JSON.stringify(arcs);
      expect(opening?.isSmallest, told).toBe(true);
      const gone = new Set(opening?.changes);
      const left = arcs.filter((_, at) => !gone.has(at));
      expect(isAcyclic(count, left), told).toBe(true);
      expect(gone.size, told).toBe(fewestArcs(count, arcs));
    }
  });

  it(`is as small as brute force with changes of several arcs, on ${FEW.numRuns} random graphs`, () => {
    const next = randomOf(GRAPHS.seed);
    for (let run = 0; run < FEW.numRuns; run++) {
      const count = 2 + Math.floor(next() * 5);
      const arcs: Arc[] = [];
      for (let from = 0; from < count; from++)
        for (let to = 0; to < count; to++) if (from !== to && next() < 0.4) arcs.push({ from, to });
      const pick = () => arcs.flatMap((_, at) => (next() < 0.25 ? [at] : []));
      const changes = Array.from({ length: 8 }, () => ({ arcs: pick(), weight: Math.floor(next() * 3) }));
      const opening = smallestOpening(count, arcs, changes);
      expect(opening === null ? null : opening.changes.length, JSON.stringify({ arcs, changes })).toBe(
        fewestChanges(count, arcs, changes),
      );
    }
  });
});

describe('a large graph', () => {
  it('is opened in time, if perhaps not by the fewest', () => {
    const next = randomOf(7);
    const arcs: Arc[] = Array.from({ length: 1_000 }, () => ({
      from: Math.floor(next() * 100),
      to: Math.floor(next() * 100),
    }));
    const stopwatch = startStopwatch();
    const opening = smallestOpening(100, arcs, dropEach(arcs));
    expect(stopwatch()).toBeLessThan(20_000);
    const gone = new Set(opening?.changes);
    expect(
      isAcyclic(
        100,
        arcs.filter((_, at) => !gone.has(at)),
      ),
    ).toBe(true);
  });
});
