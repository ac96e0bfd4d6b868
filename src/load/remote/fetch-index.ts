// The index of a binhost by URL: Packages.gz, then Packages, as Portage's client asks for them (`bintree.py:_populate_remote_repo`).

import { INDEX_LIMITS, type IndexLimits } from '../../formats/packages-index/packages-index-text.js';
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
export async function fetchIndex(
  location: string,
  options: ClientOptions = {},
  limits: IndexLimits = INDEX_LIMITS,
): Promise<RemoteIndex> {
  const client = openHttpClient(options);
  try {
    const failures: Failure[] = [];
    let isLate = false;
    for (const url of addressesOf(location)) {
      const answer = await get(url, client);
      if (answer instanceof Error) {
        isLate ||= answer instanceof LateError;
        failures.push({ name: nameOf(url), why: answer.message });
        continue;
      }
      const file = await readIndexContent(nameOf(url), answer.bytes, limits);
      return { ...file, isReplaced: () => isReplaced(url, answer, options) };
    }
    throw new InputError(location, sayFailures(failures), isLate ? 'time' : null);
  } finally {
    await client.close();
  }
}

interface Failure {
  /** Of the file asked for. */
  readonly name: string;
  readonly why: string;
}

function nameOf(url: string): string {
  return url
    .replace(/[?#].*$/s, '')
    .split('/')
    .at(-1) as string;
}

/** Once where both files fail alike. */
function sayFailures(failures: readonly Failure[]): string {
  const reasons = new Set(failures.map(({ why }) => why));
  if (reasons.size > 1) return failures.map(({ name, why }) => `${name}: ${why}`).join('; ');
  const [why = 'nothing was asked for'] = reasons;
  if (why !== NOT_FOUND) return why;
  const names = failures.map(({ name }) => name);
  return `no ${names.reverse().join(' or ')} there (${why}); give the directory that holds ${names.length > 1 ? 'them' : 'it'}`;
}

const NOT_FOUND = 'HTTP 404';

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
    if (status !== 200) return new Error(`${SAID[status] ?? ''}HTTP ${status}`);
    return bytes === null
      ? new Error(`larger than ${MAXIMUM_BYTES / 1024 / 1024} MiB`)
      : { ...answer, bytes };
  } catch (error) {
    return error as Error;
  }
}

const SAID: Readonly<Record<number, string>> = {
  401: 'the server wants a user and a password: ',
  403: 'the server does not give it out: ',
  500: 'the server fails: ',
  502: 'the server fails: ',
  503: 'the server fails: ',
};

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
