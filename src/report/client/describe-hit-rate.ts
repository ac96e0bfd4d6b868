// What clients take as data (contract: `hit-rate --format json`).

import type { ClientSettings } from '../../model/client/client-settings.js';
import type { Choice } from '../../model/client/hit-rate.js';
import { includeList, type SafeSubset } from '../../model/client/hit-rate-closure.js';
import type { PackageUse } from '../../model/client/hit-rate-package-use.js';
import { type HitSummary, outcomeOf, reasonsOf } from '../../model/client/hit-rate-summary.js';
import { instanceName } from '../../model/package.js';
import type { ClientHitsRecord } from './hit-rate-schema.js';

export const HIT_RATE_SCHEMA = 'binpkg-check/hit-rate/1' as const;

/** One client's answer. */
export interface ClientHits {
  readonly client: ClientSettings;
  readonly choices: readonly Choice[];
  readonly summary: HitSummary;
  readonly packageUse: PackageUse | null;
  readonly subset: SafeSubset | null;
}

export function describeHits({ client, choices, summary, packageUse, subset }: ClientHits): ClientHitsRecord {
  return {
    client: client.name,
    targets: summary.targets,
    percent: roundPercent(summary.percent),
    counts: summary.counts,
    reasons: summary.reasons.map(({ outcome, text, targets }) => ({
      outcome,
      reason: text,
      targets: [...targets],
    })),
    packages: choices.map(choice => describeChoice(choice, client)),
    ...(packageUse === null ? {} : { packageUse: describePackageUse(packageUse) }),
    ...(subset === null ? {} : { getbinpkgInclude: describeSubset(subset) }),
  };
}

/** Downwards: 100 is said only where all are taken. */
export function roundPercent(percent: number): number {
  return Math.floor(percent * 10) / 10;
}

function describeChoice(choice: Choice, client: ClientSettings) {
  const pkg = choice.taken ?? choice.passed[0]?.package ?? null;
  return {
    target: choice.atom.text,
    ebuild: choice.ebuild === null ? null : `${choice.ebuild.cpvText}::${choice.ebuild.repo}`,
    outcome: outcomeOf(choice),
    package: pkg === null ? null : instanceName(pkg),
    reasons: [...reasonsOf(choice, client)],
    other: choice.other === null ? null : instanceName(choice.other),
  };
}

function describePackageUse({ lines, taken, blocked }: PackageUse) {
  return {
    lines: lines.map(({ atom, flags }) => ({ atom, flags: [...flags] })),
    taken,
    blocked: blocked.map(({ choice, obstacle }) => ({
      target: choice.atom.text,
      why: obstacle.kind,
      flags: 'flags' in obstacle ? [...obstacle.flags] : [],
    })),
  };
}

function describeSubset(subset: SafeSubset) {
  return {
    names: [...includeList(subset)],
    unsafe: subset.unsafe.map(({ package: pkg, need }) => ({
      package: instanceName(pkg),
      needs: need.text,
    })),
  };
}
