import { describe, expect, it } from 'vitest';
import { changedDependencies } from '../../../src/model/repository/changed-dependencies.js';
import { publishedEbuild } from '../../../src/model/repository/published-ebuild.js';
import { readScenario } from '../../support/scenario.js';
import { readTree } from '../../support/scenario-tree.js';

function changes(built: string, ebuild: string, header = 'ELIBC: glibc') {
  const text = `[binhost]\n${header}\n\nCPV: a/b-1\nEAPI: 8\n${built}\n[tree]\nCPV: a/b-1\n${ebuild}\n`;
  const universe = readScenario(text);
  const [pkg] = universe.judged;
  const tree = readTree(text);
  if (pkg === undefined || tree === null) throw new Error('no package or no tree');
  const now = publishedEbuild(tree, pkg);
  if (now === null) throw new Error('no ebuild');
  return changedDependencies(universe, pkg, now)?.map(change => [
    change.class,
    change.added.join(' '),
    change.removed.join(' '),
  ]);
}

describe('changedDependencies', () => {
  it.each([
    ['RDEPEND: a/c:0/3=', 'RDEPEND: a/c:='],
    ['RDEPEND: a/c:0/3=', 'RDEPEND: a/c:0='],
    ['RDEPEND: a/c:=', 'RDEPEND: a/c:='],
    ['RDEPEND: >=a/c-1:0/3=[x,-y]', 'RDEPEND: >=a/c-1:=[x,-y]'],
    ['RDEPEND: || ( a/c:1/1= a/d )', 'RDEPEND: || ( a/c:= a/d )'],
    ['RDEPEND: a/c >=sys-libs/glibc-2.40', 'RDEPEND: a/c'],
    ['RDEPEND: a/c', 'RDEPEND: a/c sys-libs/glibc:2.2'],
    ['USE: x\nRDEPEND: a/c[x]', 'RDEPEND: x? ( a/c[x?] ) !x? ( a/d )'],
    ['RDEPEND: a/c[-x]', 'RDEPEND: a/c[x=] x? ( a/d )'],
    ['RDEPEND: __const__/empty-any-of', 'EAPI: 8\nRDEPEND: || ( x? ( a/c ) )'],
    ['RDEPEND: a/c a/d', 'RDEPEND: ( a/c ( a/d ) )'],
  ])('%j is what %j comes to', (built, ebuild) => {
    expect(changes(built, ebuild)).toEqual([]);
  });

  it('keeps apart what Portage keeps apart', () => {
    expect(changes('RDEPEND: a/c:0', 'RDEPEND: a/c:=')).toEqual([['RDEPEND', 'a/c:=', 'a/c:0']]);
    expect(changes('RDEPEND: a/c a/c', 'RDEPEND: a/c')).toEqual([['RDEPEND', '', 'a/c']]);
    expect(changes('RDEPEND: a/c a/d', 'RDEPEND: a/d a/c')).toEqual([['RDEPEND', '', '']]);
    expect(changes('RDEPEND: a/c', 'PDEPEND: a/c')).toEqual([
      ['PDEPEND', 'a/c', ''],
      ['RDEPEND', '', 'a/c'],
    ]);
  });

  it('leaves out the C library of the index, at the top level only', () => {
    expect(changes('RDEPEND: >=sys-libs/musl-1', '', 'ELIBC: musl')).toEqual([]);
    expect(changes('RDEPEND: >=sys-libs/musl-1', '')).toEqual([['RDEPEND', '', '>=sys-libs/musl-1']]);
    expect(changes('RDEPEND: || ( sys-libs/glibc a/c )', '')).toEqual([
      ['RDEPEND', '', '|| ( sys-libs/glibc a/c )'],
    ]);
    expect(changes('RDEPEND: >=sys-libs/musl-1 >=sys-libs/glibc-2', '', 'VERSION: 0')).toEqual([]);
  });

  it('knows nothing of a text that breaks the grammar', () => {
    expect(changes('RDEPEND: a/c', 'RDEPEND: a/c )')).toBeUndefined();
  });
});
