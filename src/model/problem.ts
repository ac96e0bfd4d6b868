// Defects met while reading a source, kept beside the packages so that rules can judge them.

import type { Effect, Problem } from '../base/format-error.js';

/** A problem of an index: line number (from 1) and, where it belongs to one, the entry's CPV. */
export interface SourceProblem extends Problem {
  readonly file: string;
  readonly line?: number;
  readonly cpv?: string;
  /**
   * What a client that reads the index with Portage loses: a value, an entry, every entry after this place (`rest`), or the
   * whole index. Absent for problems of package files.
   */
  readonly loses?: 'nothing' | 'value' | 'entry' | 'rest' | 'index';
  /** Packages that Portage does not see because of it. */
  readonly hidden?: number;
  /** For package files: Portage leaves the file out of the index. */
  readonly skipped?: boolean;
}

export type { Effect, Problem };
