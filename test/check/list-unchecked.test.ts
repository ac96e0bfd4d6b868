import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { listUnchecked } from '../../src/check/list-unchecked.js';
import { unreadPayload } from '../../src/model/payload.js';
import { RULES } from '../../src/rules/index.js';
import { makeClient } from '../support/make-client.js';
import { readScenario } from '../support/scenario.js';
import { readTree } from '../support/scenario-tree.js';

const HOST = '[binhost]\nCPV: app-misc/a-1\n';
const universe = readScenario(HOST);

describe('settings that do not count', () => {
  it('are told with what the run could not see', () => {
    const problems = [
      { file: 'etc/package.use', line: 3, message: "'=x' is no atom" },
      { file: 'etc/make.conf', line: 0, message: 'cannot be read' },
    ];
    const said = (count: number) => {
      const clients = [makeClient({ name: 'stable', problems: problems.slice(2 - count) })];
      return check(universe, [], RULES, { clients }).unchecked;
    };
    expect(said(2)).toContainEqual({
      ...{ kind: 'settings', client: 'stable', file: 'etc/package.use', line: 3 },
      ...{ message: "'=x' is no atom", more: 1 },
    });
    expect(said(1)).toContainEqual({
      ...{ kind: 'settings', client: 'stable', file: 'etc/make.conf', line: 0 },
      ...{ message: 'cannot be read', more: 0 },
    });
    expect(said(0).some(({ kind }) => kind === 'settings')).toBe(false);
  });
});

describe('contents of what only satisfies', () => {
  it('are told of where they could not be read', () => {
    const problem = {
      code: 'file-unreadable',
      message: '/usr/bin/sudo cannot be read (EACCES)',
      offset: null,
    } as const;
    const payloads = new Map([
      ['app-misc/a-1', unreadPayload([{ ...problem, effect: 'unchecked' }])],
      ['app-misc/b-1', unreadPayload([{ ...problem, effect: 'harmful' }])],
    ]);
    const said = (role: 'installed' | 'candidate') => {
      const sources = universe.sources.map(source => ({ ...source, role, location: '/', payloads }));
      return listUnchecked({ ...universe, sources }, {}).filter(({ kind }) => kind === 'contents');
    };
    expect(said('installed')).toEqual([
      {
        ...{ kind: 'contents', location: '/', file: 'app-misc/a-1', more: 0 },
        message: '/usr/bin/sudo cannot be read (EACCES)',
      },
    ]);
    expect(said('candidate')).toEqual([]);
  });
});

describe('packages by URL', () => {
  const said = (kind: 'pkgdir' | 'index', md5: string | null) => {
    const file = '[file app-misc/a/a-1-1.gpkg.tar]\nPF: a-1\n';
    const whole = readScenario(`${HOST}PATH: app-misc/a/a-1-1.gpkg.tar\n${file}`);
    const sources = whole.sources.map(source => {
      const files = new Map([...(source.files ?? [])].map(([path, read]) => [path, { ...read, md5 }]));
      return { ...source, kind, files };
    });
    return listUnchecked({ ...whole, sources }, {}).filter(({ kind }) => kind === 'images');
  };

  it('are told to be read without their images', () => {
    expect(said('index', null)).toHaveLength(1);
    expect([...said('index', 'aa'), ...said('pkgdir', null)]).toEqual([]);
  });
});

describe('files of a repository', () => {
  const problem = (file: string, code = 'xml-syntax') => ({ code, file, message: 'is bad', offset: null });
  const tell = (...problems: ReturnType<typeof problem>[]) => {
    const tree = readTree('[tree gentoo]\nCPV: app-misc/a-1\n')!;
    const [repository] = tree.repositories;
    return listUnchecked(universe, {
      tree: { ...tree, repositories: [{ ...repository!, problems }] },
    }).slice(2);
  };

  it('are told once where maintainers are not known for it, and one for the others', () => {
    const metadata = [problem('app-misc/a/metadata.xml'), problem('app-misc/b/metadata.xml')];
    expect(tell(...metadata, problem('profiles/license_groups', 'file-unreadable'))).toEqual([
      {
        ...{ kind: 'maintainers', repository: 'gentoo', file: 'app-misc/a/metadata.xml' },
        ...{ message: 'is bad', more: 1 },
      },
      {
        ...{ kind: 'repository-files', repository: 'gentoo', file: 'profiles/license_groups' },
        ...{ message: 'is bad', more: 0 },
      },
    ]);
    expect(tell()).toEqual([]);
  });

  it('are not told again where a rule does', () => {
    expect(
      tell(problem('metadata/glsa/glsa-1.xml'), problem('profiles/updates/1Q-2020', 'update-invalid')),
    ).toEqual([]);
  });
});
