import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check } from '../../../src/check/check.js';
import { RULES } from '../../../src/rules/index.js';
import { build, offered, type PackageDraft, scenarioText } from '../../support/random-universe.js';
import { readScenario } from '../../support/scenario.js';

function findingsOf(drafts: readonly PackageDraft[], from = 1) {
  return check(readScenario(scenarioText(build(drafts, from))), [], RULES).findings;
}

describe('in small universes', () => {
  it('kin is the same after every package is built again', () => {
    fc.assert(
      fc.property(offered, fc.integer({ min: 2, max: 90 }), (drafts, from) => {
        const kins = (findings: ReturnType<typeof findingsOf>) => findings.map(({ kin }) => kin).sort();
        expect(kins(findingsOf(drafts, from))).toEqual(kins(findingsOf(drafts)));
      }),
      { numRuns: 100, seed: 12 },
    );
  });

  it('no two findings share a fingerprint, and none is told twice', () => {
    fc.assert(
      fc.property(offered, drafts => {
        const findings = findingsOf(drafts);
        expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(findings.length);
        const told = findings.map(({ rule, message, subject, data }) =>
          JSON.stringify([rule, message, subject, data]),
        );
        expect(new Set(told).size).toBe(findings.length);
      }),
      { numRuns: 100, seed: 12 },
    );
  });
});
