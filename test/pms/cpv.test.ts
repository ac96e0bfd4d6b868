import { describe, expect, it } from 'vitest';
import { formatCpn, formatCpv, isCategory, isPackageName, parseCpv } from '../../src/pms/cpv.js';
import { syntaxErrorOf } from './read-fixture.js';

describe('parseCpv', () => {
  it.each([
    ['dev-lang/perl-5.40.0-r1', 'dev-lang', 'perl', '5.40.0-r1'],
    ['dev-lang/perl', 'dev-lang', 'perl', undefined],
    ['media-fonts/font-100dpi-1', 'media-fonts', 'font-100dpi', '1'],
    ['x11-drivers/xf86-video-r128-6.12', 'x11-drivers', 'xf86-video-r128', '6.12'],
    ['a/b-1a-c', 'a', 'b-1a-c', undefined],
    ['a/b-r1', 'a', 'b-r1', undefined],
    ['_c.d+e/7z', '_c.d+e', '7z', undefined],
    ['a/b--1', 'a', 'b-', '1'],
  ])('splits %s', (text, category, name, version) => {
    const cpv = parseCpv(text);
    expect([cpv.category, cpv.package, cpv.version?.text]).toEqual([category, name, version]);
    expect(formatCpv(cpv)).toBe(text);
    expect(formatCpn(cpv)).toBe(`${category}/${name}`);
  });

  it.each([
    ['', 0],
    ['perl-5', 6],
    ['/perl-5', 0],
    ['dev/', 4],
    ['dev/perl-1-2', 4],
    ['dev/perl-1-r1-2-r2', 4],
    ['dev/+perl', 4],
    ['.dev/perl', 0],
    ['a/b/c-1', 2],
    ['dev/perl-1\n', 4],
    ['dév/perl', 0],
  ])('refuses %j at %i', (text, offset) => {
    expect(syntaxErrorOf(() => parseCpv(text)).offset).toBe(offset);
  });
});

describe('names', () => {
  it('may not start with a sign nor, for packages, end in a version', () => {
    expect(['a', '_', '0', 'a.b+c-d'].every(name => isCategory(name))).toBe(true);
    expect(['', '+a', '-a', '.a', 'a b', 'a/b'].some(name => isCategory(name))).toBe(false);
    expect(['a', 'a-', 'a-1x1', 'a-r1', 'gtk+'].every(name => isPackageName(name))).toBe(true);
    expect(['', '+a', 'a.b', 'a-1', 'a-1_p2', 'a-1-r1', '-1'].some(name => isPackageName(name))).toBe(false);
  });
});
