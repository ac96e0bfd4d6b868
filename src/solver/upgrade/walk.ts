// One merge after the other, and what does not work between two of them.

import type { BinaryPackage } from '../../model/package.js';
import type { UpgradeNeed } from './upgrade-needs.js';
import type { Effect, Merge } from './upgrade-state.js';

/** From one step to another something that must work does not. */
export interface Break {
  /** From 1: the program does not work once this step is done. */
  readonly step: number;
  readonly merge: BinaryPackage;
  /** A program that must work throughout; or the package merged, where it lacks what it needs outside of any cycle. */
  readonly program: BinaryPackage;
  readonly effect: Effect;
  /** What lacks something: the program, or a package that it needs. */
  readonly package: BinaryPackage;
  readonly need: UpgradeNeed;
  /** What met the need until this step; null where it is new. */
  readonly provider: BinaryPackage | null;
  /** The step that repairs it; null where none does. */
  readonly repairedBy: { readonly step: number; readonly merge: BinaryPackage } | null;
  /** Proved for this end: every order breaks something. */
  readonly inevitable: boolean;
}

export interface Walk {
  readonly steps: readonly Merge[];
  /** In the order of their steps. */
  readonly broken: readonly Break[];
}

/** By merge, those that must come before it. */
export type Lessons = ReadonlyMap<BinaryPackage, ReadonlySet<BinaryPackage>>;
