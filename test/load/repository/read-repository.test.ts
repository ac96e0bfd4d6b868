import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  eclassFolders,
  openRepositories,
  openRepository,
} from '../../../src/load/repository/read-repository.js';
import { cpvOf, listEbuilds } from '../../../src/load/repository/read-repository-ebuilds.js';
import { makeRepository } from '../../support/make-repository.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

const directory = useTemporaryDirectory();
const make = (options: Parameters<typeof makeRepository>[1]) => makeRepository(directory.path, options);

describe('openRepository', () => {
  it('knows name, layout and categories', () => {
    const location = make({ name: 'base', masters: ['x'], ebuilds: { 'app-misc/a-1': '' } });
    expect(openRepository(location)).toMatchObject({
      location,
      name: 'base',
      layout: { masters: ['x'] },
      categories: ['app-misc'],
    });
  });

  it('refuses what is no repository, by what is missing', () => {
    expect(() => openRepository(join(directory.path, 'none'))).toThrow('there is no such file or directory');
    mkdirSync(join(directory.path, 'empty'));
    expect(() => openRepository(join(directory.path, 'empty'))).toThrow('has no profiles/repo_name');
    expect(() => openRepository(directory.write('file', ''))).toThrow('is not a directory');
    const odd = make({ name: 'odd', files: { 'profiles/repo_name': 'a b\n' } });
    expect(() => openRepository(odd)).toThrow("'a b', which is no name of a repository");
  });

  it('does not wait for a pipe', () => {
    const location = make({ name: 'base' });
    execFileSync('rm', [join(location, 'metadata/layout.conf')]);
    execFileSync('mkfifo', [join(location, 'metadata/layout.conf')]);
    expect(() => openRepository(location)).toThrow('is not a regular file');
  });
});

describe('openRepositories', () => {
  it('puts masters first and finds them by name or alias', () => {
    const base = make({ name: 'base', layout: 'aliases = main\n' });
    const middle = make({ name: 'middle', masters: ['base'] });
    const top = make({ name: 'top', masters: ['main', 'middle'] });
    const opened = openRepositories([top, middle, base]);
    expect(opened.map(({ name }) => name)).toEqual(['base', 'middle', 'top']);
    expect(opened[2]?.masters.map(({ name }) => name)).toEqual(['base', 'middle']);
    expect(eclassFolders(opened[2]!)).toEqual([top, middle, base].map(place => join(place, 'eclass')));
  });

  it('names a master that is missing, masters in a circle, and a name that two have', () => {
    const lonely = make({ name: 'lonely', masters: ['gentoo'] });
    expect(() => openRepositories([lonely])).toThrow("its master 'gentoo' is not here");
    const a = make({ name: 'a', masters: ['b'] });
    const b = make({ name: 'b', masters: ['a'] });
    expect(() => openRepositories([a, b])).toThrow('a -> b -> a');
    const twin = makeRepository(join(directory.path, 'other'), { name: 'b' });
    expect(() => openRepositories([twin, b])).toThrow("has the name 'b', as has");
  });
});

describe('listEbuilds', () => {
  const list = (...locations: string[]) => listEbuilds(openRepositories(locations).at(-1)!);

  it('lists ebuilds by name and version, in its own categories and its masters', () => {
    const base = make({ name: 'base', ebuilds: { 'dev-libs/x-1': '' } });
    const overlay = make({
      name: 'overlay',
      masters: ['base'],
      ebuilds: { 'app-misc/a-10': '', 'app-misc/a-9-r1': '', 'app-misc/a-9': '', 'dev-libs/x-y-2_rc1': '' },
      files: {
        'profiles/categories': 'app-misc\n',
        'distfiles/a/a-1.ebuild': '',
        'app-misc/metadata.xml': '',
      },
    });
    expect(list(base, overlay).ebuilds.map(cpvOf)).toEqual([
      'app-misc/a-9',
      'app-misc/a-9-r1',
      'app-misc/a-10',
      'dev-libs/x-y-2_rc1',
    ]);
  });

  it('tells of files that are no ebuilds by their names', () => {
    const location = make({
      name: 'base',
      ebuilds: { 'app-misc/a-1': '' },
      files: { 'app-misc/a/b-1.ebuild': '', 'app-misc/a/a-1x2.ebuild': '', 'app-misc/c-2/c-2-1.ebuild': '' },
    });
    const { ebuilds, ignored } = list(location);
    expect(ebuilds.map(cpvOf)).toEqual(['app-misc/a-1']);
    expect(ignored.map(({ path, why }) => `${path}: ${why}`)).toEqual([
      "app-misc/a/a-1x2.ebuild: '1x2' is no version (PMS 3.2)",
      'app-misc/a/b-1.ebuild: its name does not begin with that of its directory, a- (PMS 4.3)',
      "app-misc/c-2/c-2-1.ebuild: 'c-2' is no name of a package (PMS 3.1.2)",
    ]);
  });

  it('takes what can be a category where nobody lists any', () => {
    const location = make({ name: 'base', ebuilds: { 'app-misc/a-1': '', 'virtual/b-1': '' } });
    execFileSync('rm', [join(location, 'profiles/categories')]);
    expect(list(location).ebuilds.map(cpvOf)).toEqual(['app-misc/a-1', 'virtual/b-1']);
  });

  it('follows a linked package, and passes over links to nothing', () => {
    const location = make({ name: 'base', ebuilds: { 'app-misc/a-1': '' } });
    symlinkSync('nowhere', join(location, 'app-misc/gone'));
    symlinkSync('a', join(location, 'app-misc/a-link'));
    expect(list(location).ignored.map(({ path }) => path)).toEqual(['app-misc/a-link/a-1.ebuild']);
  });
});
