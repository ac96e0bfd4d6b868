// A SOURCE that is a binhost by URL of which the packages are looked at too, but for their payload.

import type { SourceInput } from '../model/build-universe.js';
import type { IndexChange } from '../pkgdir/make-index-changes.js';
import { planIndex } from '../pkgdir/plan-index.js';
import { InputError } from './file/input-error.js';
import type { RemoteIndex } from './remote/fetch-index.js';
import { fetchPackageFiles } from './remote/fetch-package-files.js';
import { describeTrust, fromIndex, type SourceRequest } from './source-input.js';

/** Requests under way at the same time: a server is asked, not stormed. */
const MOST_JOBS = 8;

/** Throws `InputError` where the binhost is another by now: packages would be held against an index that is not theirs. */
export async function loadRemote(request: SourceRequest, index: RemoteIndex): Promise<SourceInput> {
  const { location, trust, network, onProgress } = request;
  const files = await fetchPackageFiles(location, index.index, {
    jobs: MOST_JOBS,
    ...(trust === undefined ? {} : { trust }),
    ...(network === undefined ? {} : { http: network }),
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  if (await index.isReplaced())
    throw new InputError(location, 'the index was replaced while its packages were read; run it again');
  const made = planIndex({ files, existing: index.index });
  return {
    ...fromIndex(request, index),
    problems: [...index.problems, ...made.problems],
    files: new Map(files.map(file => [file.path, file])),
    ...(trust === undefined ? {} : { trust: describeTrust(trust) }),
    discrepancies: made.changes.flatMap(dropUnknown),
  };
}

/** What only the whole file would tell, and a server need not keep. */
const UNKNOWN: ReadonlySet<string> = new Set(['MD5', 'SHA1', '_mtime_']);

function dropUnknown(change: IndexChange): readonly IndexChange[] {
  if (change.kind !== 'changed') return [change];
  const keys = change.keys.filter(({ key }) => !UNKNOWN.has(key));
  return keys.length === 0 ? [] : [{ ...change, keys }];
}
