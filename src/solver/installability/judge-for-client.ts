// Verdicts as one client sees the universe: packages that it masks are neither taken nor chosen for others.

import type { ClientSettings } from '../../model/client/client-settings.js';
import { universeSeenBy } from '../../model/client/client-universe.js';
import type { BinaryPackage } from '../../model/package.js';
import type { Universe } from '../../model/universe.js';
import { type JudgeOptions, judgeInstallability } from './judge-installability.js';
import type { Verdict } from './verdict.js';

/** A verdict for each goal, in their order; what the client masks is not installable for that reason. */
export function judgeForClient(
  universe: Universe,
  client: ClientSettings,
  goals: readonly BinaryPackage[],
  options: JudgeOptions,
): readonly Verdict[] {
  const seen = universeSeenBy(universe, client);
  const open = goals.filter(goal => seen.masksOf(goal).length === 0);
  const verdicts = new Map(
    judgeInstallability(seen, open, options).map(verdict => [verdict.package, verdict]),
  );
  return goals.map(
    (goal): Verdict =>
      verdicts.get(goal) ?? {
        package: goal,
        verdict: 'not-installable',
        reasons: [{ kind: 'masked', package: goal, masks: seen.masksOf(goal) }],
        cycles: [],
      },
  );
}
