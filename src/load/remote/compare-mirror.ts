// A mirror against the judged index: how old its own index is, and whether each file that either of them names is there in its size. Files are
// asked for by HEAD, not read.

import { compareText } from '../../base/compare-text.js';
import { hideCredentials } from '../../base/hide-credentials.js';
import { type IndexEntry, packagePath } from '../../formats/packages-index/packages-index-keys.js';
import type { Mirror, MirrorConflict, MirrorFile } from '../../model/mirror.js';
import { fetchIndex } from './fetch-index.js';
import { encodePath, isBelow, MOST_SILENCE, packageBase, type Silence } from './fetch-package-files.js';
import { type ClientOptions, type HttpClient, openHttpClient } from './http-client.js';

const FIELDS = ['SIZE', 'SHA1', 'MD5'] as const;
type Entry = Pick<IndexEntry, 'CPV' | 'PATH' | (typeof FIELDS)[number]>;

/** Requests under way at the same time. */
const JOBS = 8;
const GONE: ReadonlySet<number> = new Set([403, 404, 410]);

/** Throws `InputError` where the mirror has no index that can be read. */
export async function compareMirror(
  location: string,
  judged: readonly Entry[],
  options: ClientOptions = {},
): Promise<Mirror> {
  const own = (await fetchIndex(location, options)).index;
  const timestamp = own.header.get('TIMESTAMP') ?? '';
  const wanted = new Map<string, MirrorFile>();
  for (const [entries, offered] of [[judged, false] as const, [own.entries, true] as const]) {
    for (const entry of entries) {
      const path = packagePath(entry);
      const expected = /^\d{1,15}$/.test(entry.SIZE) ? Number(entry.SIZE) : null;
      if (isBelow(path)) wanted.set(path, { path, offered, expected, actual: null });
    }
  }
  const base = packageBase(location, own.header);
  const client = openHttpClient(options);
  const silence = { length: 0 };
  try {
    const files = [...wanted.values()].sort((a, b) => compareText(a.path, b.path));
    const answers = await askAll(files, file => ask(`${base}/${encodePath(file.path)}`, client, silence));
    const found = files.map((file, at) => ({ file, answer: answers[at] as number | string | null }));
    return {
      location: hideCredentials(location),
      timestamp: /^\d{1,15}$/.test(timestamp) ? Number(timestamp) : null,
      files: files.length,
      faults: found.flatMap(({ file, answer }) => findFault(file, answer) ?? []),
      conflicts: findConflicts(judged, own.entries),
      unread: found.flatMap(({ file: { path }, answer }) =>
        typeof answer === 'string' ? [{ path, why: answer }] : [],
      ),
    };
  } finally {
    await client.close();
  }
}

/** Files that are one by their path and not by what the indices say of them: of each the first field that tells. */
function findConflicts(judged: readonly Entry[], theirs: readonly Entry[]): readonly MirrorConflict[] {
  const known = new Map(judged.map(entry => [packagePath(entry), entry]));
  const conflicts = new Map<string, MirrorConflict>();
  for (const entry of theirs) {
    const path = packagePath(entry);
    const own = known.get(path);
    const field = FIELDS.find(
      name => own !== undefined && own[name] !== '' && entry[name] !== '' && own[name] !== entry[name],
    );
    if (own === undefined || field === undefined) conflicts.delete(path);
    else conflicts.set(path, { path, field, judged: own[field], theirs: entry[field] });
  }
  return [...conflicts.values()].sort((a, b) => compareText(a.path, b.path));
}

function findFault(file: MirrorFile, answer: number | string | null): MirrorFile | null {
  if (answer === null) return file;
  if (typeof answer === 'string' || file.expected === null || answer === file.expected) return null;
  return { ...file, actual: answer };
}

/** Its size, null where it is not there, or why neither is known. */
async function ask(url: string, client: HttpClient, silence: Silence): Promise<number | string | null> {
  if (silence.length >= MOST_SILENCE) return `not asked for: ${MOST_SILENCE} files in a row got no answer`;
  try {
    const { status, header } = await client.get(url, {
      limit: 0,
      method: 'HEAD',
      headers: { 'accept-encoding': 'identity' },
    });
    silence.length = 0;
    if (GONE.has(status)) return null;
    if (status !== 200) return `HTTP ${status}`;
    const length = header('content-length');
    return length === null || !/^\d{1,15}$/.test(length)
      ? 'the server does not tell its size'
      : Number(length);
  } catch (error) {
    silence.length++;
    return (error as Error).message;
  }
}

async function askAll<A, B>(list: readonly A[], work: (item: A) => Promise<B>): Promise<B[]> {
  const results: B[] = new Array(list.length);
  let next = 0;
  const run = async () => {
    for (let at = next++; at < list.length; at = next++) results[at] = await work(list[at] as A);
  };
  await Promise.all(Array.from({ length: Math.min(JOBS, list.length) }, run));
  return results;
}
