import { describe, expect, it } from 'vitest';
import { describePackage, explainPackage } from '../../src/answer/explain-package.js';
import { RULES } from '../../src/rules/index.js';
import { makeClient } from '../support/make-client.js';
import { readScenario } from '../support/scenario.js';

const universe = readScenario(
  '[binhost]\nCPV: x/a-1\n\nCPV: x/a-2\n\nCPV: x/a-3\nSLOT: 3\nRDEPEND: x/gone\nKEYWORDS: ~amd64\n',
);

describe('what is known of a package', () => {
  it('is told of the first instance of each slot, and what others there are', () => {
    const { packages, others } = describePackage(explainPackage(universe, RULES, 'x/a'));
    expect(packages.map(one => one.package)).toEqual(['x/a-3', 'x/a-2']);
    expect(others).toEqual(['x/a-1']);
    expect(packages[0]?.verdicts).toMatchObject([{ verdict: 'not-installable', baseline: null }]);
    expect(packages[0]?.findings.map(({ rule }) => rule)).toContain('unmet-dependency');
    expect(packages[1]?.impacts).toMatchObject([{ package: 'x/a-2', build: { lost: [] } }]);
    const every = explainPackage(universe, RULES, 'x/a', { every: true });
    expect(describePackage(every)).toMatchObject({ others: [], packages: { length: 3 } });
  });

  it('leaves to the verdicts what they say', () => {
    const { findings } = explainPackage(universe, RULES, 'x/a');
    expect(findings.map(({ rule }) => rule)).not.toContain('not-installable');
  });

  it('is what a client sees of it', () => {
    const { facts } = explainPackage(universe, RULES, 'x/a:3', { client: makeClient() });
    expect(facts[0]?.verdicts[0]?.verdict).toMatchObject({
      verdict: 'not-installable',
      reasons: [{ kind: 'masked' }],
    });
  });
});
