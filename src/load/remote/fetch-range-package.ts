// One package file by URL (RFC 9110, 14): container, metadata, Manifest and what the signatures of these say. Of the image, which is most of
// it, only the header is read.

import type { ByteRange } from '../../base/byte-range.js';
import { FormatError } from '../../base/format-error.js';
import type { PackageFile } from '../../model/package-file.js';
import { InputError } from '../file/input-error.js';
import { RangeSource, readWithRanges } from '../file/range-source.js';
import { type ReadPackageOptions, readPackage } from '../package/read-package-file.js';
import { type Answer, type ClientOptions, type HttpClient, openHttpClient } from './http-client.js';

/** Asked for at first: in most packages all but what stands behind the image. */
const FIRST = 1 << 14;
/** Asked for at least, to save round trips. */
const LEAST = 1 << 13;
/** A whole file that comes in answer to a part of it is taken up to this size. */
const MOST_WHOLE = 1 << 20;
/** More than any metadata has; Portage's client takes 10 MB. */
const MOST_IN_ALL = 16 << 20;
const MOST_REQUESTS = 200;
/** Milliseconds for a package, and what each byte of it adds: 16 KiB a second. */
const WITHIN = 90_000;
const WITHIN_BYTE = 1 / 16;

export interface FetchPackageOptions extends Pick<ReadPackageOptions, 'trust'> {
  readonly http?: ClientOptions;
  /** Milliseconds beside what its size takes. */
  readonly within?: number;
  /** Connections that are used again; one's own, and closed at the end, by default. */
  readonly client?: HttpClient;
}

/** The server does not have the file. */
export class PackageGone extends InputError {}

/** The server does not answer at all, or too slowly. */
export class PackageUnanswered extends InputError {}

const GONE: ReadonlySet<number> = new Set([403, 404, 410]);

/** Its path is that of the URL; its digests are not known, nor whether the image fits the Manifest. Throws `InputError`. */
export async function fetchPackage(url: string, options: FetchPackageOptions = {}): Promise<PackageFile> {
  const client = options.client ?? openHttpClient(options.http);
  try {
    return await new RemotePackage(url, client, options.within ?? WITHIN).read(options);
  } catch (error) {
    if (error instanceof FormatError) throw new InputError(url, error.problem.message);
    throw error;
  } finally {
    if (options.client === undefined) await client.close();
  }
}

class RemotePackage {
  #url: string;
  #client: HttpClient;
  #source: RangeSource | null = null;
  /** What tells one version of the file from another. */
  #version = '';
  #modified = 0;
  #end: number;
  #requests = 0;
  #received = 0;

  constructor(url: string, client: HttpClient, within: number) {
    this.#url = url;
    this.#client = client;
    this.#end = performance.now() + within;
  }

  async read({ trust }: FetchPackageOptions): Promise<PackageFile> {
    const source = await this.#fetch({ offset: 0, length: FIRST });
    const path = decodePath(this.#url);
    const options = { digests: false, ...(trust === undefined ? {} : { trust }) };
    return readWithRanges(
      () => readPackage(source, path, this.#modified, options),
      async ({ offset, length }) => {
        await this.#fetch({ offset, length: Math.min(Math.max(length, LEAST), source.size - offset) });
      },
    );
  }

  async #fetch({ offset, length }: ByteRange): Promise<RangeSource> {
    this.#received += length;
    if (++this.#requests > MOST_REQUESTS || this.#received > MOST_IN_ALL)
      throw this.#fail('its metadata are larger than those of any package, and were not read on');
    const answer = await this.#get(offset, length);
    const { bytes, status } = answer;
    // An empty file has no parts at all.
    if (status === 416 && offset === 0 && answer.header('content-range') === 'bytes */0')
      return new RangeSource(0);
    if (status === 200) return this.#takeWhole(answer);
    if (GONE.has(status)) throw new PackageGone(this.#url, `HTTP ${status}`);
    if (status !== 206) throw this.#fail(`HTTP ${status}`);
    const [, from, size] =
      /^bytes (\d{1,15})-\d{1,15}\/(\d{1,15})$/.exec(answer.header('content-range') ?? '') ?? [];
    const expected = Math.min(length, Number(size) - offset);
    if (bytes === null || Number(from) !== offset || bytes.length !== expected || expected <= 0)
      throw this.#fail('the server answers with other bytes than it was asked for');
    return this.#take(answer, offset, bytes, Number(size));
  }

  async #get(offset: number, length: number): Promise<Answer> {
    const range = `bytes=${offset}-${offset + length - 1}`;
    // Compressed on the way, its offsets would be others.
    const headers = { range, 'accept-encoding': 'identity' };
    const limit = Math.max(length, MOST_WHOLE);
    this.#end += length * WITHIN_BYTE;
    const within = Math.max(Math.ceil(this.#end - performance.now()), 1);
    try {
      return await this.#client.get(this.#url, { limit, headers, within });
    } catch (error) {
      throw new PackageUnanswered(this.#url, (error as Error).message);
    }
  }

  #takeWhole(answer: Answer): RangeSource {
    const { bytes } = answer;
    if (bytes === null)
      throw this.#fail(
        'the server does not give parts of a file (HTTP Range): download it and inspect the file',
      );
    return this.#take(answer, 0, bytes, bytes.length);
  }

  #take(answer: Answer, offset: number, bytes: Uint8Array, size: number): RangeSource {
    const modified = answer.header('last-modified') ?? '';
    const version = `${size} ${answer.header('etag') ?? modified}`;
    if (this.#source === null) {
      this.#source = new RangeSource(size);
      this.#version = version;
      this.#modified = Math.floor((Date.parse(modified) || 0) / 1000);
    } else if (version !== this.#version)
      throw this.#fail('the file was replaced while it was read; try again');
    this.#source.add(offset, bytes);
    return this.#source;
  }

  #fail(why: string): InputError {
    return new InputError(this.#url, why);
  }
}

/** The path of a URL, as it would be below a PKGDIR. */
function decodePath(url: string): string {
  const { pathname } = new URL(url);
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}
