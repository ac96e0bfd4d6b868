// Choices of a client counted: how much of a set of targets it takes as binaries, and what most often keeps it from taking more.

import { compareText } from '../../base/compare-text.js';
import { getOrMake } from '../../base/get-or-make.js';
import type { MaskReason } from '../mask-reason.js';
import type { ClientSettings } from './client-settings.js';
import { formatMaskFor } from './format-mask.js';
import type { Choice, Miss } from './hit-rate.js';
import { formatBuiltFlag } from './use-mismatch.js';

/**
 * `gone`: taken, and no ebuild of the name is left. `hidden`: the client sees no ebuild and takes no package either. `absent`: the version it
 * builds is not in the index. The others are there and passed over.
 */
export type HitOutcome =
  | 'taken'
  | 'gone'
  | 'absent'
  | 'masked'
  | 'use'
  | 'dependencies'
  | 'incompatible'
  | 'hidden';

export const HIT_OUTCOMES: readonly HitOutcome[] = [
  'taken',
  'gone',
  'use',
  'dependencies',
  'masked',
  'incompatible',
  'absent',
  'hidden',
];

const OUTCOME_OF: Readonly<Record<Miss['kind'], HitOutcome>> = {
  masked: 'masked',
  'ebuild-hidden': 'masked',
  atom: 'use',
  use: 'use',
  dependencies: 'dependencies',
};

export function outcomeOf({ taken, passed, ebuild, isGone }: Choice): HitOutcome {
  if (taken !== null) return isGone ? 'gone' : 'taken';
  if (ebuild === null && (!isGone || passed.length === 0)) return 'hidden';
  const miss = passed[0]?.miss;
  if (miss === undefined) return 'absent';
  if (miss.kind === 'masked' && miss.reasons.some(isForeign)) return 'incompatible';
  return OUTCOME_OF[miss.kind];
}

/** Not for this machine, whatever the client accepts. */
function isForeign({ kind }: MaskReason): boolean {
  return kind === 'CHOST' || kind === 'EAPI.unsupported';
}

interface HitObstacle {
  readonly outcome: HitOutcome;
  /** The flag, line of package.mask, keyword or class that does it: `-ssl`, `=dev-libs/x-2`, `~amd64`, `RDEPEND`. */
  readonly text: string;
  /** Atoms of the targets concerned, in their order. */
  readonly targets: readonly string[];
}

export interface HitSummary {
  readonly targets: number;
  readonly counts: Readonly<Record<HitOutcome, number>>;
  /** Percent of the targets taken, 100 where there are none. */
  readonly percent: number;
  /** Widest first. */
  readonly reasons: readonly HitObstacle[];
}

export function summariseHits(choices: readonly Choice[], client: ClientSettings): HitSummary {
  const counts = Object.fromEntries(HIT_OUTCOMES.map(outcome => [outcome, 0])) as Record<HitOutcome, number>;
  const reasons = new Map<string, { outcome: HitOutcome; text: string; targets: string[] }>();
  for (const choice of choices) {
    const outcome = outcomeOf(choice);
    counts[outcome]++;
    for (const text of reasonsOf(choice, client))
      getOrMake(reasons, `${outcome} ${text}`, () => ({ outcome, text, targets: [] })).targets.push(
        choice.atom.text,
      );
  }
  return {
    targets: choices.length,
    counts,
    percent: choices.length === 0 ? 100 : ((counts.taken + counts.gone) * 100) / choices.length,
    reasons: [...reasons.values()].sort(
      (a, b) =>
        b.targets.length - a.targets.length ||
        HIT_OUTCOMES.indexOf(a.outcome) - HIT_OUTCOMES.indexOf(b.outcome) ||
        compareText(a.text, b.text),
    ),
  };
}

/** What keeps the package that Portage tries first from being taken, a text each; none where there is no such package. */
export function reasonsOf(
  { taken, passed, ebuild, hidden, isGone }: Choice,
  client: ClientSettings,
): readonly string[] {
  if (taken !== null) return [];
  if (ebuild === null && !isGone) return hidden.map(reason => formatMaskFor(client, reason));
  const miss = passed[0]?.miss;
  switch (miss?.kind) {
    case undefined:
      return [];
    case 'masked':
      return miss.reasons.map(reason => formatMaskFor(client, reason));
    case 'ebuild-hidden':
      return ['ebuild not visible'];
    case 'atom':
      return ['USE dependency'];
    case 'use':
      return miss.flags.map(formatBuiltFlag);
    case 'dependencies':
      return miss.classes;
  }
}
