// USE dependencies (PMS 8.3.4): the `[...]` of an atom, with 4-style defaults.

import { FLAG_CHARACTER, FLAG_START, isIn, skip } from './name-characters.js';
import { PmsSyntaxError } from './syntax-error.js';

/**
 * `enabled` [f], `disabled` [-f], `equal` [f=], `opposite` [!f=], `enabled-if` [f?], `disabled-if` [!f?].
 * The last four depend on the USE of the package that has the dependency. `present` is what is left of [f?] and [!f?] where
 * their condition does not hold: the flag may be on or off, but the package must have it.
 */
export type UseRequirement =
  | 'enabled'
  | 'disabled'
  | 'equal'
  | 'opposite'
  | 'enabled-if'
  | 'disabled-if'
  | 'present';

export interface UseDependency {
  readonly flag: string;
  readonly requirement: UseRequirement;
  /** What a flag counts as that the package does not have: `(+)` enabled, `(-)` disabled. */
  readonly default: '+' | '-' | null;
}

const RULE =
  'PMS 8.3.4: a USE dependency is [flag], [-flag], [flag=], [!flag=], [flag?] or [!flag?], joined by commas';

/** The dependencies between the brackets at [start, end) of `text`. */
export function parseUseDependencies(text: string, start: number, end: number): readonly UseDependency[] {
  const dependencies: UseDependency[] = [];
  let at = start;
  for (;;) {
    const prefix = text.charCodeAt(at);
    const flagStart = prefix === 0x2d || prefix === 0x21 ? at + 1 : at;
    const flagEnd = isIn(FLAG_START, text.charCodeAt(flagStart))
      ? skip(FLAG_CHARACTER, text, flagStart + 1, end)
      : flagStart;
    if (flagEnd === flagStart || flagStart >= end) throw new PmsSyntaxError(text, flagStart, RULE);
    const fallback = defaultAt(text, flagEnd);
    const suffixAt = fallback === null ? flagEnd : flagEnd + 3;
    const suffix = text.charCodeAt(suffixAt);
    const requirement = requirementOf(flagStart > at ? prefix : 0, suffix);
    if (requirement === null) throw new PmsSyntaxError(text, suffixAt, RULE);
    dependencies.push({ flag: text.slice(flagStart, flagEnd), requirement, default: fallback });
    at = suffix === 0x3f || suffix === 0x3d ? suffixAt + 1 : suffixAt;
    if (at === end) break;
    if (text.charCodeAt(at) !== 0x2c) throw new PmsSyntaxError(text, at, RULE);
    at++;
  }
  if (dependencies.length > 1) refuseMixedDefaults(text, start, dependencies);
  return dependencies;
}

function defaultAt(text: string, at: number): '+' | '-' | null {
  if (text.charCodeAt(at) !== 0x28 || text.charCodeAt(at + 2) !== 0x29) return null;
  const sign = text.charCodeAt(at + 1);
  return sign === 0x2b ? '+' : sign === 0x2d ? '-' : null;
}

/** By the characters around the flag; a suffix other than `?` and `=` is none of it. */
function requirementOf(prefix: number, suffix: number): UseRequirement | null {
  if (suffix === 0x3f) return prefix === 0 ? 'enabled-if' : prefix === 0x21 ? 'disabled-if' : null;
  if (suffix === 0x3d) return prefix === 0 ? 'equal' : prefix === 0x21 ? 'opposite' : null;
  return prefix === 0 ? 'enabled' : prefix === 0x2d ? 'disabled' : null;
}

/** One flag with two different defaults, or with and without one, has no meaning; Portage refuses it too. */
function refuseMixedDefaults(text: string, start: number, dependencies: readonly UseDependency[]): void {
  if (dependencies.every(dependency => dependency.default === dependencies[0]?.default)) return;
  const defaults = new Map<string, string | null>();
  for (const { flag, default: fallback } of dependencies) {
    const first = defaults.get(flag);
    if (first !== undefined && first !== fallback) {
      throw new PmsSyntaxError(
        text,
        start,
        `PMS 8.3.4: a USE dependency gives ${flag.slice(0, 40)} one default`,
      );
    }
    defaults.set(flag, fallback);
  }
}

/** As in an atom; `present` has no syntax and is empty. */
export function formatUseDependency(dependency: UseDependency): string {
  const name = dependency.default === null ? dependency.flag : `${dependency.flag}(${dependency.default})`;
  switch (dependency.requirement) {
    case 'enabled':
      return name;
    case 'disabled':
      return `-${name}`;
    case 'equal':
      return `${name}=`;
    case 'opposite':
      return `!${name}=`;
    case 'enabled-if':
      return `${name}?`;
    case 'disabled-if':
      return `!${name}?`;
    case 'present':
      return '';
  }
}

/** The brackets with what `dependencies` asks, or nothing. */
export function formatUseDependencies(dependencies: readonly UseDependency[]): string {
  const parts = dependencies
    .filter(dependency => dependency.requirement !== 'present')
    .map(formatUseDependency);
  return parts.length === 0 ? '' : `[${parts.join(',')}]`;
}

/** Whether the dependency asks about the USE of the package that has it. */
export function isConditionalUse(dependency: UseDependency): boolean {
  const requirement = dependency.requirement;
  return requirement !== 'enabled' && requirement !== 'disabled' && requirement !== 'present';
}

/**
 * The dependency as it stands for a package built with `use`; null where nothing is left of it (PMS 8.3.4).
 * A flag without default must exist even where the condition does not hold (PMS 8.3.4; Portage's `unevaluated_atom.use.required`).
 */
export function evaluateUseDependency(
  dependency: UseDependency,
  use: ReadonlySet<string>,
): UseDependency | null {
  const { flag, default: fallback } = dependency;
  const on = use.has(flag);
  const left = fallback === null ? ({ flag, requirement: 'present', default: null } as const) : null;
  switch (dependency.requirement) {
    case 'equal':
      return { flag, requirement: on ? 'enabled' : 'disabled', default: fallback };
    case 'opposite':
      return { flag, requirement: on ? 'disabled' : 'enabled', default: fallback };
    case 'enabled-if':
      return on ? { flag, requirement: 'enabled', default: fallback } : left;
    case 'disabled-if':
      return on ? left : { flag, requirement: 'disabled', default: fallback };
    default:
      return dependency;
  }
}
