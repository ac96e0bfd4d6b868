import { describe, expect, it } from 'vitest';
import {
  formatVersion,
  isVersion,
  parseVersion,
  releaseText,
  revisionDigits,
  versionIn,
} from '../../src/pms/version.js';
import { readFixture, syntaxErrorOf } from './read-fixture.js';

const { ascending, invalid } = readFixture<{
  ascending: readonly (readonly string[])[];
  invalid: readonly string[];
}>('versions');

describe('parseVersion', () => {
  it.each(ascending.flat())('reads %s and gives it back', text => {
    expect(formatVersion(parseVersion(text))).toBe(text);
  });

  it.each(invalid)('refuses %j, and says where', text => {
    const error = syntaxErrorOf(() => parseVersion(text));
    expect(error.text).toBe(text);
    expect(error.offset).toBeLessThanOrEqual(text.length);
    expect(error.rule).toContain('PMS 3.2');
  });

  it('points at what follows a good version', () => {
    expect(syntaxErrorOf(() => parseVersion('1.2_p3-rc1')).offset).toBe(6);
    expect(syntaxErrorOf(() => parseVersion('1.2.')).offset).toBe(3);
  });

  it('knows where the revision starts', () => {
    const version = parseVersion('1.2b_rc3_p-r04');
    expect(releaseText(version)).toBe('1.2b_rc3_p');
    expect(revisionDigits(version)).toBe('04');
    expect(revisionDigits(parseVersion('1.2'))).toBe('');
  });
});

describe('versionIn', () => {
  it('reads a range of a longer text', () => {
    expect(versionIn('pkg-1.2-r3*', 4, 10)).toEqual({ text: '1.2-r3', releaseLength: 3 });
    expect(versionIn('pkg-1.2-r3*', 4, 11)).toBeNull();
  });

  it('takes nothing from beyond the range', () => {
    expect(isVersion('1_alpha', 0, 4)).toBe(false);
    expect(isVersion('1-r12', 0, 4)).toBe(true);
    expect(isVersion('1-r12', 0, 3)).toBe(false);
    expect(isVersion('12', 2, 2)).toBe(false);
  });
});
