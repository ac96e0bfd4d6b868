// Bigger cases of the rules that ask the ebuild repository, and what their findings say.

import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { RULES } from '../../src/rules/index.js';
import { makeClient } from '../support/make-client.js';
import { expectFindings, fixturesOf, runFixture } from '../support/rule-fixtures.js';
import { readScenario } from '../support/scenario.js';
import { readTree } from '../support/scenario-tree.js';

const IDS = [
  'dependency-changed',
  'ebuild-gone',
  'glsa-vulnerable',
  'license-not-redistributable',
  'move-pending',
  'outdated',
  'rebuildable',
  'required-use-unmet',
  'restrict-bindist',
  'source-fallback',
];

describe.each(IDS)('%s', id => {
  it.each(fixturesOf(id))('%s yields exactly its findings', name => {
    const { found, expected } = runFixture(id, name);
    expectFindings(found, expected);
  });
});

function audit(text: string, ...only: string[]) {
  const tree = readTree(text);
  if (tree === null) throw new Error('a scenario without a tree');
  return check(readScenario(text), [], RULES, { only, tree }).findings;
}

describe('findings on the tree', () => {
  it('name the maintainers of the repository that the package is from', () => {
    const [finding] = audit(
      '[binhost]\nCPV: app-misc/a-1\nREPO: local\n[tree gentoo]\nmaintainer: app-misc/a main@example.org\n[tree local]\nmaintainer: app-misc/a b@example.org\nmaintainer: app-misc/a a@example.org\n',
      'ebuild-gone',
    );
    expect(finding?.data).toMatchObject({ maintainers: ['b@example.org', 'a@example.org'] });
  });

  it('say what was added and removed', () => {
    const [finding] = audit(
      '[binhost]\nCPV: app-misc/a-1\nBDEPEND: dev-util/x\nRDEPEND: dev-libs/a dev-libs/b\n[tree]\nCPV: app-misc/a-1\nBDEPEND: dev-util/x\nRDEPEND: dev-libs/a dev-libs/c\nPDEPEND: dev-libs/c\n',
      'dependency-changed',
    );
    expect(finding?.data).toMatchObject({
      classes: ['PDEPEND', 'RDEPEND'],
      added: ['dev-libs/c'],
      removed: ['dev-libs/b'],
      change: '+dev-libs/c, -dev-libs/b',
    });
  });

  it('name the lowest safe version: of the slot, or else of another', () => {
    const tree =
      '[tree]\nglsa: 202401-01 high app-misc/a * lt 2 / ge 2\nglsa: 202401-02 low app-misc/a * lt 3 / ge 3\n\nCPV: app-misc/a-2\nKEYWORDS: amd64\n\nCPV: app-misc/a-3\nSLOT: 3\nKEYWORDS: amd64\n';
    const index = '[binhost]\nARCH: amd64\n\nCPV: app-misc/a-1\n';
    expect(audit(index + tree, 'glsa-vulnerable').map(({ data }) => data['safe'])).toEqual([
      'app-misc/a-3',
      'app-misc/a-3',
    ]);
    const same = `${tree}\nCPV: app-misc/a-4\nKEYWORDS: amd64\n`;
    expect(audit(index + same, 'glsa-vulnerable')[0]?.data['safe']).toBe('app-misc/a-4');
  });

  it('leave it to the clients what is newer, where there are any', () => {
    const text =
      '[binhost]\nARCH: amd64\n\nCPV: app-misc/a-1\nKEYWORDS: amd64\n[tree]\nCPV: app-misc/a-2\nKEYWORDS: ~amd64\n\nCPV: app-misc/a-3\nKEYWORDS: -*\n';
    const tree = readTree(text);
    if (tree === null) throw new Error('no tree');
    const newer = (acceptKeywords: readonly string[]) =>
      check(readScenario(text), [], RULES, {
        only: ['outdated'],
        tree,
        clients: [makeClient({ acceptKeywords })],
      }).findings.map(({ assurance, data }) => [assurance, data['newer']]);
    expect(newer(['amd64', '~amd64'])).toEqual([['proved', 'app-misc/a-2']]);
    expect(newer(['amd64'])).toEqual([]);
    expect(audit(text, 'outdated')).toEqual([]);
  });

  it('count packages of repositories that were not given once', () => {
    const found = audit(
      '[binhost]\nCPV: app-misc/a-1\nREPO: guru\n\nCPV: app-misc/b-1\nREPO: guru\n[tree gentoo]\nCPV: app-misc/a-2\nKEYWORDS: amd64\n',
      'ebuild-gone',
      'outdated',
      'dependency-changed',
      'move-pending',
    );
    expect(found.map(({ message, data }) => [message, data['count']])).toEqual([['unjudged', 2]]);
  });

  it('show the nearest ebuild where none will do', () => {
    const nearest = (need: string) =>
      audit(
        `[binhost]\nARCH: amd64\n\nCPV: app-misc/a-1\n[tree]\nCPV: app-misc/a-1\nDEPEND: ${need}\n\nCPV: dev-libs/x-1\nSLOT: 1\nKEYWORDS: arm64\nIUSE: ssl\n`,
        'rebuildable',
      ).map(({ data }) => data['nearest']);
    expect(nearest('>=dev-libs/x-2')).toEqual([{ cpv: 'dev-libs/x-1', differs: 'version 1' }]);
    expect(nearest('dev-libs/x:2')).toEqual([{ cpv: 'dev-libs/x-1', differs: 'slot 1/1' }]);
    expect(nearest('dev-libs/x[qt6]')).toEqual([
      { cpv: 'dev-libs/x-1', differs: 'cannot be built with qt6' },
    ]);
    expect(nearest('dev-libs/x')).toEqual([{ cpv: 'dev-libs/x-1', differs: 'not keyworded for amd64' }]);
    expect(nearest('dev-libs/y')).toEqual([null]);
  });

  it('tell the whole under what it follows from', () => {
    const found = audit(
      '[binhost]\nCPV: app-misc/a-1\nRDEPEND: dev-libs/old\n[tree]\nmove: dev-libs/old dev-libs/new\n',
      'unmet-dependency',
      'move-pending',
    );
    const move = found.find(({ rule }) => rule === 'move-pending');
    expect(found.find(({ rule }) => rule === 'unmet-dependency')?.causedBy).toBe(move?.fingerprint);
  });
});
