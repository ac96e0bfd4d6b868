// Verdicts of installability as data (contract: `installable --format json`).

import { instanceName } from '../../model/package.js';
import { describeRefusal } from '../../solver/installability/describe-reason.js';
import type { Verdict } from '../../solver/installability/verdict.js';

export const INSTALLABLE_SCHEMA = 'binpkg-check/installable/1';

export function describeVerdict(verdict: Verdict, baseline: string | null) {
  const { package: pkg } = verdict;
  const witness = verdict.verdict === 'installable' ? verdict : null;
  return {
    cpv: pkg.cpvText,
    buildId: pkg.buildId,
    baseline,
    verdict: verdict.verdict,
    merge: (witness?.merge ?? []).map(instanceName),
    replaces: (witness?.replaces ?? []).map(instanceName),
    removes: (witness?.removes ?? []).map(instanceName),
    reasons: describeReasons(verdict),
  };
}

function describeReasons(verdict: Verdict): readonly object[] {
  switch (verdict.verdict) {
    case 'installable':
      return [];
    case 'unknown':
      return [{ kind: 'unknown', why: verdict.why }];
    case 'not-installable':
      return describeRefusal(verdict);
  }
}
