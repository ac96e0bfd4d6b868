// What is known of one ebuild: its entry of the md5-cache, as text that threads can hand over, or why there is none.

import type { Interruption } from '../../base/interruption.js';

export type EbuildFacts =
  | {
      readonly outcome: 'metadata';
      /** As `writeMd5CacheEntry` writes it. */
      readonly entry: string;
    }
  | { readonly outcome: 'refused' | 'unknown'; readonly why: string };

/** Where the ebuilds of a repository are evaluated: all that a thread must know. */
export interface EvaluationPlace {
  readonly location: string;
  readonly eclassFolders: readonly string[];
}

/** An ebuild as tasks name it: category, PN, PVR. */
export type EbuildName = readonly [category: string, pn: string, version: string];

export interface EvaluationOptions {
  readonly signal?: Interruption;
  /** Counts ebuilds that are done. */
  readonly onProgress?: (done: number) => void;
}

/** Evaluates ebuilds one by one or on several threads; facts come in the order of the names. */
export type EvaluateEbuilds = (
  place: EvaluationPlace,
  names: readonly EbuildName[],
  options?: EvaluationOptions,
) => AsyncIterable<EbuildFacts>;
