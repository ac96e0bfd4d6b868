// The payloads of all packages of a source: from the cache what it has, the rest read from the files, the largest first.

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { compareText } from '../../base/compare-text.js';
import type { Interruption } from '../../base/interruption.js';
import { type Payload, unreadPayload } from '../../model/payload.js';
import { FILE_CHANGED } from '../file/open-package-file.js';
import { PayloadCache, type PayloadIdentity } from './payload-cache.js';
import { isLasting } from './payload-identity.js';
import type { InstalledPlace } from './scan-installed.js';
import { type ScanPayloads, scanInTurn } from './scan-payloads.js';

export interface PayloadOptions {
  /** Directory in which facts are kept from one run to the next; without one nothing is. */
  readonly cache?: string;
  /** Several at a time, where the caller has threads. */
  readonly scan?: ScanPayloads;
  readonly signal?: Interruption;
}

/** A package file to be scanned. */
export interface ScannedFile {
  readonly path: string;
  readonly size: number;
  /** Null: not to be looked up. */
  readonly identity: PayloadIdentity | null;
}

/** Done and all, in packages and in bytes of their files. */
export type OnScanned = (done: number, total: number, bytes: number, totalBytes: number) => void;

export class PayloadLoader {
  readonly #scan: ScanPayloads;
  readonly #signal: Interruption | undefined;
  #cache: PayloadCache | null;
  /** What is not believed of what was kept, and why nothing is kept, once that is so. */
  notes: readonly string[] = [];

  constructor({ cache, scan, signal }: PayloadOptions) {
    this.#scan = scan ?? scanInTurn;
    this.#signal = signal;
    this.#cache = cache === undefined ? null : new PayloadCache(cache);
    this.notes = (this.#cache?.refused ?? []).map(
      refusal =>
        `facts kept of packages are not believed, and found anew: ${refusal}; give a directory that only you may write`,
    );
  }

  get hasCache(): boolean {
    return this.#cache !== null;
  }

  /** By path, in the order of `files`. */
  async ofFiles(
    root: string,
    files: readonly ScannedFile[],
    onScanned?: OnScanned,
  ): Promise<ReadonlyMap<string, Payload>> {
    const found = new Map<string, Payload>();
    const missing: ScannedFile[] = [];
    const totalBytes = files.reduce((sum, { size }) => sum + size, 0);
    const scanned = { files: 0, bytes: 0 };
    const tell = (size: number) => {
      scanned.files++;
      scanned.bytes += size;
      onScanned?.(scanned.files, files.length, scanned.bytes, totalBytes);
    };
    for (const file of files) {
      const payload = file.identity === null ? null : (this.#cache?.find(file.identity) ?? null);
      if (payload === null) missing.push(file);
      else {
        found.set(file.path, payload);
        tell(file.size);
      }
    }
    missing.sort((a, b) => b.size - a.size || compareText(a.path, b.path));
    const paths = missing.map(({ path }) => path);
    const results = this.#scan(
      { root },
      paths,
      this.#run(at => tell(missing[at]?.size ?? 0)),
    );
    let at = 0;
    for await (const payload of results) {
      const file = missing[at++] as ScannedFile;
      if (isReplaced(root, file)) {
        found.set(file.path, unreadPayload([FILE_CHANGED]));
        continue;
      }
      found.set(file.path, payload);
      if (file.identity !== null && isLasting(payload)) this.#keep(file.identity, payload);
    }
    return new Map(files.map(({ path }) => [path, found.get(path) as Payload]));
  }

  /** By CPV, in the order given. Not kept: files of a running system change without their package. */
  async ofInstalled(
    place: InstalledPlace,
    cpvs: readonly string[],
    onScanned?: OnScanned,
  ): Promise<ReadonlyMap<string, Payload>> {
    let done = 0;
    const payloads = new Map<string, Payload>();
    const results = this.#scan(
      place,
      cpvs,
      this.#run(() => onScanned?.(++done, cpvs.length, 0, 0)),
    );
    for await (const payload of results) payloads.set(cpvs[payloads.size] as string, payload);
    return payloads;
  }

  /** Keeps what is new for later runs. */
  save(): void {
    this.#whileWritable(cache => cache.save());
  }

  close(): void {
    this.#cache?.close();
    this.#cache = null;
  }

  #run(onDone: (at: number) => void) {
    return { onDone, ...(this.#signal === undefined ? {} : { signal: this.#signal }) };
  }

  #keep(identity: PayloadIdentity, payload: Payload): void {
    this.#whileWritable(cache => cache.add(identity, payload));
  }

  /** A cache that cannot be written costs time and nothing else. */
  #whileWritable(work: (cache: PayloadCache) => void): void {
    if (this.#cache === null) return;
    try {
      work(this.#cache);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'WriteError') throw error;
      this.notes = [...this.notes, `contents of packages are not kept for the next run: ${error.message}`];
      this.close();
    }
  }
}

/** Facts of the file that stands there now would be kept, and judged, as those of the one that was identified. */
function isReplaced(root: string, { path, identity }: ScannedFile): boolean {
  if (identity === null) return false;
  try {
    const { size, mtimeNs } = statSync(join(root, path), { bigint: true });
    return Number(size) !== identity.size || Number(mtimeNs / 1_000_000_000n) !== identity.mtime;
  } catch {
    // One that has gone since was read, or not, and that is told.
    return false;
  }
}
