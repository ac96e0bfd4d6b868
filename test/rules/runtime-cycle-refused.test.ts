import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { RULES } from '../../src/rules/index.js';
import { expectFindings, fixturesOf, runFixture } from '../support/rule-fixtures.js';
import { readScenario } from '../support/scenario.js';

const ID = 'runtime-cycle-refused';

describe.each(fixturesOf(ID))('%s', name => {
  const { found, expected } = runFixture(ID, name);

  it('yields exactly its findings, each under its cause', () => {
    expectFindings(found, expected);
  });
});

const CYCLE =
  '[binhost]\nCPV: a/gpm-1\nRDEPEND: a/ncurses:0/6=\n\nCPV: a/ncurses-6\nSLOT: 0/6\nRDEPEND: >=a/gpm-1\n';
const run = (text: string, prove = false) =>
  check(readScenario(text), [], RULES, { only: [ID, 'dependency-cycle'], prove }).findings;

describe('a cycle', () => {
  it('is told without a place too, as from an empty root', () => {
    expect(run(CYCLE).map(({ rule, data }) => [rule, data['from']])).toEqual([[ID, 'an empty root']]);
  });

  it('is told once for all places that refuse it; which are named', () => {
    const text = `${CYCLE}[installed old]\nCPV: a/ncurses-5\nSLOT: 0/5\n[installed new]\nCPV: a/ncurses-6\nSLOT: 0/6\n`;
    expect(run(text, true).map(({ data }) => data['from'])).toEqual(['"old" and an empty root']);
  });

  it('that a baseline breaks is a plain one', () => {
    const text = `${CYCLE}[installed new]\nCPV: a/ncurses-6\nSLOT: 0/6\n`;
    expect(run(text).map(({ rule }) => rule)).toEqual(['dependency-cycle']);
  });

  it('names its edges and what to ship', () => {
    expect(run(CYCLE)[0]?.data).toMatchObject({
      members: ['a/gpm-1', 'a/ncurses-6'],
      edges: ['a/gpm -> a/ncurses:0/6='],
      providers: ['a/ncurses'],
    });
  });
});
