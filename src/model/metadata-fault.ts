// What makes a package invalid for every client (Portage `_emerge/Package.py:_metadata_exception`, `_validate_deps`), as data.

import type { DependencyClass } from '../pms/dependency-class.js';

export type FaultKey =
  | DependencyClass
  | 'EAPI'
  | 'SLOT'
  | 'IUSE'
  | 'LICENSE'
  | 'PROPERTIES'
  | 'RESTRICT'
  | 'REQUIRES'
  | 'PROVIDES';

export interface MetadataFault {
  readonly key: FaultKey;
  /** The value that has it. */
  readonly text: string;
  /** The rule that it breaks, in words. */
  readonly why: string;
  /** Where in the value, short enough for a line; null where it is about the whole of it. */
  readonly near: string | null;
  /** Portage throws when it reads an index that says so: no client can use any of its packages. */
  readonly stopsReader?: true;
}

export const NO_FAULTS: readonly MetadataFault[] = [];
