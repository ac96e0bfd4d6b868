import { describe, expect, it } from 'vitest';
import { type EapiFeatures, eapiFeatures, isEapi } from '../../src/pms/eapi.js';

/** PMS, appendix "Feature availability by EAPI": the first EAPI that has it. */
const FIRST: Readonly<Record<keyof Omit<EapiFeatures, 'emptyGroupsMatch'>, number>> = {
  slotDependencies: 1,
  iuseDefaults: 1,
  useDependencies: 2,
  strongBlockers: 2,
  srcUriArrows: 2,
  requiredUse: 4,
  useDefaults: 4,
  slotOperators: 5,
  atMostOneOf: 5,
  profileIuse: 5,
  bdepend: 7,
  idepend: 8,
  selectiveRestrictions: 8,
};

describe('eapiFeatures', () => {
  it('follows the table of the specification', () => {
    for (let eapi = 0; eapi <= 9; eapi++) {
      const expected = Object.fromEntries(
        Object.entries(FIRST).map(([feature, first]) => [feature, eapi >= first]),
      );
      expect(eapiFeatures(String(eapi))).toEqual({ ...expected, emptyGroupsMatch: eapi <= 6 });
    }
  });

  it('knows no other EAPI', () => {
    expect(['10', '', '8-r1', '08', 'toString'].map(eapiFeatures)).toEqual([null, null, null, null, null]);
    expect(['0', '9', '10', '-1'].map(isEapi)).toEqual([true, true, false, false]);
  });
});
