// The package files of a PKGDIR, several at a time, in the order of their paths whatever finishes first.

import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { PackageFile } from '../../model/package-file.js';
import { readPackageFile } from './read-package-file.js';
import type { ReadPackages, SignatureTrust } from './read-run.js';

export interface ReadOptions {
  /** Files read at the same time on this thread. */
  readonly jobs: number;
  /** On other threads, where there is enough for them. */
  readonly read?: ReadPackages;
  readonly trust?: Pick<SignatureTrust, 'keyring' | 'paths' | 'at'>;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Bytes that take as long as it takes to start threads. */
const WORTH_THREADS = 64 << 20;

export async function readPackageFiles(
  root: string,
  paths: readonly string[],
  options: ReadOptions,
): Promise<readonly PackageFile[]> {
  const { read } = options;
  const sizes = read === undefined ? [] : paths.map(path => sizeOf(root, path));
  const isWorth = sizes.reduce((sum, size) => sum + size, 0) >= WORTH_THREADS;
  return read !== undefined && isWorth
    ? readApart(root, paths, { ...options, read, sizes })
    : readHere(root, paths, options);
}

async function readHere(
  root: string,
  paths: readonly string[],
  { jobs, trust, onProgress }: ReadOptions,
): Promise<readonly PackageFile[]> {
  const options = { digests: true, ...(trust === undefined ? {} : { trust }) };
  const files: PackageFile[] = new Array(paths.length);
  let next = 0;
  let done = 0;
  const work = async () => {
    for (let at = next++; at < paths.length; at = next++) {
      files[at] = await readPackageFile(root, paths[at] as string, options);
      onProgress?.(++done, paths.length);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(jobs, paths.length)) }, work));
  return files;
}

/** The largest first: the last one done is then a small one. */
async function readApart(
  root: string,
  paths: readonly string[],
  {
    read,
    sizes,
    trust,
    onProgress,
  }: ReadOptions & { readonly read: ReadPackages; readonly sizes: readonly number[] },
): Promise<readonly PackageFile[]> {
  const order = paths.map((_, at) => at).sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0) || a - b);
  const place = { root, ...(trust === undefined ? {} : { trust: { paths: trust.paths, at: trust.at } }) };
  const files: PackageFile[] = new Array(paths.length);
  let done = 0;
  let at = 0;
  const results = read(
    place,
    order.map(position => paths[position] as string),
    { onDone: () => onProgress?.(++done, paths.length) },
  );
  for await (const file of results) files[order[at++] as number] = file;
  return files;
}

function sizeOf(root: string, path: string): number {
  return statSync(join(root, path), { throwIfNoEntry: false })?.size ?? 0;
}
