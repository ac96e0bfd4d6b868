import { describe, expect, it } from 'vitest';
import { atomsOfSet, findGoals, unknownSets } from '../../src/answer/find-goals.js';
import { instanceName } from '../../src/model/package.js';
import { baselinesOf } from '../../src/model/place.js';
import { parseAtom } from '../../src/pms/parse-atom.js';
import { makeClient } from '../support/make-client.js';
import { readScenario } from '../support/scenario.js';

const universe = readScenario(
  '[binhost]\nCPV: x/a-1\n\nCPV: x/a-2\n[installed root]\nCPV: x/a-1\n[world]\nx/a\nx/gone\n',
);
const [root = null] = baselinesOf(universe);
const client = makeClient({ system: [parseAtom('x/a')] });

describe('sets', () => {
  it('are what roots and profiles select', () => {
    expect(atomsOfSet(universe, '@selected', null).map(({ text }) => text)).toEqual(['x/a', 'x/gone']);
    expect(atomsOfSet(universe, '@system', client).map(({ text }) => text)).toEqual(['x/a']);
  });

  it('name others that nobody lists, where a set is asked for', () => {
    const world = { atoms: [], unknownSets: ['@mine'] };
    const sources = universe.sources.map(source => ({ ...source, world }));
    const asked = (word: string) => unknownSets({ ...universe, sources: sources.slice(1) }, [word]);
    expect(asked('@world')).toEqual([{ set: '@mine', selectedOn: 'root' }]);
    expect(asked('x/a')).toEqual([]);
  });

  it('are goals as far as something here matches, the best of each', () => {
    const { packages, absent } = findGoals(universe, ['@selected', 'x/a-1'], null, root);
    expect(packages.map(instanceName)).toEqual(['x/a-2', 'x/a-1']);
    expect(absent).toEqual(['x/gone']);
  });

  it.each([
    ['@other', 'no-set'],
    ['@system', 'set-of-profile'],
    ['@world', 'set-of-root'],
  ])('%s that nobody knows is %s', (word, kind) => {
    const known = readScenario('[binhost]\nCPV: x/a-1\n');
    expect(() => atomsOfSet(known, word, null)).toThrow(expect.objectContaining({ problem: { kind, word } }));
  });
});
