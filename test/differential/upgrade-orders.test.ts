// Orders of small random updates against all orders there are: what the plan calls unsafe has no safe one, and what it prints is walked
// by the independent checker.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeUpgrade } from '../../src/answer/upgrade.js';
import { planUpgrade } from '../../src/solver/upgrade/plan-upgrade.js';
import { checkUpgrade } from '../support/check-upgrade.js';
import { runs } from '../support/long.js';
import { readScenario } from '../support/scenario.js';

const RUNS = 600;

const NAMES = ['a', 'b', 'c', 'd', 'e'];
const SONAMES = ['liba.so.1', 'liba.so.2', 'libb.so.1', 'libb.so.2', 'libc9.so.1', 'libd.so.1'];

const atom = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...NAMES.map(name => `x/${name}`)) },
  fc.constantFrom(
    ...NAMES.flatMap(name => [`>=x/${name}-2`, `<x/${name}-2`, `x/${name}:0/1=`, `x/${name}:0/2=`]),
  ),
);
const item = fc.oneof(
  { weight: 4, arbitrary: atom },
  fc.tuple(atom, atom).map(([one, other]) => `|| ( ${one} ${other} )`),
);
const dependencies = fc.array(item, { maxLength: 2 }).map(items => items.join(' '));
const libraries = fc.uniqueArray(fc.constantFrom(...SONAMES), { maxLength: 2 });

const instance = fc.record({ RDEPEND: dependencies, requires: libraries, provides: libraries });
const update = fc.record({
  installed: fc.tuple(...NAMES.map(() => instance)),
  offered: fc.tuple(...NAMES.map(() => instance)),
  critical: fc.uniqueArray(fc.constantFrom(...NAMES.map(name => `x/${name}`)), {
    minLength: 1,
    maxLength: 3,
  }),
});

type Instance = typeof instance extends fc.Arbitrary<infer T> ? T : never;

function entriesOf(instances: readonly Instance[], version: number): string {
  return instances
    .map(({ RDEPEND, requires, provides }, at) => {
      const own = new Set(provides);
      const needs = requires.filter(soname => !own.has(soname));
      return [
        `CPV: x/${NAMES[at]}-${version}`,
        `SLOT: 0/${version}`,
        ...(RDEPEND === '' ? [] : [`RDEPEND: ${RDEPEND}`]),
        ...(needs.length === 0 ? [] : [`REQUIRES: x86_64: ${needs.join(' ')}`]),
        ...(provides.length === 0 ? [] : [`PROVIDES: x86_64: ${provides.join(' ')}`]),
      ].join('\n');
    })
    .join('\n\n');
}

function* permutationsOf<T>(list: readonly T[]): Generator<readonly T[]> {
  if (list.length === 0) yield [];
  for (const [at, first] of list.entries()) {
    for (const rest of permutationsOf(list.filter((_, other) => other !== at))) yield [first, ...rest];
  }
}

describe('orders of small updates', () => {
  it('are safe wherever any order is', () => {
    let unsafe = 0;
    fc.assert(
      fc.property(update, ({ installed, offered, critical }) => {
        const text = `[binhost]\n${entriesOf(offered, 2)}\n\n[installed]\n${entriesOf(installed, 1)}\n`;
        const universe = readScenario(text);
        const answer = planUpgrade(universe, { baseline: 1, critical, mode: 'usepkgonly' });
        expect(answer.outcome).toBe('planned');
        const plan = describeUpgrade(answer, 'from', 'to');
        expect(checkUpgrade(universe, plan, critical)).toEqual([]);
        if (plan.safe) return;
        const safe = [...permutationsOf(plan.steps)].find(
          steps => checkUpgrade(universe, { ...plan, steps, safe: true, broken: [] }, critical).length === 0,
        );
        expect(safe?.map(({ merge }) => merge)).toBeUndefined();
        expect(plan.broken.some(({ inevitable }) => inevitable)).toBe(true);
        unsafe++;
      }),
      { ...runs(RUNS), seed: 3 },
    );
    expect(unsafe).toBeGreaterThan(RUNS / 100);
  }, 60_000);
});
