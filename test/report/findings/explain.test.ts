import { describe, expect, it } from 'vitest';
import { check } from '../../../src/check/check.js';
import { explain } from '../../../src/report/findings/explain.js';
import { RULES } from '../../../src/rules/index.js';
import { readScenario } from '../../support/scenario.js';

const { findings } = check(readScenario('[binhost]\nCPV: app-misc/a-1\nRDEPEND: dev-libs/b\n'), [], RULES, {
  only: ['unmet-dependency'],
});

describe('explain', () => {
  it('says what is wrong, why it matters and what to do', () => {
    expect(explain(findings[0]!, RULES)).toMatchObject({
      rule: 'unmet-dependency',
      message: 'RDEPEND needs dev-libs/b: there is no dev-libs/b here',
      remedy: expect.stringContaining('publish dev-libs/b'),
      why: expect.stringContaining('client'),
      source: expect.stringContaining('PMS'),
    });
  });

  it('knows only the rules it is given', () => {
    expect(() => explain(findings[0]!, [])).toThrow(RangeError);
  });
});
