// The package files of a PKGDIR, several at a time, in the order of their paths whatever finishes first.

import type { PackageFile } from '../model/package-file.js';
import { type ReadPackageOptions, readPackageFile } from './read-package-file.js';

export interface ReadOptions {
  /** Files read at the same time. */
  readonly jobs: number;
  readonly trust?: NonNullable<ReadPackageOptions['trust']>;
  readonly onProgress?: (done: number, total: number) => void;
}

export async function readPackageFiles(
  root: string,
  paths: readonly string[],
  options: ReadOptions,
): Promise<readonly PackageFile[]> {
  const trust = options.trust === undefined ? {} : { trust: options.trust };
  const files: PackageFile[] = new Array(paths.length);
  let next = 0;
  let done = 0;
  const work = async () => {
    for (let at = next++; at < paths.length; at = next++) {
      files[at] = await readPackageFile(root, paths[at] as string, { digests: true, ...trust });
      options.onProgress?.(++done, paths.length);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(options.jobs, paths.length)) }, work));
  return files;
}
