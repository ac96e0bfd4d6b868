import { describe, expect, it } from 'vitest';
import { answerUpgrade, decideUpgrade, describeUpgrade, isUnguarded } from '../../src/answer/upgrade.js';
import { readScenario } from '../support/scenario.js';

const universe = readScenario(
  '[binhost]\nCPV: app-shells/bash-5.2\n[installed old]\nCPV: app-shells/bash-5.1\n[installed none]\nCPV: x/a-1\n',
);

describe('an update', () => {
  it('starts from the first baseline unless another is named', () => {
    const answer = answerUpgrade(universe);
    expect(describeUpgrade(answer, 'old', 'live')).toMatchObject({
      safe: true,
      steps: [{ merge: 'app-shells/bash-5.2', replaces: ['app-shells/bash-5.1'] }],
    });
    expect(decideUpgrade(answer)).toBe('pass');
    expect(isUnguarded(answer)).toBe(false);
    const other = answerUpgrade(universe, { baseline: 2 });
    expect(describeUpgrade(other, 'none', 'live').steps).toEqual([]);
    expect(isUnguarded(other)).toBe(true);
  });

  it('needs a baseline', () => {
    const bare = readScenario('[binhost]\nCPV: x/a-1\n');
    expect(() => answerUpgrade(bare)).toThrow(expect.objectContaining({ problem: { kind: 'no-baseline' } }));
  });

  it('is undecided or failed as it ends', () => {
    const answer = answerUpgrade(universe);
    expect(decideUpgrade({ outcome: 'unknown', why: 'conflicts', universe })).toBe('undecided');
    expect(decideUpgrade({ outcome: 'impossible', reasons: [], universe })).toBe('fail');
    if (answer.outcome !== 'planned') throw new Error('it can be planned');
    const heldBack = [{ unknown: 'conflicts' }] as unknown as typeof answer.heldBack;
    expect(decideUpgrade({ ...answer, heldBack })).toBe('undecided');
    const broken = [{}] as unknown as typeof answer.broken;
    expect(decideUpgrade({ ...answer, heldBack, broken })).toBe('fail');
  });
});
