import { describe, expect, it } from 'vitest';
import { findPackages } from '../../src/cli/find-packages.js';
import { tellPackages } from '../../src/cli/tell-packages.js';
import { PLAIN } from '../../src/report/palette.js';
import { readScenario } from '../support/scenario.js';

const scenario = (...packages: readonly (readonly [cpv: string, needs: string])[]) =>
  readScenario(`[binhost]\n${packages.map(([cpv, needs]) => `CPV: ${cpv}\nRDEPEND: ${needs}\n`).join('\n')}`);

const tell = (universe: ReturnType<typeof scenario>, words: string) =>
  tellPackages({ universe, inputs: [] }, words, { width: 100, palette: PLAIN }).split('\n');

describe('explain SOURCE ATOM', () => {
  const chain = scenario(
    ['x/a-1', 'x/b'],
    ['x/b-1', 'x/c'],
    ['x/c-1', ''],
    ['x/d-1', 'x/b x/c'],
    ['x/e-1', 'x/f'],
  );

  it('speaks of one need and of one package in the singular', () => {
    expect(tell(chain, 'x/b')[0]).toBe('x/b-1  slot 0: its only need is met');
    expect(tell(chain, 'x/b')).toContain('  pulls in 1 package, all needs met');
    expect(tell(chain, 'x/e')[0]).toBe('x/e-1  slot 0: its only need is not met');
    expect(tell(chain, 'x/c')[0]).toBe('x/c-1  slot 0: needs nothing');
  });

  it('counts several', () => {
    expect(tell(chain, 'x/d')[0]).toBe('x/d-1  slot 0: all 2 needs met');
    expect(tell(chain, 'x/a')).toContain('  pulls in 2 packages with what they pull in, all needs met');
    const partly = scenario(['x/a-1', 'x/b x/c'], ['x/b-1', '']);
    expect(tell(partly, 'x/a')[0]).toBe('x/a-1  slot 0: 1 of 2 needs not met');
  });
});

describe('packages that are not there', () => {
  it('names the one, or those, that are', () => {
    const find = (...cpvs: readonly string[]) =>
      findPackages(scenario(...cpvs.map(cpv => [cpv, ''] as const)), '>x/a-9');
    expect(() => find('x/a-1')).toThrow("no x/a here matches '>x/a-9'; there is x/a-1");
    expect(() => find('x/a-1', 'x/a-2')).toThrow("no x/a here matches '>x/a-9'; there are x/a-1, x/a-2");
  });
});
