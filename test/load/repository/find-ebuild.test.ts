import { describe, expect, it } from 'vitest';
import { findEbuild } from '../../../src/load/repository/find-ebuild.js';
import { openRepositories } from '../../../src/load/repository/read-repository.js';
import { parseCpv } from '../../../src/pms/cpv.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

const directory = useTemporaryDirectory();

/** Repositories `main` and `overlay`, which builds on it, with these files. */
function open(files: Readonly<Record<string, string>>) {
  directory.write('main/profiles/repo_name', 'main\n');
  directory.write('overlay/profiles/repo_name', 'overlay\n');
  directory.write('overlay/metadata/layout.conf', 'masters = main\n');
  for (const [path, text] of Object.entries(files)) directory.write(path, text);
  const repositories = openRepositories([`${directory.path}/main`, `${directory.path}/overlay`]);
  return (cpv: string, repo = '') => findEbuild(repositories, parseCpv(cpv), repo);
}

const ebuild = (more = '') => `EAPI=8\nSLOT=0\nDESCRIPTION=x\n${more}\n`;

describe('the ebuild of a package', () => {
  it('is that of its repository, else of the one given last', () => {
    const find = open({
      'main/a-b/c/c-1.ebuild': ebuild('# main'),
      'overlay/a-b/c/c-1.ebuild': ebuild('# overlay'),
    });
    expect(find('a-b/c-1', 'main')?.ebuild.repository).toBe('main');
    expect(find('a-b/c-1', 'overlay')?.ebuild.text).toContain('# overlay');
    expect(find('a-b/c-1', 'elsewhere')?.ebuild.repository).toBe('overlay');
    expect(find('a-b/d-1')).toBeNull();
  });

  it('comes with its eclasses, from its repository first and then from its masters', () => {
    const find = open({
      'main/eclass/one.eclass': 'inherit two\n',
      'main/eclass/two.eclass': 'RDEPEND="x/main"\n',
      'overlay/eclass/two.eclass': 'RDEPEND="x/overlay"\n',
      'overlay/a-b/c/c-1.2-r3.ebuild': ebuild('inherit one'),
    });
    const found = find('a-b/c-1.2-r3');
    expect(found?.eclasses.map(({ path, repository }) => `${repository}:${path}`)).toEqual([
      'main:eclass/one.eclass',
      'overlay:eclass/two.eclass',
    ]);
    expect(found?.outcome).toMatchObject({ outcome: 'metadata', metadata: { RDEPEND: 'x/overlay' } });
    expect(Object.fromEntries(found?.values ?? [])).toMatchObject({
      PV: '1.2',
      PR: 'r3',
      P: 'c-1.2',
      EAPI: '8',
    });
  });

  it('is the nearest version where it has gone', () => {
    const find = open({
      'main/a-b/c/c-1.ebuild': ebuild(),
      'main/a-b/c/c-2-r1.ebuild': ebuild(),
      'main/a-b/c/c-2-r4.ebuild': ebuild(),
      'main/a-b/c/c-3.ebuild': ebuild(),
      'main/a-b/c/c-junk.ebuild': ebuild(),
      'main/a-b/c/Manifest': '',
    });
    const nearest = (cpv: string) => {
      const found = find(cpv);
      return `${found?.isExact} ${found?.ebuild.path}`;
    };
    expect(nearest('a-b/c-1')).toBe('true a-b/c/c-1.ebuild');
    expect(nearest('a-b/c-2')).toBe('false a-b/c/c-2-r4.ebuild');
    expect(nearest('a-b/c-2.5')).toBe('false a-b/c/c-3.ebuild');
    expect(nearest('a-b/c-9')).toBe('false a-b/c/c-3.ebuild');
  });

  it('reads no eclass outside of its repositories', () => {
    const find = open({
      'secret.eclass': 'RDEPEND="x/secret"\n',
      'main/a-b/c/c-1.ebuild': ebuild('inherit ../../secret'),
    });
    expect(find('a-b/c-1')?.eclasses).toEqual([]);
    expect(find('a-b/c-1')?.outcome.outcome).toBe('refused');
  });
});
