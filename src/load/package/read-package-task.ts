// The work of one thread of a pool: package files below one directory, with their digests and signatures.

import type { PackageFile } from '../../model/package-file.js';
import type { Keyring } from '../signature/keyring.js';
import { readKeyring } from '../signature/read-keyring.js';
import { readPackageFile } from './read-package-file.js';
import type { ReadPlace } from './read-run.js';

/** The work takes the path of a package file below the root. Keys cannot be handed between threads: each reads its own. */
export function startTask({ root, trust }: ReadPlace): (path: string) => Promise<PackageFile> {
  let keyring: Promise<Keyring> | null = null;
  return async path => {
    if (trust === undefined) return readPackageFile(root, path, { digests: true });
    keyring ??= readKeyring(trust.paths);
    return readPackageFile(root, path, {
      digests: true,
      trust: { keyring: await keyring, at: trust.at },
    });
  };
}
