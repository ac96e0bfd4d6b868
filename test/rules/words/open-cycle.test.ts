import { describe, expect, it } from 'vitest';
import { check } from '../../../src/check/check.js';
import { RULES } from '../../../src/rules/index.js';
import { readScenario } from '../../support/scenario.js';
import { readTree } from '../../support/scenario-tree.js';

function judge(text: string) {
  const tree = readTree(text);
  const only = ['dependency-cycle', 'runtime-cycle-refused'];
  const { findings } = check(readScenario(text), [], RULES, { only, ...(tree === null ? {} : { tree }) });
  return findings.map(({ rule, data }) => [rule, data['opening'], data['rebuild']]);
}

const pkg = (name: string, depends: string, more = '') => `CPV: x/${name}-1\nRDEPEND: ${depends}\n${more}\n`;
const ebuild = (name: string, depends: string, iuse = '', more = '') =>
  `CPV: x/${name}-1\nIUSE: ${iuse}\nRDEPEND: ${depends}\n${more}\n`;
const RING = `[binhost]\n${pkg('a', 'x/b', 'IUSE: doc ssl\nUSE: doc\n')}${pkg('b', 'x/c')}${pkg('c', 'x/a')}`;
const REST = `${ebuild('b', 'x/c')}${ebuild('c', 'x/a')}`;

describe('what opens a cycle', () => {
  it('is the dependency that all rings share', () => {
    const text = `[binhost]\n${pkg('a', 'x/b')}${pkg('b', 'x/c x/d')}${pkg('c', 'x/a')}${pkg('d', 'x/a')}`;
    expect(judge(text)).toEqual([['dependency-cycle', ['x/a -> x/b'], null]]);
  });

  it('is not what PDEPEND closes', () => {
    const text = `[binhost]\n${pkg('a', 'x/b', 'PDEPEND: x/c\n')}${pkg('b', 'x/a')}${pkg('c', 'x/b')}`;
    expect(judge(text)).toEqual([['dependency-cycle', ['x/a -> x/b'], null]]);
  });

  it('is a flag, where the ebuild says that one drops as much', () => {
    const flip = 'x/a with USE="-doc"';
    expect(judge(`${RING}[tree gentoo]\n${ebuild('a', 'doc? ( x/b )', 'doc ssl')}${REST}`)).toEqual([
      ['dependency-cycle', [flip], [flip]],
    ]);
    const on = 'x/a with USE="ssl"';
    expect(judge(`${RING}[tree gentoo]\n${ebuild('a', '!ssl? ( x/b )', 'doc ssl')}${REST}`)).toEqual([
      ['dependency-cycle', [on], [on]],
    ]);
  });

  it('counts a flag of several dependencies as one change', () => {
    const star = `[binhost]\n${pkg('a', 'x/b x/c', 'IUSE: doc\nUSE: doc\n')}${pkg('b', 'x/a')}${pkg('c', 'x/a')}`;
    expect(judge(star)[0]?.[1]).toHaveLength(2);
    const tree = `[tree gentoo]\n${ebuild('a', 'doc? ( x/b x/c )', 'doc')}${ebuild('b', 'x/a')}${ebuild('c', 'x/a')}`;
    expect(judge(star + tree)[0]?.[1]).toEqual(['x/a with USE="-doc"']);
  });

  it.each([
    ['the ebuild says something else now', ebuild('a', 'doc? ( x/z )', 'doc ssl')],
    ['REQUIRED_USE forbids it', ebuild('a', 'doc? ( x/b )', 'doc ssl', 'REQUIRED_USE: doc\n')],
    ['it would close the cycle elsewhere', ebuild('a', 'doc? ( x/b ) !doc? ( x/c )', 'doc ssl')],
    ['the ebuild is of another version', ebuild('a', 'doc? ( x/b )', 'doc ssl').replace('a-1', 'a-2')],
    ['nothing of it hangs on a flag', ebuild('a', 'x/b doc? ( x/z )', 'doc ssl')],
  ])('is no flag where %s', (_, own) => {
    expect(judge(`${RING}[tree gentoo]\n${own}${REST}`)).toEqual([
      ['dependency-cycle', ['x/a -> x/b'], null],
    ]);
  });

  it('is no flag that another package asks for', () => {
    const user = pkg('user', 'x/a[doc]');
    const tree = `[tree gentoo]\n${ebuild('a', 'doc? ( x/b )', 'doc ssl')}${REST}`;
    expect(judge(`${RING}${user}${tree}`)).toEqual([['dependency-cycle', ['x/a -> x/b'], null]]);
  });

  it('opens of a refused cycle only what goes through a slot operator', () => {
    const text = `[binhost]\n${pkg('a', 'x/b:0/6= x/c')}${pkg('b', 'x/a', 'SLOT: 0/6\n')}${pkg('c', 'x/a')}`;
    expect(judge(text)).toEqual([
      ['runtime-cycle-refused', ['x/a -> x/b'], 'one member without the flag that closes the cycle'],
    ]);
  });
});

describe('a cycle of very many', () => {
  it('is told without what opens it', () => {
    const ring = (count: number) =>
      Array.from({ length: count }, (_, at) => pkg(`p${at}x`, `x/p${(at + 1) % count}x`)).join('');
    expect(judge(`[binhost]\n${ring(100)}`)[0]?.[1]).toHaveLength(1);
    expect(judge(`[binhost]\n${ring(101)}`)).toEqual([['dependency-cycle', null, null]]);
  });
});
