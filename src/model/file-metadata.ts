// What a package's own file says of it beyond its index: CFLAGS, NEEDED.ELF.2 and the like.

import { type BinaryPackage, packagePath } from './package.js';
import type { Universe } from './universe.js';

/** Null where the file was not looked at, or could not be read. */
export function fileMetadataOf(
  { sources }: Pick<Universe, 'sources'>,
  pkg: BinaryPackage,
): ReadonlyMap<string, string> | null {
  const metadata = sources[pkg.source]?.files?.get(packagePath(pkg))?.metadata;
  return metadata === undefined || metadata.size === 0 ? null : metadata;
}
