// Bigger cases of the rules about files of packages.

import { describe, expect, it } from 'vitest';
import { expectFindings, fixturesOf, runFixture } from '../support/rule-fixtures.js';

const RULES = ['contents-incomplete', 'file-collision', 'shebang-unmet', 'symlink-dangling'];

describe.each(RULES)('%s', rule => {
  it.each(fixturesOf(rule))('%s', async name => {
    const { result, found, expected, render } = runFixture(rule, name);
    expectFindings(found, expected);
    expect(result.notRun.map(notice => notice.rule)).not.toContain(rule);
    // Nothing is told with a placeholder left in it.
    expect(await render()).not.toMatch(/\{[a-z]+\}|\[\[|\(\(/i);
  });
});
