// One package file of a PKGDIR as read from disk: its container, digests and metadata, or why they could not be read.

import type { Problem } from '../base/format-error.js';
import type { Signature } from './signature.js';

export type ContainerFormat = 'gpkg' | 'xpak';

export interface PackageFile {
  /** Below the PKGDIR, with `/`. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Whole seconds since the epoch. */
  readonly mtime: number;
  /** Lower-case hexadecimal; null where digests were not asked for. */
  readonly md5: string | null;
  readonly sha1: string | null;
  /** By content, not by name; null where it is neither. */
  readonly format: ContainerFormat | null;
  /** The top directory of a gpkg's members. */
  readonly prefix: string | null;
  /** Signed members or a signed Manifest are present (not: good). */
  readonly signed: boolean;
  /** What a keyring says of them; absent where none was given. */
  readonly signature?: Signature;
  /** Metadata by key, text as stored (newlines kept); keys with binary values are left out. Empty where unreadable. */
  readonly metadata: ReadonlyMap<string, string>;
  /** Where in the file each value stands; in a gpkg, where the archive stands that holds it. Bytes from the start. */
  readonly offsets: ReadonlyMap<string, number>;
  /** Structure, Manifest and digest defects, in order of offset. */
  readonly problems: readonly Problem[];
}
