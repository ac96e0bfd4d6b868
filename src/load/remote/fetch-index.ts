// The index of a binhost by URL: Packages.gz, then Packages, as Portage's client asks for them (`bintree.py:_populate_remote_repo`).

import { hideCredentials } from '../../base/hide-credentials.js';
import { InputError } from '../file/input-error.js';
import { type IndexFile, readIndexContent } from '../packages-index/read-index.js';
import {
  type Answer,
  type ClientOptions,
  type HttpClient,
  LateError,
  openHttpClient,
} from './http-client.js';

/** The largest index taken, compressed or not, in bytes. */
const MAXIMUM_BYTES = 256 * 1024 * 1024;

export interface RemoteIndex extends IndexFile {
  /** Whether another lies there now; false where nobody answers. */
  isReplaced(): Promise<boolean>;
}

/** `location` is the base of a binhost, or the URL of its Packages or Packages.gz. Throws `InputError`. */
export async function fetchIndex(location: string, options: ClientOptions = {}): Promise<RemoteIndex> {
  const client = openHttpClient(options);
  try {
    const failures: string[] = [];
    let isLate = false;
    for (const url of addressesOf(location)) {
      const answer = await get(url, client);
      if (answer instanceof Error) {
        isLate ||= answer instanceof LateError;
        failures.push(`${hideCredentials(url)}: ${answer.message}`);
        continue;
      }
      const name = url
        .replace(/[?#].*$/s, '')
        .split('/')
        .at(-1) as string;
      const file = await readIndexContent(name, answer.bytes);
      return { ...file, isReplaced: () => isReplaced(url, answer, options) };
    }
    throw new InputError(location, failures.join('; '), isLate ? 'time' : null);
  } finally {
    await client.close();
  }
}

/** An address that ends in an index is taken as it is; any other is the directory that holds one. */
function addressesOf(location: string): readonly string[] {
  const [address, query = ''] = location.split(/(?=[?#])/, 2) as [string, string?];
  if (/\/Packages(\.gz)?$/.test(address)) return [location];
  const base = address.replace(/\/+$/, '');
  return [`${base}/Packages.gz${query}`, `${base}/Packages${query}`];
}

type Whole = Answer & { readonly bytes: Uint8Array };

/** The bytes, or why there are none. */
async function get(url: string, client: HttpClient): Promise<Whole | Error> {
  try {
    const answer = await client.get(url, { limit: MAXIMUM_BYTES });
    const { status, bytes } = answer;
    if (status !== 200) return new Error(`HTTP ${status}`);
    return bytes === null
      ? new Error(`larger than ${MAXIMUM_BYTES / 1024 / 1024} MiB`)
      : { ...answer, bytes };
  } catch (error) {
    return error as Error;
  }
}

/** Asked for as what has changed since (RFC 9110, 13.1); a server that does not know that sends it again. */
async function isReplaced(url: string, before: Whole, options: ClientOptions): Promise<boolean> {
  const etag = before.header('etag');
  const modified = before.header('last-modified');
  const headers = {
    ...(etag === null ? {} : { 'if-none-match': etag }),
    ...(modified === null || etag !== null ? {} : { 'if-modified-since': modified }),
  };
  const client = openHttpClient(options);
  try {
    const { status, bytes } = await client.get(url, { limit: MAXIMUM_BYTES, headers });
    return status === 200 && (bytes === null || Buffer.compare(bytes, before.bytes) !== 0);
  } catch {
    return false;
  } finally {
    await client.close();
  }
}
