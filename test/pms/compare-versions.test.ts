import { describe, expect, it } from 'vitest';
import { compareReleases, compareRevisions, compareVersions } from '../../src/pms/compare-versions.js';
import { parseVersion } from '../../src/pms/version.js';
import { readFixture, syntaxErrorOf } from './read-fixture.js';

const { ascending } = readFixture<{ ascending: readonly (readonly string[])[] }>('versions');

describe('compareVersions', () => {
  it('puts the table in its order, each line equal in itself', () => {
    const wrong: string[] = [];
    for (const [i, line] of ascending.entries()) {
      for (const [j, other] of ascending.entries()) {
        for (const a of line) {
          for (const b of other) if (compareVersions(a, b) !== Math.sign(i - j)) wrong.push(`${a} ${b}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('takes parsed versions too', () => {
    expect(compareVersions(parseVersion('1.10'), '1.9')).toBe(1);
    expect(compareVersions('1-r1', parseVersion('1'))).toBe(1);
  });

  it('refuses text that is no version, whichever side it is on', () => {
    expect(syntaxErrorOf(() => compareVersions('1', 'x')).text).toBe('x');
    expect(syntaxErrorOf(() => compareVersions('x', 'x')).text).toBe('x');
    expect(syntaxErrorOf(() => compareVersions('1.', parseVersion('1'))).offset).toBe(1);
  });
});

describe('compareReleases and compareRevisions', () => {
  it('look at their part alone', () => {
    const [a, b] = [parseVersion('1.0-r2'), parseVersion('1.0-r10')];
    expect(compareReleases(a, b)).toBe(0);
    expect(compareRevisions(a, b)).toBe(-1);
    expect(compareRevisions(parseVersion('1'), parseVersion('2-r0'))).toBe(0);
  });
});
