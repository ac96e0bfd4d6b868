// The index of a binhost by URL: Packages.gz, then Packages, as Portage's client asks for them (`bintree.py:_populate_remote_repo`).

import { Agent, interceptors, request } from 'undici';
import { InputError } from './input-error.js';
import { type IndexFile, readIndexContent } from './read-index.js';

/** The largest index taken, compressed or not, in bytes. */
const MAXIMUM_BYTES = 256 * 1024 * 1024;
/** Milliseconds for the answer to begin, and between two pieces of it. */
const TIMEOUT = 30_000;
const REDIRECTS = 5;

/** `location` is the base of a binhost, or the URL of its Packages or Packages.gz. Throws `InputError`. */
export async function fetchIndex(location: string): Promise<IndexFile> {
  const agent = new Agent({ headersTimeout: TIMEOUT, bodyTimeout: TIMEOUT, connect: { timeout: TIMEOUT } });
  const dispatcher = agent.compose(interceptors.redirect({ maxRedirections: REDIRECTS }));
  try {
    const failures: string[] = [];
    for (const url of addressesOf(location)) {
      const answer = await get(url, dispatcher);
      if (typeof answer !== 'string') return await readIndexContent(url.split('/').at(-1) as string, answer);
      failures.push(answer);
    }
    throw new InputError(location, failures.join('; '));
  } finally {
    await agent.close();
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
async function get(url: string, dispatcher: import('undici').Dispatcher): Promise<Uint8Array | string> {
  try {
    const { statusCode, body } = await request(url, {
      dispatcher,
      headers: { 'user-agent': 'binpkg-check' },
    });
    if (statusCode !== 200) {
      await body.dump();
      return `${url}: HTTP ${statusCode}`;
    }
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of body as AsyncIterable<Uint8Array>) {
      size += piece.length;
      if (size > MAXIMUM_BYTES) return `${url}: larger than ${MAXIMUM_BYTES / 1024 / 1024} MiB`;
      pieces.push(piece);
    }
    return Buffer.concat(pieces, size);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return `${url}: ${cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code : String(cause)}`;
  }
}
