import { describe, expect, it } from 'vitest';
import { answerImpact, describeImpact } from '../../src/answer/impact.js';
import { readScenario } from '../support/scenario.js';

describe('what hangs on a package', () => {
  it('is what could not be installed without it', () => {
    const universe = readScenario(
      '[binhost]\nCPV: x/a-1\nRDEPEND: x/b\n\nCPV: x/b-1\n\nCPV: x/c-1\nRDEPEND: x/a\n',
    );
    const { packages } = describeImpact(answerImpact(universe, 'x/b'));
    expect(packages).toEqual([
      {
        ...{ package: 'x/b-1', baseline: null, merged: null },
        build: { withdrawn: ['x/b-1'], lost: ['x/a-1', 'x/c-1'], directly: ['x/a-1'], undecided: [] },
        name: { withdrawn: ['x/b-1'], lost: ['x/a-1', 'x/c-1'], directly: ['x/a-1'], undecided: [] },
      },
    ]);
  });

  it('is what merging it breaks of a system that stands', () => {
    const universe = readScenario(
      '[binhost]\nCPV: x/b-2\n[installed root]\nCPV: x/b-1\nPROVIDES: x86_64: libb.so.1\n\nCPV: x/a-1\nRDEPEND: <x/b-2\nREQUIRES: x86_64: libb.so.1\n',
    );
    expect(describeImpact(answerImpact(universe, 'x/b')).packages).toMatchObject([
      {
        baseline: 'root',
        merged: {
          replaces: 'x/b-1',
          users: ['x/a-1'],
          breaks: [
            { package: 'x/a-1', items: ['<x/b-2'], sonames: [{ abi: 'x86_64', soname: 'libb.so.1' }] },
          ],
        },
      },
    ]);
  });
});
