// USE from the places that speak of it, as Portage stacks them (`config.regenerate`): what counts later overrules what counts earlier.

import { wordsOf } from './stack-changes.js';

/** One place: its USE, and the variables in it that stand for flags. */
export interface UseLayer {
  readonly use: readonly string[];
  /** Empty where the flags of its USE_EXPAND variables are in `use` already. */
  readonly expanded: readonly ExpandedVariable[];
  /** Values of variables whose words are flags as they are (USE_EXPAND_UNPREFIXED). */
  readonly unprefixed: readonly string[];
}

export interface ExpandedVariable {
  /** Of its flags: `python_targets_`. */
  readonly prefix: string;
  readonly words: readonly string[];
}

export const PLAIN_LAYER: UseLayer = { use: [], expanded: [], unprefixed: [] };

/** Flags that are on. With the IUSE of a package `python_targets_*` is all of those flags it has. */
export function stackUse(layers: readonly UseLayer[], iuse: ReadonlySet<string> | null): Set<string> {
  const flags = new Set<string>();
  for (const { use, expanded, unprefixed } of layers) {
    for (const word of unprefixed) change(flags, word);
    for (const word of use) applyUse(flags, word, iuse);
    for (const { prefix, words } of expanded) replace(flags, prefix, words);
  }
  return flags;
}

function applyUse(flags: Set<string>, word: string, iuse: ReadonlySet<string> | null): void {
  if (word === '-*') flags.clear();
  else if (word.startsWith('-')) {
    if (word.endsWith('_*')) removePrefixed(flags, word.slice(1, -1));
    flags.delete(word.slice(1));
  } else {
    const flag = word.startsWith('+') ? word.slice(1) : word;
    if (flag === '') return;
    const meant = iuse !== null && flag.endsWith('_*') ? namesWith(iuse, flag.slice(0, -1)) : [];
    // Without a flag of that name the wildcard stays: it tells that all of them were wanted.
    if (meant.length === 0) flags.add(flag);
    for (const name of meant) flags.add(name);
  }
}

/** A USE_EXPAND variable of the user is not incremental: it takes the place of what the profile says. */
function replace(flags: Set<string>, prefix: string, words: readonly string[]): void {
  removePrefixed(flags, prefix);
  for (const word of words) if (!/^[+-]/.test(word)) flags.add(prefix + word);
}

function change(flags: Set<string>, word: string): void {
  if (word.startsWith('-')) flags.delete(word.slice(1));
  else flags.add(word);
}

function removePrefixed(flags: Set<string>, prefix: string): void {
  for (const flag of namesWith(flags, prefix)) flags.delete(flag);
}

function namesWith(names: Iterable<string>, prefix: string): readonly string[] {
  return [...names].filter(name => name.startsWith(prefix));
}

/** The variables named that a place sets, as flags. */
export function expandVariables(
  names: Iterable<string>,
  variables: ReadonlyMap<string, string>,
): readonly ExpandedVariable[] {
  const found: ExpandedVariable[] = [];
  for (const name of names) {
    const value = variables.get(name);
    if (value !== undefined) found.push({ prefix: prefixOf(name), words: wordsOf(value) });
  }
  return found;
}

export function prefixOf(variable: string): string {
  return `${variable.toLowerCase()}_`;
}
