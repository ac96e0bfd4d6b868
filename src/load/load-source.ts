// One SOURCE of the command line: a PKGDIR, an index file or one on standard input, an installed database, or a binhost by URL.

import { type Stats, statSync } from 'node:fs';
import { FormatError } from '../base/format-error.js';
import { MAX_INDEX_BYTES } from '../formats/packages-index/packages-index-text.js';
import type { SourceInput } from '../model/build-universe.js';
import { InputError, reasonOf } from './file/input-error.js';
import { isRemote, pathOf } from './location.js';
import { type IndexFile, readIndexContent, readIndexFile } from './packages-index/read-index.js';
import { refuseOther } from './packages-index/refuse-other.js';
import { fromIndex, type SourceRequest } from './source-input.js';

/** Reads a source. Throws `InputError` where nothing can be said about it. */
export async function loadSource(request: SourceRequest): Promise<SourceInput> {
  try {
    if (isRemote(request.location)) {
      const { fetchIndex } = await import('./remote/fetch-index.js');
      const index = await fetchIndex(request.location, request.network, request.limits);
      refuseOther(request.location, index);
      const isLooked = request.files && request.fetchMetadata === true;
      return isLooked
        ? await (await import('./load-remote.js')).loadRemote(request, index)
        : fromIndex(request, index);
    }
    if (STANDARD_INPUT.includes(request.location))
      return fromIndex(request, await readStandardInput(request));
    // An audit of an index alone, the common case in a pipeline, does not wait for the readers of packages to load.
    const path = pathOf(request.location);
    if (request.role === 'installed')
      return await (await import('./load-installed.js')).loadInstalled(request, path);
    if (isDirectory(path)) return await (await import('./load-directory.js')).loadDirectory(request, path);
    const index = await readIndexFile(path, request.limits);
    refuseOther(request.location, index);
    return fromIndex(request, index);
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (error instanceof FormatError || (error as NodeJS.ErrnoException).syscall !== undefined)
      throw new InputError(request.location, reasonOf(error), isTooLarge(error) ? 'limits' : null);
    throw error;
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof FormatError && error.problem.code === 'index-too-large';
}

function isDirectory(path: string): boolean {
  return (statSync(path) as Stats).isDirectory();
}

/** All of them are the stream itself: the last ones where it is a pipe. */
const STANDARD_INPUT: readonly string[] = ['-', '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0'];

async function readStandardInput({ location, limits }: SourceRequest): Promise<IndexFile> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of process.stdin as AsyncIterable<Uint8Array>) {
    size += piece.length;
    if (size > MAX_INDEX_BYTES)
      throw new InputError(
        location,
        `more than ${MAX_INDEX_BYTES} bytes came; so large an index is not read`,
      );
    pieces.push(piece);
  }
  const index = await readIndexContent(location, Buffer.concat(pieces), limits);
  refuseOther(location, index);
  return index;
}
