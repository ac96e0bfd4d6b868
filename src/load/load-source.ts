// One SOURCE of the command line: a PKGDIR, an index file, an installed database, or a binhost by URL.

import { type Stats, statSync } from 'node:fs';
import { FormatError } from '../base/format-error.js';
import type { SourceInput } from '../model/build-universe.js';
import { InputError, reasonOf } from './file/input-error.js';
import { readIndexFile } from './packages-index/read-index.js';
import { fromIndex, type SourceRequest } from './source-input.js';

/** Reads a source. Throws `InputError` where nothing can be said about it. */
export async function loadSource(request: SourceRequest): Promise<SourceInput> {
  try {
    if (/^https?:\/\//i.test(request.location)) {
      const { fetchIndex } = await import('./remote/fetch-index.js');
      const index = await fetchIndex(request.location);
      const isLooked = request.files && request.fetchMetadata === true;
      return isLooked
        ? await (await import('./load-remote.js')).loadRemote(request, index)
        : fromIndex(request, index);
    }
    // An audit of an index alone, the common case in a pipeline, does not wait for the readers of packages to load.
    if (isDirectory(request.location))
      return await (await import('./load-directory.js')).loadDirectory(request);
    return fromIndex(request, await readIndexFile(request.location));
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (error instanceof FormatError || (error as NodeJS.ErrnoException).syscall !== undefined)
      throw new InputError(request.location, reasonOf(error));
    throw error;
  }
}

function isDirectory(path: string): boolean {
  return (statSync(path) as Stats).isDirectory();
}
