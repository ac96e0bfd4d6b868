// What hangs on a package: what could not be installed without it, and what merging it does to a system that stands.

import type { ClientSettings } from '../model/client/client-settings.js';
import { universeSeenBy } from '../model/client/client-universe.js';
import { type BinaryPackage, instanceName } from '../model/package.js';
import { baselinesOf, nameOfPlace, type Place } from '../model/place.js';
import type { Universe } from '../model/universe.js';
import { findImpact, type Impact, type Loss } from '../solver/installability/find-impact.js';
import { findReplacement, type Replacement } from '../solver/installability/find-replacement.js';
import { findPackages } from './find-packages.js';
import type { InstanceName } from './reason-record.js';

export interface ImpactOptions {
  /** What it masks counts for nothing. */
  readonly client?: ClientSettings | null;
}

/** From one place. */
export interface PlacedImpact {
  readonly place: Place;
  readonly impact: Impact;
  /** What merging it does there; null for an empty root. */
  readonly replacement: Replacement | null;
}

export interface PackageImpact {
  readonly package: BinaryPackage;
  readonly impacts: readonly PlacedImpact[];
}

export interface ImpactAnswer {
  /** As the client sees it. */
  readonly universe: Universe;
  readonly packages: readonly PackageImpact[];
}

/** Of all packages that the words mean, from each baseline or an empty root. Throws `QuestionError` where there is none. */
export function answerImpact(
  universe: Universe,
  words: string,
  { client = null }: ImpactOptions = {},
): ImpactAnswer {
  const packages = findPackages(universe, words);
  const seen = client === null ? universe : universeSeenBy(universe, client);
  return { universe: seen, packages: impactsOf(seen, packages) };
}

/** `universe`: as the client sees it. */
export function impactsOf(universe: Universe, packages: readonly BinaryPackage[]): readonly PackageImpact[] {
  const found = placesOf(universe).map(place => ({ place, list: findImpact(universe, packages, place) }));
  return packages.map((pkg, at) => ({
    package: pkg,
    impacts: found.map(({ place, list }) => ({
      place,
      impact: list[at]!,
      replacement: place === null ? null : findReplacement(universe, pkg, place),
    })),
  }));
}

/** Every declared baseline, or without one an empty root. */
export function placesOf(universe: Universe): readonly Place[] {
  const baselines = baselinesOf(universe);
  return baselines.length === 0 ? [null] : baselines;
}

export const IMPACT_SCHEMA = 'binpkg-check/impact/1' as const;

export interface ImpactRecord {
  readonly schema: typeof IMPACT_SCHEMA;
  readonly packages: readonly PackageImpactRecord[];
}

export interface PackageImpactRecord {
  readonly package: InstanceName;
  /** Name of the baseline; null is an empty root. */
  readonly baseline: string | null;
  /** Without this build, and without any of its name. */
  readonly build: LossRecord;
  readonly name: LossRecord;
  /** What merging it does to what is installed; null for an empty root. */
  readonly merged: MergedRecord | null;
}

export interface LossRecord {
  readonly withdrawn: readonly InstanceName[];
  /** They can be installed with what is withdrawn, and cannot without. */
  readonly lost: readonly InstanceName[];
  /** Of these, those with a need that nothing else meets. */
  readonly directly: readonly InstanceName[];
  /** The limit of the solver was reached. */
  readonly undecided: readonly InstanceName[];
}

export interface MergedRecord {
  /** Installed in its slot. */
  readonly replaces: InstanceName | null;
  /** Installed, with a need that only packages of its name meet. */
  readonly users: readonly InstanceName[];
  /** What would lack something if nothing else were merged. */
  readonly breaks: readonly {
    readonly package: InstanceName;
    readonly items: readonly string[];
    readonly sonames: readonly { readonly abi: string; readonly soname: string }[];
  }[];
}

/** The answer as plain data. */
export function describeImpact({ universe, packages }: ImpactAnswer): ImpactRecord {
  return {
    schema: IMPACT_SCHEMA,
    packages: packages.flatMap(({ package: pkg, impacts }) =>
      impacts.map(({ place, impact, replacement }) => ({
        package: instanceName(pkg),
        baseline: nameOfPlace(universe, place),
        build: describeLoss(impact.build),
        name: describeLoss(impact.name),
        merged: replacement === null ? null : describeReplacement(replacement),
      })),
    ),
  };
}

function describeLoss({ withdrawn, lost, directly, undecided }: Loss): LossRecord {
  return {
    withdrawn: withdrawn.map(instanceName),
    lost: lost.map(instanceName),
    directly: directly.map(instanceName),
    undecided: undecided.map(instanceName),
  };
}

function describeReplacement({ replaces, users, breaches }: Replacement): MergedRecord {
  return {
    replaces: replaces === null ? null : instanceName(replaces),
    users: users.map(instanceName),
    breaks: breaches.map(({ package: pkg, items, sonames }) => ({
      package: instanceName(pkg),
      items: [...items],
      sonames: sonames.map(({ abi, soname }) => ({ abi, soname })),
    })),
  };
}
