import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { RULES } from '../../src/rules/index.js';
import { expectFindings, fixturesOf, runFixture } from '../support/rule-fixtures.js';
import { readScenario } from '../support/scenario.js';

const ID = 'not-installable';

describe.each(fixturesOf(ID))('%s', name => {
  const { found, expected } = runFixture(ID, name);

  it('yields exactly its findings, each under its cause', () => {
    expectFindings(found, expected);
  });
});

describe('data', () => {
  it('are the minimal reasons, as objects and in words with the nearest miss', () => {
    const { result } = runFixture(ID, 'slot-conflict.txt');
    const [finding] = result.findings.filter(({ rule }) => rule === ID);
    const reasons = finding?.data['reasons'] as readonly { kind: string; package?: string }[];
    expect(reasons.map(({ kind }) => kind).sort()).toEqual([
      ...['requirement', 'requirement', 'requirement', 'requirement', 'same-slot'],
    ]);
    expect(finding?.data['because']).toContain('only one dev-libs/d:0 can be installed');
    const chain = runFixture(ID, 'chain.txt').result.findings.filter(({ rule }) => rule === ID);
    expect(chain[0]?.data['because']).toContain('dev-libs/b-1 needs dev-libs/absent:0/3=, which is not here');
  });

  it('name the place; findings of one place do not change when another joins it', () => {
    const scenario = '[binhost]\nCPV: app-misc/a-1\nRDEPEND: app-misc/b\n[installed x]\nCPV: app-misc/c-1\n';
    const run = (prove: boolean, text = scenario) =>
      check(readScenario(text), [], RULES, { only: [ID], prove }).findings;
    expect(run(true).map(({ data }) => data['baseline'])).toEqual(['x', null]);
    const alone = run(false);
    expect(run(true).map(({ fingerprint }) => fingerprint)).toContain(alone[0]?.fingerprint);
    const more = run(false, `${scenario}[installed y]\nCPV: app-misc/b-1\n`);
    expect(more.map(({ fingerprint }) => fingerprint)).toEqual([alone[0]?.fingerprint]);
  });
});

describe('the text', () => {
  it('tells the missing package once, and how many cannot be installed without it', async () => {
    const text = await runFixture(ID, 'chain.txt').render();
    expect(text).toContain('error  dev-libs/absent is not here');
    expect(text).toContain('then      3 packages cannot be installed from "stage3"');
    expect(text).toContain('1 of 4 packages cannot be used as it is, 3 with what they pull in');
    expect(text.match(/^error /gm)).toHaveLength(1);
  });

  it('tells a conflict that no other rule sees with its reasons', async () => {
    const text = await runFixture(ID, 'slot-conflict.txt').render();
    expect(text).toContain('error  app-misc/a-1 cannot be installed from "stage3"');
    expect(text).toContain('because   ');
  });
});
