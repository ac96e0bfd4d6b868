// What the reading of many package files is asked for, on this thread or on others.

import type { PackageFile } from '../../model/package-file.js';
import type { Keyring } from '../signature/keyring.js';

export interface SignatureTrust {
  readonly keyring: Keyring;
  /** Where the keys come from. */
  readonly paths: readonly string[];
  /** The moment to judge at, in seconds since the epoch. */
  readonly at: number;
  /** Expiry within so many days is told of. */
  readonly days: number;
}

export interface ReadRun {
  /** Told of each package that is done, in whatever order. */
  readonly onDone?: () => void;
}

/** In the order of the paths. Nothing that stands in a file makes it fail. */
export type ReadPackages = (
  place: ReadPlace,
  paths: readonly string[],
  run?: ReadRun,
) => AsyncIterable<PackageFile>;

export interface ReadPlace {
  readonly root: string;
  /** Files or directories of keys, and the moment to judge signatures at (seconds since the epoch). */
  readonly trust?: { readonly paths: readonly string[]; readonly at: number };
}
