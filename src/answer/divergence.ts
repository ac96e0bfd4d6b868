// Two configurations, and only what differs between them for a published package.

import type { ClientSettings } from '../model/client/client-settings.js';
import {
  type Divergence,
  type Effect,
  findDivergence,
  type OneSidedDependency,
} from '../model/client/divergence.js';
import type { Setting, Side } from '../model/client/divergence-settings.js';
import type { Tree } from '../model/repository/tree.js';
import type { Universe } from '../model/universe.js';
import { type Decision, decide } from './decide.js';

export type { Divergence };

/** `tree` null: the packages' own IUSE and KEYWORDS are all that is known. */
export function answerDivergence(
  universe: Universe,
  tree: Tree | null,
  { a, b }: Readonly<Record<Side, ClientSettings>>,
): Divergence {
  return findDivergence(universe, tree, a, b);
}

export function decideDivergence({ settings }: Divergence): Decision {
  return decide({ found: settings.map(() => 'error' as const), isIncomplete: false });
}

export const DIVERGENCE_SCHEMA = 'binpkg-check/divergence/1' as const;

export interface DivergenceRecord {
  readonly schema: typeof DIVERGENCE_SCHEMA;
  /** As given. */
  readonly a: string;
  readonly b: string;
  readonly source: string;
  /** Published versions compared, and of these, how many differ. */
  readonly versions: number;
  readonly divergent: number;
  /** Widest first. */
  readonly settings: readonly SettingRecord[];
}

export interface SettingRecord extends Setting {
  readonly effects: readonly EffectRecord[];
}

export type EffectRecord =
  | (Omit<Extract<Effect, { readonly kind: 'flag' }>, 'needs'> & {
      readonly needs: readonly (Omit<OneSidedDependency, 'class'> & { readonly class: string })[];
    })
  | Exclude<Effect, { readonly kind: 'flag' }>;

/** The comparison as plain data (contract: `divergence --format json`). `names`: what is told of the two. */
export function describeDivergence(
  { settings, versions, divergent }: Divergence,
  source: string,
  { a, b }: Readonly<Record<Side, string>>,
): DivergenceRecord {
  return {
    schema: DIVERGENCE_SCHEMA,
    a,
    b,
    source,
    versions,
    divergent,
    settings: settings.map(({ setting, effects }) => ({
      ...setting,
      effects: effects.map(effect =>
        effect.kind === 'flag'
          ? { ...effect, needs: effect.needs.map(need => ({ ...need })) }
          : { ...effect },
      ),
    })),
  };
}

/** The same as records: what is said of the whole first, then a line for each setting. */
export function listDivergence(record: DivergenceRecord): readonly object[] {
  const { settings, ...whole } = record;
  return [{ kind: 'divergence', ...whole }, ...settings.map(setting => ({ kind: 'setting', ...setting }))];
}
