import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOWHERE, nearestOf, stepsTo, stepsToAbsent } from '../../../src/model/linking/name-reach.js';
import { runs } from '../../support/long.js';
import { readScenario } from '../../support/scenario.js';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Steps from each name by trying all paths of ever greater length. */
function bruteSteps(edges: ReadonlyMap<string, readonly string[]>, target: string): Map<string, number> {
  const steps = new Map([[target, 0]]);
  for (let count = 1; count <= NAMES.length; count++) {
    for (const [from, targets] of edges)
      if (!steps.has(from) && targets.some(to => steps.get(to) === count - 1)) steps.set(from, count);
  }
  return steps;
}

describe('ways from name to name', () => {
  it('are the shortest that there are', () => {
    const edges = fc.array(fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...NAMES, 'absent')), {
      maxLength: 14,
    });
    fc.assert(
      fc.property(edges, fc.constantFrom(...NAMES), (pairs, target) => {
        const map = new Map(
          NAMES.map(name => [name, pairs.filter(([from]) => from === name).map(([, to]) => to)] as const),
        );
        const universe = readScenario(
          `[binhost]\n${NAMES.map(
            name => `CPV: x/${name}-1\nRDEPEND: ${(map.get(name) ?? []).map(to => `x/${to}`).join(' ')}\n`,
          ).join('\n')}`,
        );
        for (const [goal, steps] of [
          [target, stepsTo(universe, `x/${target}`)],
          ['absent', stepsToAbsent(universe)],
        ] as const) {
          const expected = bruteSteps(map, goal);
          for (const name of NAMES) expect(steps[NAMES.indexOf(name)]).toBe(expected.get(name) ?? NOWHERE);
          const best = NAMES.filter(name => expected.has(name)).sort(
            (a, b) => (expected.get(a) ?? 0) - (expected.get(b) ?? 0),
          )[0];
          expect(
            nearestOf(
              universe,
              NAMES.map(name => `x/${name}`),
              steps,
            ),
          ).toBe(best === undefined ? null : `x/${best}`);
        }
      }),
      runs(100),
    );
  });

  it('lead nowhere to what nobody asks for', () => {
    const universe = readScenario('[binhost]\nCPV: x/a-1\n');
    expect([...stepsTo(universe, 'x/other')]).toEqual([NOWHERE]);
    expect(nearestOf(universe, ['x/a', 'x/other'], stepsTo(universe, 'x/other'))).toBeNull();
  });
});
