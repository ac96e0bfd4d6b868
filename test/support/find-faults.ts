// Verdicts of a small universe, and what trying out says against them.

import type { Universe } from '../../src/model/universe.js';
import { judgeInstallability } from '../../src/solver/installability/judge-installability.js';
import { reasonKey } from '../../src/solver/installability/reason-key.js';
import type { Verdict } from '../../src/solver/installability/verdict.js';
import { canBeInstalled, canBeMet, type Question } from './brute-force-universe.js';
import { checkWitness } from './check-witness.js';

/** From the baseline if there is one. */
export function askAbout(universe: Universe, sonames: boolean): Question {
  const at = universe.sources.findIndex(({ role }) => role === 'installed');
  return { universe, baseline: at < 0 ? null : at, sonames };
}

export function judgeAll(asked: Question, options: { readonly withoutOrder: boolean }): readonly Verdict[] {
  const { universe, baseline, sonames = false } = asked;
  return judgeInstallability(universe, universe.judged, { baseline, sonames, ...options });
}

/** What is wrong with a verdict given without regard to order. */
export function findFaults(asked: Question, verdict: Verdict): readonly string[] {
  const { universe, baseline } = asked;
  const goal = verdict.package;
  if (verdict.verdict === 'unknown') return [verdict.why];
  if (canBeInstalled(asked, goal) !== (verdict.verdict === 'installable')) return [`not ${verdict.verdict}`];
  if (verdict.verdict === 'installable') return checkWitness(universe, verdict, baseline);
  const { reasons } = verdict;
  const needless = reasons.filter(reason => {
    const others = reasons.filter(other => other !== reason);
    return !canBeMet(asked, goal, others, { idle: true });
  });
  return [
    ...(canBeMet(asked, goal, reasons, { idle: false }) ? ['the reasons can be met'] : []),
    ...needless.map(reason => `needless: ${reasonKey(reason)}`),
  ];
}
