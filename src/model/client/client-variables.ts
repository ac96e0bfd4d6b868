// What make.defaults and make.conf come to together (PMS 5.3; Portage `config.regenerate`): incrementals stacked, ACCEPT_* settled,
// USE with USE_EXPAND variables as flags.

import type { ClientSettings, FlagChanges, FlagLevel } from './client-settings.js';
import { layerFrom, unprefixedWords, useOrder } from './package-flags.js';
import { pruneIncremental, stackChanges, stackIncremental, wordsOf } from './stack-changes.js';
import { expandVariables, PLAIN_LAYER, prefixOf, stackUse, type UseLayer } from './stack-use.js';

type Variables = ReadonlyMap<string, string>;

export interface VariableSources {
  readonly globals: Variables;
  readonly profile: Variables;
  readonly user: Variables;
}

/** Everything but USE and the variables that stand for flags. */
export function settleVariables(
  { globals, profile, user }: VariableSources,
  incrementals: readonly string[],
): Map<string, string> {
  const sources = [globals, profile, user];
  const settled = new Map(sources.flatMap(variables => [...variables]));
  for (const name of incrementals) {
    if (name === 'USE' || !settled.has(name)) continue;
    const stacked = stackIncremental(...sources.map(variables => variables.get(name) ?? ''));
    settled.set(name, [...stacked].sort().join(' '));
  }
  for (const name of ['ACCEPT_LICENSE', 'ACCEPT_PROPERTIES', 'ACCEPT_RESTRICT']) {
    const words = sources.flatMap(variables => wordsOf(variables.get(name)));
    settled.set(name, pruneIncremental(words).join(' '));
  }
  // Portage's own default, where nobody says anything.
  if (settled.get('ACCEPT_LICENSE') === '') settled.set('ACCEPT_LICENSE', '* -@EULA');
  const chost = settled.get('CHOST');
  if (chost !== undefined && !settled.has('CBUILD')) settled.set('CBUILD', chost);
  return settled;
}

/** USE of one make.defaults: its USE_EXPAND variables as flags, so that profiles further down can take them away. */
export function useOfDefaults(own: Variables, variables: Variables): FlagChanges {
  const unprefixed = unprefixedWords({ variables }, own);
  const expanded = expandVariables(wordsOf(variables.get('USE_EXPAND')), own).flatMap(({ prefix, words }) =>
    words.map(word => (word.startsWith('-') ? `-${prefix}${word.slice(1)}` : prefix + word)),
  );
  return [...unprefixed, ...expanded, ...wordsOf(own.get('USE'))];
}

export type GlobalUse = Pick<ClientSettings, 'use' | 'useMask' | 'useForce'>;

/** USE where no package is asked about. */
export function globalUse(
  variables: Variables,
  { profile, user }: VariableSources,
  levels: readonly FlagLevel[],
): GlobalUse {
  const layers: Readonly<Record<string, UseLayer>> = {
    conf: layerFrom({ variables }, user),
    defaults: {
      use: levels.flatMap(level => level.use),
      expanded: [],
      unprefixed: unprefixedWords({ variables }, profile),
    },
    features: {
      ...PLAIN_LAYER,
      use: wordsOf(variables.get('FEATURES')).includes('test') ? ['test'] : [],
    },
  };
  const use = stackUse(
    useOrder(variables).flatMap(name => layers[name] ?? []),
    null,
  );
  const useMask = stackChanges(...levels.map(level => level.useMask));
  const useForce = stackChanges(...levels.map(level => level.useForce));
  for (const flag of useForce) use.add(flag);
  const arch = profile.get('ARCH') ?? '';
  if (arch !== '') use.add(arch);
  for (const flag of useMask) use.delete(flag);
  return { use: new Set([...use].sort()), useMask, useForce };
}

/** The variables that stand for flags, made to say what USE says. */
export function alignVariables(settled: Map<string, string>, use: ReadonlySet<string>): void {
  for (const name of wordsOf(settled.get('USE_EXPAND'))) {
    const prefix = prefixOf(name);
    const meant = [...use].filter(flag => flag.startsWith(prefix)).map(flag => flag.slice(prefix.length));
    const written = wordsOf(settled.get(name)).filter(word => meant.includes(word));
    const words = [...written, ...meant.filter(word => !written.includes(word)).sort()];
    if (words.length > 0 || settled.has(name)) settled.set(name, words.join(' '));
  }
  for (const name of wordsOf(settled.get('USE_EXPAND_UNPREFIXED'))) {
    const words = wordsOf(settled.get(name));
    if (settled.has(name)) settled.set(name, words.filter(word => use.has(word)).join(' '));
  }
  settled.set('USE', [...use].join(' '));
}
