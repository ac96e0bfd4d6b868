// A mirror against the judged index: how old its own index is, and whether each file that either of them names is there in its size. Files are
// asked for by HEAD, not read.

import { compareText } from '../base/compare-text.js';
import { type IndexEntry, packagePath } from '../formats/packages-index-keys.js';
import type { Mirror, MirrorFile } from '../model/mirror.js';
import { fetchIndex } from './fetch-index.js';
import { type ClientOptions, type HttpClient, openHttpClient } from './http-client.js';

type Entry = Pick<IndexEntry, 'CPV' | 'PATH' | 'SIZE'>;

/** Requests under way at the same time. */
const JOBS = 8;
const GONE: ReadonlySet<number> = new Set([403, 404, 410]);
/** A path that leads elsewhere is judged as such, and not asked for. */
const OUTSIDE = /(^\/|^[a-z]+:|(^|\/)\.\.(\/|$))/i;

/** Throws `InputError` where the mirror has no index that can be read. */
export async function compareMirror(
  location: string,
  judged: readonly Entry[],
  options: ClientOptions = {},
): Promise<Mirror> {
  const own = (await fetchIndex(location)).index;
  const timestamp = own.header.get('TIMESTAMP') ?? '';
  const wanted = new Map<string, MirrorFile>();
  for (const [entries, offered] of [[judged, false] as const, [own.entries, true] as const]) {
    for (const entry of entries) {
      const path = packagePath(entry);
      const expected = /^\d{1,15}$/.test(entry.SIZE) ? Number(entry.SIZE) : null;
      if (!OUTSIDE.test(path)) wanted.set(path, { path, offered, expected, actual: null });
    }
  }
  const base = location.replace(/[?#].*$/, '').replace(/\/(Packages(\.gz)?)?$/, '');
  const client = openHttpClient(options);
  try {
    const files = [...wanted.values()].sort((a, b) => compareText(a.path, b.path));
    const answers = await askAll(files, file => ask(`${base}/${encodePath(file.path)}`, client));
    const found = files.map((file, at) => ({ file, answer: answers[at] as number | string | null }));
    return {
      location,
      timestamp: /^\d{1,15}$/.test(timestamp) ? Number(timestamp) : null,
      files: files.length,
      faults: found.flatMap(({ file, answer }) => findFault(file, answer) ?? []),
      unread: found.flatMap(({ file: { path }, answer }) =>
        typeof answer === 'string' ? [{ path, why: answer }] : [],
      ),
    };
  } finally {
    await client.close();
  }
}

function findFault(file: MirrorFile, answer: number | string | null): MirrorFile | null {
  if (answer === null) return file;
  if (typeof answer === 'string' || file.expected === null || answer === file.expected) return null;
  return { ...file, actual: answer };
}

/** Its size, null where it is not there, or why neither is known. */
async function ask(url: string, client: HttpClient): Promise<number | string | null> {
  try {
    const { status, header } = await client.get(url, {
      limit: 0,
      method: 'HEAD',
      headers: { 'accept-encoding': 'identity' },
    });
    if (GONE.has(status)) return null;
    if (status !== 200) return `HTTP ${status}`;
    const length = header('content-length');
    return length === null || !/^\d{1,15}$/.test(length)
      ? 'the server does not tell its size'
      : Number(length);
  } catch (error) {
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

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
