import { describe, expect, it } from 'vitest';
import { findSafeSubset, includeList } from '../../../src/model/client/safe-subset.js';
import { instanceName } from '../../../src/model/package.js';
import { parseAtom } from '../../../src/pms/parse-atom.js';
import { readWorld } from '../../support/client-world.js';

function find(packages: string, targets: readonly string[], more = '') {
  const tree = packages.replace(/^BUILD_ID.*\n/gm, '');
  const { universe, chooser } = readWorld(
    `[binhost]\n${packages}\n${more}[tree gentoo]\n${tree}\n[profile amd64]\n`,
  );
  const subset = findSafeSubset(
    universe,
    chooser,
    targets.map(target => chooser.choose(parseAtom(target))),
  );
  return {
    safe: subset.safe.map(instanceName),
    unsafe: subset.unsafe.map(({ package: pkg, need }) => `${instanceName(pkg)} needs ${need.text}`),
    names: includeList(subset),
  };
}

const pkg = (cpv: string, ...lines: string[]) =>
  [`CPV: ${cpv}`, ...lines, 'KEYWORDS: amd64', '', ''].join('\n');

describe('packages that need nothing built', () => {
  it('include what the targets need, and nothing else', () => {
    const world = pkg('a/a-1', 'RDEPEND: a/b') + pkg('a/b-1', 'PDEPEND: a/c') + pkg('a/c-1') + pkg('a/d-1');
    expect(find(world, ['a/a'])).toEqual({
      safe: ['a/a-1', 'a/b-1', 'a/c-1'],
      unsafe: [],
      names: ['a/a', 'a/b', 'a/c'],
    });
  });

  it('leave out what needs something that is not there, all the way up', () => {
    const world = pkg('a/a-1', 'RDEPEND: a/b') + pkg('a/b-1', 'RDEPEND: a/gone') + pkg('a/c-1');
    expect(find(world, ['a/a', 'a/c'])).toEqual({
      safe: ['a/c-1'],
      unsafe: ['a/b-1 needs a/gone', 'a/a-1 needs a/b'],
      names: ['a/c'],
    });
  });

  it('may need each other', () => {
    const world = pkg('a/a-1', 'RDEPEND: a/b') + pkg('a/b-1', 'RDEPEND: a/a');
    expect(find(world, ['a/a']).names).toEqual(['a/a', 'a/b']);
  });

  it('are met by any branch of a choice, and by what a baseline has', () => {
    const world = pkg('a/a-1', 'RDEPEND: || ( a/gone a/b ) a/libc') + pkg('a/b-1');
    expect(find(world, ['a/a']).safe).toEqual([]);
    expect(find(world, ['a/a'], '[installed]\nCPV: a/libc-1\n\n').names).toEqual(['a/a', 'a/b']);
  });

  it('are named with their slot where another of the name is not safe', () => {
    const world =
      pkg('a/a-1', 'RDEPEND: a/gone', 'SLOT: 1') + pkg('a/a-2', 'SLOT: 2') + pkg('a/u-1', 'RDEPEND: a/a:2');
    expect(find(world, ['a/u', 'a/a:1'])).toMatchObject({
      names: ['a/a:2', 'a/u'],
      unsafe: ['a/a-1 needs a/gone'],
    });
  });

  it('are not let in by a slot that lets in an unsafe one', () => {
    const world = pkg('a/a-1') + pkg('a/a-2', 'RDEPEND: a/gone') + pkg('a/u-1', 'RDEPEND: <a/a-2');
    expect(find(world, ['a/u', 'a/a']).names).toEqual([]);
  });
});
