// Where packages come from: one binhost, earlier index or installed database, and what was seen of it besides packages.

import type { Mirror } from './mirror.js';
import type { Role } from './package.js';
import type { PackageFile } from './package-file.js';
import type { Payload } from './payload.js';
import type { SourceProblem } from './problem.js';
import type { Trust } from './signature.js';
import type { ClosedPlace } from './unread.js';

/** A difference between the index of a PKGDIR and the one its package files call for. */
export interface IndexDiscrepancy {
  /** Below the PKGDIR. */
  readonly path: string;
  readonly cpv: string;
  /** `added`: the file is not in the index. `removed`: the entry has no such file. `changed`: the entry says something else. */
  readonly kind: 'added' | 'removed' | 'changed';
  /** For `removed`: a later entry has the same path, and that is the one which counts. */
  readonly shadowed?: true;
  /** For `changed`: what the index says (`before`) and what the package says (`after`), by Portage's internal key names. */
  readonly keys?: readonly { readonly key: string; readonly before: string; readonly after: string }[];
}

/** A library file that a client keeps although its package was replaced by one without it. */
export interface PreservedLibrary {
  readonly path: string;
  /** Name of the package that it was of. */
  readonly owner: string;
}

export interface Source {
  readonly role: Role;
  /** As the user gave it. */
  readonly location: string;
  /** Name of a baseline; otherwise equal to `location`. */
  readonly name: string;
  readonly kind: 'pkgdir' | 'index' | 'vdb';
  /** Header of the index by Portage's internal names; empty for a VDB. */
  readonly header: ReadonlyMap<string, string>;
  /** IUSE_IMPLICIT and USE_EXPAND_IMPLICIT values of the header (PMS 11.1.1). */
  readonly iuseEffective: ReadonlySet<string>;
  /** Traps and faults met while reading, in order of file and offset. */
  readonly problems: readonly SourceProblem[];
  /** Package files found on disk, by path; null where they were not looked at. */
  readonly files: ReadonlyMap<string, PackageFile> | null;
  /** What the files of packages are, by PATH, in a VDB by CPV; absent where they were not looked at. See `payloadOf`. */
  readonly payloads?: ReadonlyMap<string, Payload>;
  /** What is selected in the root that an installed database is in; absent where nothing is known of it. */
  readonly world?: World;
  /** What in it only its owner and group may read; absent where modes were not looked at. */
  readonly closed?: readonly ClosedPlace[];
  /** Signatures in files of their own beside package files; absent where files were not looked at. */
  readonly detached?: readonly string[];
  /** Of a VDB what Portage preserves beside it; absent where there is no register. */
  readonly preserved?: readonly PreservedLibrary[];
  /** Copies of it elsewhere; absent where none was named. */
  readonly mirrors?: readonly Mirror[];
  /** What signatures of package files were held against; absent where no keyring was given. */
  readonly trust?: Trust;
  /** Index against package files; null where the files were not looked at or there is no index. */
  readonly discrepancies: readonly IndexDiscrepancy[] | null;
  /** `sha256:...` over the bytes of the index; null where there is none. */
  readonly digest: string | null;
}
export interface World {
  /** Of the file `world` and of the sets that `world_sets` names, each once. */
  readonly atoms: readonly string[];
  /** Selected sets, `@system` apart, whose lists are not in /etc/portage/sets. */
  readonly unknownSets: readonly string[];
}
