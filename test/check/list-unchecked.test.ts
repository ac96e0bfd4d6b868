import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { listUnchecked } from '../../src/check/list-unchecked.js';
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
    expect(said(2)).toContain(
      "settings of stable that do not count: etc/package.use:3: '=x' is no atom (and 1 more)",
    );
    expect(said(1)).toContain('settings of stable that do not count: etc/make.conf cannot be read');
    expect(said(0).some(text => text.startsWith('settings'))).toBe(false);
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

  it('are told in one sentence where maintainers are not known for it, and one for the others', () => {
    const metadata = [problem('app-misc/a/metadata.xml'), problem('app-misc/b/metadata.xml')];
    expect(tell(...metadata, problem('profiles/license_groups', 'file-unreadable'))).toEqual([
      'maintainers in gentoo not known: app-misc/a/metadata.xml: is bad (and 1 more)',
      'files of gentoo not read: profiles/license_groups: is bad',
    ]);
    expect(tell()).toEqual([]);
  });

  it('are not told again where a rule does', () => {
    expect(
      tell(problem('metadata/glsa/glsa-1.xml'), problem('profiles/updates/1Q-2020', 'update-invalid')),
    ).toEqual([]);
  });
});
