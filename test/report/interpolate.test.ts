import { describe, expect, it } from 'vitest';
import { interpolate } from '../../src/report/interpolate.js';

describe('interpolate', () => {
  it('replaces placeholders by data in words', () => {
    expect(interpolate('{a} of {b}', { a: 'one', b: 2 })).toBe('one of 2');
    expect(interpolate('{list}', { list: ['a/b', 'c/d'] })).toBe('a/b, c/d');
    expect(interpolate('{list}, {none}', { list: [], none: null })).toBe('nothing, nothing');
    expect(interpolate('{flag}', { flag: false })).toBe('false');
  });

  it('says a nearest miss with what differs', () => {
    const nearest = { cpv: 'dev-lang/perl-5.38.2', differs: 'version' };
    expect(interpolate('{nearest}', { nearest })).toBe('dev-lang/perl-5.38.2 (version)');
    expect(interpolate('{nearest}', { nearest: { ...nearest, differs: ['slot', 'use'] } })).toBe(
      'dev-lang/perl-5.38.2 (slot, use)',
    );
    expect(interpolate('{nearest}', { nearest: { ...nearest, differs: null } })).toBe('dev-lang/perl-5.38.2');
    expect(interpolate('{pair}', { pair: { key: 'EAPI', value: 7 } })).toBe('key EAPI, value 7');
  });

  it('leaves a placeholder without data as written, and never reads inherited keys', () => {
    expect(interpolate('{missing} {toString}', {})).toBe('{missing} {toString}');
  });

  it('does not expand what the data contains', () => {
    expect(interpolate('{a}', { a: '{b}', b: 'never' })).toBe('{b}');
    expect(interpolate('{a}', { a: '$&$1' })).toBe('$&$1');
  });

  it('shows control and formatting characters as escapes', () => {
    expect(interpolate('{a}', { a: 'x\u001b[31m\u0007\n\t\u009b\u202e\u{e0001}\ud800y' })).toBe(
      'x\\x1b[31m\\x07\\n\\t\\x9b\\u202e\\u{e0001}\\ud800y',
    );
    expect(interpolate('{a}', { a: 'Grüße 漢字' })).toBe('Grüße 漢字');
  });
});
