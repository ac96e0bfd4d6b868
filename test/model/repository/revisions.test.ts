import { describe, expect, it } from 'vitest';
import { check } from '../../../src/check/check.js';
import { sayUnchecked } from '../../../src/report/findings/say-notices.js';
import { RULES } from '../../../src/rules/index.js';
import { readScenario } from '../../support/scenario.js';
import { readTree } from '../../support/scenario-tree.js';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);

function judge(recorded: string, ...repositories: readonly (readonly [string, string])[]) {
  const trees = repositories.map(([name, revision]) => `[tree ${name}]\n${revision}\n`).join('');
  const text = `[binhost]\nVERSION: 0\nREPO_REVISIONS: ${recorded}\n\nCPV: app-misc/a-1\n${trees}`;
  const tree = readTree(text);
  const options = { only: ['tree-revision-differs'], ...(tree === null ? {} : { tree }) };
  const { findings, unchecked } = check(readScenario(text), [], RULES, options);
  return {
    found: findings.map(({ severity, data }) => [severity, data['repository'], data['made'], data['here']]),
    unchecked: unchecked.filter(({ kind }) => kind === 'tree-revision').map(sayUnchecked),
  };
}

describe('an index from another commit than the tree', () => {
  it('is a note, and what that hides is among what was not checked', () => {
    const both = `{"gentoo": "${A}", "own": "${A}"}`;
    expect(judge(both, ['gentoo', `revision: ${B}`], ['own', `revision: ${A}`])).toEqual({
      found: [['info', 'gentoo', A.slice(0, 12), B.slice(0, 12)]],
      unchecked: [
        `what ebuilds of gentoo said when the index was made (${A.slice(0, 12)}) is not known: the tree is at ${B.slice(0, 12)}`,
      ],
    });
  });

  it.each([
    ['the header does not say', ''],
    ['the header is no JSON', '{gentoo'],
    ['the header names no commit', '{"gentoo": "20261201", "own": 5}'],
    ['the header names other repositories', `{"guru": "${A}"}`],
  ])('is not told where %s', (_, recorded) => {
    expect(judge(recorded, ['gentoo', `revision: ${B}`])).toEqual({ found: [], unchecked: [] });
  });

  it('is not told where nothing says what the tree is at', () => {
    expect(judge(`{"gentoo": "${A}"}`, ['gentoo', 'masters:'])).toEqual({ found: [], unchecked: [] });
  });
});
