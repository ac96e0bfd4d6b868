// The packages that the index of a binhost by URL names, each read by parts: container, metadata and signatures, of the image nothing. So a
// binhost is held against its own index without being downloaded.

import type { PackagesIndex } from '../../formats/packages-index/packages-index.js';
import type { IndexEntry } from '../../formats/packages-index/packages-index-keys.js';
import { packagePath } from '../../formats/packages-index/packages-index-keys.js';
import type { PackageFile } from '../../model/package-file.js';
import { InputError } from '../file/input-error.js';
import { describeUnreadable, type ReadPackageOptions } from '../package/read-package-file.js';
import { fetchPackage, PackageGone, PackageUnanswered } from './fetch-range-package.js';
import { type ClientOptions, openHttpClient } from './http-client.js';

export interface FetchFilesOptions extends Pick<ReadPackageOptions, 'trust'> {
  /** Packages under way at the same time. */
  readonly jobs: number;
  readonly http?: ClientOptions;
  readonly onProgress?: (done: number, total: number) => void;
}

/** In order of the index, one for each path; those that the server does not have are left out. */
export async function fetchPackageFiles(
  location: string,
  { header, entries }: Pick<PackagesIndex, 'header' | 'entries'>,
  options: FetchFilesOptions,
): Promise<readonly PackageFile[]> {
  const base = packageBase(location, header);
  const wanted = [...new Map(entries.map(entry => [packagePath(entry), entry])).values()];
  const files: (PackageFile | null)[] = new Array(wanted.length);
  const client = openHttpClient(options.http);
  let next = 0;
  let done = 0;
  const silence = { length: 0 };
  const work = async () => {
    for (let at = next++; at < wanted.length; at = next++) {
      files[at] = await fetchOne(base, wanted[at] as IndexEntry, { ...options, client, silence });
      options.onProgress?.(++done, wanted.length);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.max(1, Math.min(options.jobs, wanted.length)) }, work));
  } finally {
    await client.close();
  }
  return files.filter(file => file !== null);
}

/** Where clients look for packages: below the index, unless its header says otherwise (`bintree.py`: `remote_base_uri`). */
export function packageBase(location: string, header: ReadonlyMap<string, string>): string {
  const told = header.get('URI') ?? '';
  const base = /^https?:\/\//i.test(told)
    ? withUserOf(location, told)
    : location.replace(/[?#].*$/, '').replace(/\/Packages(\.gz)?$/, '');
  return base.replace(/\/+$/, '');
}

/** Whoever may read the index may read the packages beside it; another server learns nothing of the user. */
function withUserOf(location: string, told: string): string {
  if (!URL.canParse(location) || !URL.canParse(told)) return told;
  const [from, to] = [new URL(location), new URL(told)];
  if (from.origin !== to.origin || from.username + from.password === '' || to.username + to.password !== '')
    return told;
  to.username = from.username;
  to.password = from.password;
  return to.href;
}

/** A path that leads elsewhere is judged as such, and not asked for. */
export function isBelow(path: string): boolean {
  return !/(^\/|^[a-z]+:|(^|\/)\.\.(\/|$))/i.test(path);
}

export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

async function fetchOne(
  base: string,
  entry: IndexEntry,
  {
    client,
    trust,
    silence,
    http,
  }: Parameters<typeof fetchPackage>[1] & { readonly silence: Silence; readonly http?: ClientOptions },
): Promise<PackageFile | null> {
  const path = packagePath(entry);
  if (!isBelow(path)) return null;
  if (silence.length >= MOST_SILENCE)
    return unread(path, `not asked for: ${MOST_SILENCE} packages in a row got no answer`);
  try {
    const options = {
      ...(client === undefined ? {} : { client }),
      ...(trust === undefined ? {} : { trust }),
      ...(http?.within === undefined ? {} : { within: http.within }),
    };
    const file = await fetchPackage(`${base}/${encodePath(path)}`, options);
    silence.length = 0;
    // A server need not keep the time of files: what the index says stands.
    return { ...file, path, mtime: Number(entry._mtime_) || 0 };
  } catch (error) {
    silence.length = error instanceof PackageUnanswered ? silence.length + 1 : 0;
    if (error instanceof PackageGone) return null;
    if (!(error instanceof InputError)) throw error;
    return unread(path, error.message);
  }
}

/** Packages in a row that a server did not answer for. */
export interface Silence {
  length: number;
}

/** Each takes minutes of waiting; with so many the server is down, or wants it to last for days. */
export const MOST_SILENCE = 16;

function unread(path: string, message: string): PackageFile {
  return describeUnreadable(path, { code: 'file-unreadable', message, offset: null, effect: 'unchecked' });
}
