// All that is known of a package: whether it can be installed and with what, or why not; what is wrong with it, and what hangs on it.

import { check } from '../check/check.js';
import type { InputSummary } from '../check/result.js';
import type { ClientSettings } from '../model/client/client-settings.js';
import { universeSeenBy } from '../model/client/client-universe.js';
import { type BinaryPackage, instanceName, packagePath } from '../model/package.js';
import { nameOfPlace, type Place } from '../model/place.js';
import type { Universe } from '../model/universe.js';
import type { Finding } from '../rules/kit/finding.js';
import type { Rule } from '../rules/kit/rule.js';
import { judgeForClient } from '../solver/installability/judge-for-client.js';
import { judgeInstallability } from '../solver/installability/judge-installability.js';
import type { Verdict } from '../solver/installability/verdict.js';
import { findPackages } from './find-packages.js';
import {
  describeImpact,
  impactsOf,
  type PackageImpactRecord,
  type PlacedImpact,
  placesOf,
} from './impact.js';
import { describeVerdict, type VerdictRecord } from './installable.js';
import type { InstanceName } from './reason-record.js';

/** Instances looked at unless all are wanted: the first of each slot. */
const MOST_TOLD = 3;
/** What these say of a package its verdicts say, without judging the whole index first. */
const TOLD_BY_VERDICTS: readonly string[] = ['not-installable', 'runtime-cycle-refused', 'upgrade-blocked'];

export interface ExplainOptions {
  readonly client?: ClientSettings | null;
  /** Whether every instance is wanted, not only the first of each of few slots. */
  readonly every?: boolean;
  readonly inputs?: readonly InputSummary[];
}

export interface PlacedVerdict {
  readonly place: Place;
  readonly verdict: Verdict;
}

/** All that is known of one instance. */
export interface PackageFacts {
  readonly package: BinaryPackage;
  readonly verdicts: readonly PlacedVerdict[];
  readonly impacts: readonly PlacedImpact[];
  readonly findings: readonly Finding[];
}

export interface PackageAnswer {
  /** As the client sees it. */
  readonly universe: Universe;
  readonly facts: readonly PackageFacts[];
  /** Instances that the words mean too. */
  readonly others: readonly BinaryPackage[];
  /** Of the whole universe: what findings of the package count among. */
  readonly findings: readonly Finding[];
}

/** Throws `QuestionError` where the words name nothing. */
export function explainPackage(
  universe: Universe,
  rules: readonly Rule[],
  words: string,
  { client = null, every = false, inputs = [] }: ExplainOptions = {},
): PackageAnswer {
  const packages = findPackages(universe, words);
  const chosen = every ? packages : chooseFirst(packages);
  const clients = client === null ? [] : [client];
  const { findings } = check(universe, inputs, rules, { skip: TOLD_BY_VERDICTS, clients });
  return {
    universe: client === null ? universe : universeSeenBy(universe, client),
    facts: gatherFacts(universe, chosen, findings, client),
    others: packages.filter(pkg => !chosen.includes(pkg)),
    findings,
  };
}

function chooseFirst(packages: readonly BinaryPackage[]): readonly BinaryPackage[] {
  const slots = new Map<string, BinaryPackage>();
  for (const pkg of packages) {
    const slot = `${pkg.cpn}:${pkg.slot.slot}`;
    if (!slots.has(slot)) slots.set(slot, pkg);
  }
  return [...slots.values()].slice(0, MOST_TOLD);
}

function gatherFacts(
  universe: Universe,
  packages: readonly BinaryPackage[],
  findings: readonly Finding[],
  client: ClientSettings | null,
): readonly PackageFacts[] {
  const places = placesOf(universe).map(place => ({
    place,
    verdicts:
      client === null
        ? judgeInstallability(universe, packages, { baseline: place })
        : judgeForClient(universe, client, packages, { baseline: place }),
  }));
  const impacts = impactsOf(client === null ? universe : universeSeenBy(universe, client), packages);
  return packages.map((pkg, at) => ({
    package: pkg,
    verdicts: places.map(({ place, verdicts }) => ({ place, verdict: verdicts[at]! })),
    impacts: impacts[at]!.impacts,
    findings: findings.filter(
      ({ subject }) =>
        subject.cpv === pkg.cpvText && subject.buildId === pkg.buildId && subject.path === packagePath(pkg),
    ),
  }));
}

export const PACKAGE_SCHEMA = 'binpkg-check/package/1' as const;

export interface PackageAnswerRecord {
  readonly schema: typeof PACKAGE_SCHEMA;
  readonly packages: readonly PackageFactsRecord[];
  readonly others: readonly InstanceName[];
}

export interface PackageFactsRecord {
  readonly package: InstanceName;
  readonly verdicts: readonly VerdictRecord[];
  readonly impacts: readonly PackageImpactRecord[];
  readonly findings: readonly Finding[];
}

/** The answer as plain data; findings without words, which `explain` finds. */
export function describePackage({ universe, facts, others }: PackageAnswer): PackageAnswerRecord {
  return {
    schema: PACKAGE_SCHEMA,
    packages: facts.map(({ package: pkg, verdicts, impacts, findings }) => ({
      package: instanceName(pkg),
      verdicts: verdicts.map(({ place, verdict }) => describeVerdict(verdict, nameOfPlace(universe, place))),
      impacts: describeImpact({ universe, packages: [{ package: pkg, impacts }] }).packages,
      findings,
    })),
    others: others.map(instanceName),
  };
}
