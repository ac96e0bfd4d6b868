// The USE flags with which a client would build an ebuild (PMS 5.2.11, 5.3.2, 11.1.1), as Portage's `config.setcpv` and UseManager
// work them out.

import { leavesOf } from '../../pms/depspec.js';
import { parseDepspec } from '../../pms/parse-depspec.js';
import { reduceDepspec } from '../../pms/reduce-depspec.js';
import { PmsSyntaxError } from '../../pms/syntax-error.js';
import type { EbuildPackage } from '../repository/ebuild-package.js';
import type { ClientSettings, FlagChanges, FlagLevel } from './client-settings.js';
import { type SettingCandidate, valuesFor } from './matching-settings.js';
import { isStable } from './package-keywords.js';
import { implicitIuse } from './seen-flags.js';
import { stackChanges, wordsOf } from './stack-changes.js';
import { expandVariables, PLAIN_LAYER, stackUse, type UseLayer } from './stack-use.js';

export interface EbuildFlags {
  /** IUSE without the signs of defaults. */
  readonly iuse: ReadonlySet<string>;
  /** What is on, of IUSE and of the flags that every package has. */
  readonly enabled: ReadonlySet<string>;
  readonly masked: ReadonlySet<string>;
  readonly forced: ReadonlySet<string>;
  /** Whether the profile's rules for stable packages hold for it. */
  readonly isStable: boolean;
}

/** The flags of an ebuild as the client would build it. */
export function flagsOf(client: ClientSettings, ebuild: EbuildPackage): EbuildFlags {
  const stable = isStable(client, ebuild, ebuild.keywords.join(' '));
  const iuse = new Set(ebuild.iuse.map(flag => flag.replace(/^[+-]/, '')));
  const masked = maskedFlags(client, ebuild, stable);
  const forced = forcedFlags(client, ebuild, stable);
  const isOwn = (flag: string) => iuse.has(flag) || isImplicit(client, ebuild.eapi, flag);
  const settle = (withoutTest: boolean) => {
    const flags = stackUse(layersOf(client, ebuild, stable, withoutTest), iuse);
    for (const flag of forced) flags.add(flag);
    if (client.arch !== '') flags.add(client.arch);
    for (const flag of masked) flags.delete(flag);
    return new Set([...flags].filter(flag => flag.endsWith('_*') || isOwn(flag)));
  };
  const first = settle(false);
  const enabled = hasTests(client) && restrictsTests(client, ebuild, first) ? settle(true) : first;
  addWildcards(client, enabled, iuse, masked);
  return { iuse, enabled, masked, forced, isStable: stable };
}

/** All places that speak of its USE, in the order of USE_ORDER, which names the strongest first. */
function layersOf(
  client: ClientSettings,
  ebuild: EbuildPackage,
  stable: boolean,
  withoutTest: boolean,
): readonly UseLayer[] {
  const layers: Readonly<Record<string, () => UseLayer>> = {
    pkg: () => packageLayer(client, ebuild),
    conf: () => layerFrom(client, client.userVariables),
    defaults: () => ({
      use: client.levels.flatMap(level => flagsAt(level, ebuild, stable)),
      expanded: [],
      unprefixed: unprefixedWords(client, client.profileVariables),
    }),
    pkginternal: () => ({
      ...PLAIN_LAYER,
      use: [...defaultsOf(ebuild), ...(withoutTest ? ['-test'] : [])],
    }),
    features: () => ({ ...PLAIN_LAYER, use: hasTests(client) ? ['test'] : [] }),
    repo: () => ({
      ...PLAIN_LAYER,
      use: (client.repositoryLevels.get(ebuild.repo) ?? []).flatMap(level => flagsAt(level, ebuild, stable)),
    }),
  };
  return useOrder(client.variables).flatMap(name => layers[name]?.() ?? []);
}

/** Weakest first. */
export function useOrder(variables: ReadonlyMap<string, string>): readonly string[] {
  return (variables.get('USE_ORDER') ?? '').split(':').reverse();
}

function packageLayer(client: ClientSettings, subject: SettingCandidate): UseLayer {
  const own = valuesFor(client.userPackageUse, subject).flat();
  const environments = valuesFor(client.packageEnvironment, subject).flat();
  if (environments.length === 0) return { ...PLAIN_LAYER, use: own };
  const use = environments.flatMap(variables => wordsOf(variables.get('USE')));
  const merged = new Map(environments.flatMap(variables => [...variables]));
  return { ...layerFrom(client, merged), use: [...use, ...own] };
}

/** Variables in which USE_EXPAND is not yet translated. */
export function layerFrom(
  { variables }: Pick<ClientSettings, 'variables'>,
  own: ReadonlyMap<string, string>,
): UseLayer {
  return {
    use: wordsOf(own.get('USE')),
    expanded: expandVariables(wordsOf(variables.get('USE_EXPAND')), own),
    unprefixed: unprefixedWords({ variables }, own),
  };
}

export function unprefixedWords(
  { variables }: Pick<ClientSettings, 'variables'>,
  own: ReadonlyMap<string, string>,
): readonly string[] {
  return wordsOf(variables.get('USE_EXPAND_UNPREFIXED')).flatMap(name => wordsOf(own.get(name)));
}

/** package.use.stable counts more than package.use, and that more than use.stable. */
function flagsAt(level: FlagLevel, subject: SettingCandidate, stable: boolean): FlagChanges {
  return [
    ...level.use,
    ...(stable ? level.useStable : []),
    ...valuesFor(level.packageUse, subject).flat(),
    ...(stable ? valuesFor(level.packageUseStable, subject).flat() : []),
  ];
}

function defaultsOf({ iuse }: EbuildPackage): readonly string[] {
  return iuse.flatMap(flag => (flag.startsWith('+') ? [flag.slice(1)] : flag.startsWith('-') ? [flag] : []));
}

/** Flags that a package may not have on. */
function maskedFlags(
  client: ClientSettings,
  subject: SettingCandidate,
  stable: boolean,
): ReadonlySet<string> {
  return stackLevels(client, subject, level => [
    level.useMask,
    stable ? level.useStableMask : [],
    ...valuesFor(level.packageUseMask, subject),
    ...(stable ? valuesFor(level.packageUseStableMask, subject) : []),
  ]);
}

/** Flags that a package may not have off. */
function forcedFlags(
  client: ClientSettings,
  subject: SettingCandidate,
  stable: boolean,
): ReadonlySet<string> {
  return stackLevels(client, subject, level => [
    level.useForce,
    stable ? level.useStableForce : [],
    ...valuesFor(level.packageUseForce, subject),
    ...(stable ? valuesFor(level.packageUseStableForce, subject) : []),
  ]);
}

function stackLevels(
  client: ClientSettings,
  subject: SettingCandidate,
  changesAt: (level: FlagLevel) => readonly FlagChanges[],
): ReadonlySet<string> {
  const own = client.repositoryLevels.get(subject.repo ?? '') ?? [];
  return stackChanges(...[...own, ...client.levels].flatMap(changesAt));
}

/** Whether every package has the flag, whatever its IUSE says (before EAPI 5: as Portage has it). */
function isImplicit(client: ClientSettings, eapi: string, flag: string): boolean {
  return implicitIuse(client, eapi).has(flag);
}

/** `python_targets_*` is all flags of that name that are not masked. */
function addWildcards(
  client: ClientSettings,
  enabled: Set<string>,
  iuse: ReadonlySet<string>,
  masked: ReadonlySet<string>,
): void {
  for (const wildcard of [...enabled].filter(flag => flag.endsWith('_*'))) {
    enabled.delete(wildcard);
    const prefix = wildcard.slice(0, -1);
    for (const flag of [...iuse, ...client.iuseEffective])
      if (flag.startsWith(prefix) && !masked.has(flag)) enabled.add(flag);
  }
}

function hasTests({ variables }: ClientSettings): boolean {
  return wordsOf(variables.get('FEATURES')).includes('test');
}

/** With FEATURES=test the flag `test` is on, unless the ebuild restricts its tests and ALLOW_TEST does not insist. */
function restrictsTests(client: ClientSettings, ebuild: EbuildPackage, use: ReadonlySet<string>): boolean {
  const allowed = wordsOf(client.variables.get('ALLOW_TEST'));
  const properties = flatTokens(ebuild.text.PROPERTIES, 'properties', use);
  return (
    flatTokens(ebuild.text.RESTRICT, 'restrict', use).includes('test') &&
    !allowed.includes('all') &&
    !(properties.includes('test_network') && allowed.includes('network')) &&
    !(properties.includes('test_privileged') && allowed.includes('privileged'))
  );
}

/** The tokens of RESTRICT or PROPERTIES under a USE setting; none of a text that cannot be read. */
export function flatTokens(
  text: string,
  kind: 'restrict' | 'properties',
  use: ReadonlySet<string>,
): readonly string[] {
  if (text === '') return [];
  try {
    const { nodes } = reduceDepspec(parseDepspec(text, { kind }), { use });
    return Array.from(leavesOf(nodes), leaf => leaf.value);
  } catch (error) {
    if (error instanceof PmsSyntaxError) return [];
    throw error;
  }
}
