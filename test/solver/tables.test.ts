// The growing tables under the solver.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CandidateLists } from '../../src/solver/sat/candidate-lists.js';
import { ClauseArena, HEADER, TAG } from '../../src/solver/sat/clause-arena.js';
import { IntStack } from '../../src/solver/sat/int-stack.js';
import { ListArena } from '../../src/solver/sat/list-arena.js';
import { luby } from '../../src/solver/sat/luby.js';
import { RecentVariables } from '../../src/solver/sat/recent-variables.js';

it('IntStack keeps what is pushed', () => {
  const stack = new IntStack();
  for (let i = 0; i < 1000; i++) stack.push(i);
  expect([...stack.data.subarray(0, stack.size)]).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  expect(stack.bytes).toBeLessThan(1000 * 4 * 2);
});

it('ListArena keeps lists apart, also when trimmed in between', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(6), fc.integer()), { maxLength: 300, size: 'max' }),
      fc.nat(50),
      (pushes, often) => {
        const arena = new ListArena();
        const lists: number[][] = [];
        for (const [place, [list, value]] of pushes.entries()) {
          while (lists.length <= list) {
            arena.addLists(1);
            lists.push([]);
          }
          arena.push(list, value | 0);
          lists[list]!.push(value | 0);
          if (place % (often + 1) === 0) arena.trim();
        }
        for (const [list, values] of lists.entries()) {
          const start = arena.start[list]!;
          expect([...arena.data.subarray(start, start + arena.size[list]!)]).toEqual(values);
        }
      },
    ),
  );
});

it('ClauseArena closes the gaps that removed clauses leave', () => {
  const arena = new ClauseArena();
  const literals = (n: number) => Array.from({ length: 2 + (n % 4) }, (_, i) => n * 10 + i);
  const trace = (n: number) => Array.from({ length: n % 3 }, (_, i) => -n - i);
  const refs = Array.from({ length: 20 }, (_, n) => arena.add(literals(n), 2 + (n % 4), n, trace(n)));
  for (const n of [0, 3, 4, 19]) arena.remove(refs[n]!);
  const kept = refs.map((ref, n) => ({ ref, n })).filter(({ ref }) => !arena.isRemoved(ref));
  arena.planMoves();
  const moved = kept.map(({ ref, n }) => ({ ref: arena.forward(ref), n }));
  arena.compact();
  expect(moved).toHaveLength(16);
  for (const { ref, n } of moved) {
    const { data } = arena.words;
    const end = ref + HEADER + data[ref]!;
    expect(data[ref + TAG]).toBe(n);
    expect([...data.subarray(ref + HEADER, end)]).toEqual(literals(n));
    expect([...data.subarray(end, end + data[ref + 1]!)]).toEqual(trace(n));
  }
});

it('CandidateLists finds each list, in its order', () => {
  const lists = new CandidateLists();
  const all = Array.from({ length: 500 }, (_, n) => [n % 7, n % 31, n]);
  const places = all.map((list, n) => {
    expect(lists.find(list)).toBe(0);
    return lists.add(list, n);
  });
  expect(all.map(list => lists.find(list))).toEqual(places);
  expect(lists.find([1, 0, 0])).toBe(0);
});

it('luby', () => {
  const start = [1, 1, 2, 1, 1, 2, 4, 1, 1, 2, 1, 1, 2, 4, 8, 1];
  expect(start.map((_, i) => luby(i))).toEqual(start);
});

describe('RecentVariables', () => {
  it('forgets the oldest', () => {
    const recent = new RecentVariables();
    expect(recent.count).toBe(0);
    for (let i = 0; i < 100; i++) recent.add(i);
    expect(Array.from({ length: recent.count }, (_, ago) => recent.at(ago))).toEqual(
      Array.from({ length: recent.count }, (_, ago) => 99 - ago),
    );
    expect(recent.count).toBeGreaterThan(8);
  });
});
