import { describe, expect, it } from 'vitest';
import { sayBuildChange, switchedOff } from '../../../src/rules/words/say-build-change.js';
import { readScenario } from '../../support/scenario.js';

function pair(...lines: readonly string[]) {
  const [from, to] = readScenario(`[binhost]\n${lines.map(line => `CPV: x/${line}`).join('\n\n')}\n`).judged;
  if (from === undefined || to === undefined) throw new Error('two are compared');
  return [from, to] as const;
}

describe('sayBuildChange', () => {
  it.each([
    [['a-2.31-r7', 'a-2.33'], '2.31-r7 -> 2.33'],
    [['a-1\nBUILD_ID: 1', 'a-1\nBUILD_ID: 2'], '1 build 1 -> build 2'],
    [['a-1', 'a-1\nBUILD_ID: 2'], '1 without build number -> build 2'],
    [['a-1', 'a-1'], '1 -> another build of it'],
  ])('%j', (lines, said) => {
    expect(sayBuildChange(...pair(...lines))).toBe(said);
  });
});

describe('switchedOff', () => {
  const of = (before: string, after: string, iuse = 'a b c d') =>
    switchedOff(...pair(`p-1\nIUSE: ${iuse}\nUSE: ${before}`, `p-2\nIUSE: a b c d\nUSE: ${after}`));

  it('names flags that both have and one has on', () => {
    expect(of('b a', 'c')).toEqual(['a', 'b']);
    expect(of('a', 'a')).toBeNull();
    expect(of('e a', 'a', 'a e')).toBeNull();
  });

  it('says nothing where so many went that none explains it', () => {
    expect(of('a b c d', '')).toBeNull();
  });
});
