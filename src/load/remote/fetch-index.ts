// The index of a binhost by URL: Packages.gz, then Packages, as Portage's client asks for them (`bintree.py:_populate_remote_repo`).

import { InputError } from '../file/input-error.js';
import { type IndexFile, readIndexContent } from '../packages-index/read-index.js';
import { type HttpClient, openHttpClient } from './http-client.js';

/** The largest index taken, compressed or not, in bytes. */
const MAXIMUM_BYTES = 256 * 1024 * 1024;

/** `location` is the base of a binhost, or the URL of its Packages or Packages.gz. Throws `InputError`. */
export async function fetchIndex(location: string): Promise<IndexFile> {
  const client = openHttpClient();
  try {
    const failures: string[] = [];
    for (const url of addressesOf(location)) {
      const answer = await get(url, client);
      if (typeof answer !== 'string') return await readIndexContent(url.split('/').at(-1) as string, answer);
      failures.push(answer);
    }
    throw new InputError(location, failures.join('; '));
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

/** The bytes, or why there are none. */
async function get(url: string, client: HttpClient): Promise<Uint8Array | string> {
  try {
    const { status, bytes } = await client.get(url, { limit: MAXIMUM_BYTES });
    if (status !== 200) return `${url}: HTTP ${status}`;
    return bytes ?? `${url}: larger than ${MAXIMUM_BYTES / 1024 / 1024} MiB`;
  } catch (error) {
    return `${url}: ${(error as Error).message}`;
  }
}
