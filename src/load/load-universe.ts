// From locations to the universe that is judged.

import { hideCredentials } from '../base/hide-credentials.js';
import type { IndexLimits } from '../formats/packages-index/packages-index-text.js';
import { buildUniverse, type SourceInput } from '../model/build-universe.js';
import { hideInstances } from '../model/hide-instances.js';
import type { Mirror } from '../model/mirror.js';
import type { Role } from '../model/package.js';
import type { Universe } from '../model/universe.js';
import { loadSource } from './load-source.js';
import type { ReadPackages, SignatureTrust } from './package/read-run.js';
import type { PayloadLoader, PayloadOptions } from './payload/load-payloads.js';
import type { NetworkOptions } from './remote/http-client.js';

export interface LoadRequest {
  /** The binhost that is judged. */
  readonly source: string;
  /** Client baselines: a VDB, a root directory, or an index. */
  readonly installed?: readonly { readonly name: string | null; readonly path: string }[];
  /** Background binhosts, in order of priority. */
  readonly with?: readonly string[];
  /** Earlier generations, oldest first: compared with, never a provider. */
  readonly published?: readonly string[];
  /** Leave the package files of a PKGDIR unread. */
  readonly indexOnly?: boolean;
  /** Of a binhost by URL, read each package too, but for its payload (HTTP Range); so it is where signatures are asked for. */
  readonly fetchMetadata?: boolean;
  /** Package files read at the same time. */
  readonly jobs?: number;
  /** Package files read on threads, where the caller has them. */
  readonly read?: ReadPackages;
  /** Files or directories of public keys that signatures are held against, and the moment to do it at, in seconds since the epoch. */
  readonly signatures?: { readonly keyring: readonly string[]; readonly at: number; readonly days: number };
  /** What is in the packages too, of every source that has them: of an index or a URL nothing. */
  readonly payload?: PayloadOptions;
  /** URLs of copies of the judged binhost that are compared with it. */
  readonly mirrors?: readonly string[];
  /** Of the indices that are read; the usual ones where absent. */
  readonly limits?: IndexLimits;
  /** Of binhosts by URL. */
  readonly network?: NetworkOptions;
  readonly onProgress?: (progress: LoadProgress) => void;
}

export interface LoadProgress {
  readonly location: string;
  readonly done: number;
  readonly total: number;
  /** While the contents of packages are scanned: bytes of package files; of installed packages 0. */
  readonly scanned?: { readonly bytes: number; readonly totalBytes: number };
}

/** One line of the report's `inputs`. */
export interface LoadedInput {
  readonly role: Role;
  readonly location: string;
  readonly name?: string;
  readonly packages: number;
  readonly digest: string | null;
}

export interface Loaded {
  readonly universe: Universe;
  readonly inputs: readonly LoadedInput[];
  /** What did not go as it should and costs no answer, in sentences. */
  readonly notes: readonly string[];
}

/** The same before it is a universe: what is judged first, then the background, baselines, and what was published. */
export interface LoadedSources extends Omit<Loaded, 'universe'> {
  readonly sources: readonly SourceInput[];
}

/** Loads all sources. Throws `InputError` for the first that cannot be read. */
export async function loadUniverse(request: LoadRequest): Promise<Loaded> {
  const { sources, ...loaded } = await loadSources(request);
  return { universe: buildUniverse(sources), ...loaded };
}

/** Loads all sources, for who makes several universes of them. Throws `InputError` for the first that cannot be read. */
export async function loadSources(request: LoadRequest): Promise<LoadedSources> {
  const payloads = await openPayloads(request);
  try {
    const loaded = await loadEach(request, payloads);
    payloads?.save();
    return { ...loaded, notes: payloads?.notes ?? [] };
  } finally {
    // What was found before something else went wrong.
    payloads?.save();
    payloads?.close();
  }
}

async function openPayloads({ payload }: LoadRequest): Promise<PayloadLoader | null> {
  return payload === undefined
    ? null
    : new (await import('./payload/load-payloads.js')).PayloadLoader(payload);
}

async function loadEach(
  request: LoadRequest,
  payloads: PayloadLoader | null,
): Promise<Omit<LoadedSources, 'notes'>> {
  const trust = await readTrust(request);
  const load = (role: Role, location: string, name?: string) => {
    const told = hideCredentials(location);
    return loadSource({
      role,
      location,
      ...(name === undefined ? {} : { name }),
      files: role === 'candidate' && request.indexOnly !== true,
      fetchMetadata: request.fetchMetadata === true || trust !== null,
      jobs: request.jobs ?? 4,
      ...(request.read === undefined ? {} : { read: request.read }),
      ...(role === 'candidate' && trust !== null ? { trust } : {}),
      ...(payloads === null ? {} : { payloads }),
      ...(request.limits === undefined ? {} : { limits: request.limits }),
      ...(request.network === undefined ? {} : { network: request.network }),
      onProgress: (done, total) => request.onProgress?.({ location: told, done, total }),
      onScanned: (done, total, bytes, totalBytes) =>
        request.onProgress?.({ location: told, done, total, scanned: { bytes, totalBytes } }),
    });
  };
  const judged = await compareMirrors(await load('candidate', request.source), request);
  const background: SourceInput[] = [];
  for (const location of request.with ?? []) background.push(await load('background', location));
  const [, ...seen] = hideInstances([judged, ...background]);
  // Lowest priority first: of builds that are equal to Portage the later one counts.
  const sources = [judged, ...seen.reverse()];
  for (const { name, path } of request.installed ?? [])
    sources.push(await load('installed', path, name ?? undefined));
  for (const location of request.published ?? []) sources.push(await load('published', location));
  return { sources: withProfile(sources), inputs: sources.map(summarise) };
}

async function compareMirrors(
  source: SourceInput,
  { mirrors: locations = [], network }: LoadRequest,
): Promise<SourceInput> {
  if (locations.length === 0) return source;
  const { compareMirror } = await import('./remote/compare-mirror.js');
  const mirrors: Mirror[] = [];
  for (const location of locations) mirrors.push(await compareMirror(location, source.records, network));
  return { ...source, mirrors };
}

async function readTrust({ signatures }: LoadRequest): Promise<SignatureTrust | null> {
  if (signatures === undefined) return null;
  const { readKeyring } = await import('./signature/read-keyring.js');
  const { keyring: paths, ...moment } = signatures;
  return { ...moment, paths, keyring: await readKeyring(paths) };
}

/** A VDB does not say which flags its profile implies; that of the judged binhost is taken. */
function withProfile(sources: readonly SourceInput[]): readonly SourceInput[] {
  const implied = sources[0]?.iuseEffective ?? new Set<string>();
  return sources.map(source => (source.kind === 'vdb' ? { ...source, iuseEffective: implied } : source));
}

function summarise({ role, location, name, records, digest }: SourceInput): LoadedInput {
  return { role, location, ...(name === location ? {} : { name }), packages: records.length, digest };
}
