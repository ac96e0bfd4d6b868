// From locations to the universe that is judged.

import { buildUniverse, type SourceInput } from '../model/build-universe.js';
import type { Role } from '../model/package.js';
import type { Universe } from '../model/universe.js';
import { loadSource } from './load-source.js';

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
  /** Package files read at the same time. */
  readonly jobs?: number;
  readonly onProgress?: (progress: LoadProgress) => void;
}

export interface LoadProgress {
  readonly location: string;
  readonly done: number;
  readonly total: number;
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
}

/** Loads all sources. Throws `InputError` for the first that cannot be read. */
export async function loadUniverse(request: LoadRequest): Promise<Loaded> {
  const load = (role: Role, location: string, name?: string) =>
    loadSource({
      role,
      location,
      ...(name === undefined ? {} : { name }),
      files: role === 'candidate' && request.indexOnly !== true,
      jobs: request.jobs ?? 4,
      onProgress: (done, total) => request.onProgress?.({ location, done, total }),
    });
  const sources = [await load('candidate', request.source)];
  // Lowest priority first: of equal instances Portage keeps the one it read last.
  for (const location of [...(request.with ?? [])].reverse())
    sources.push(await load('background', location));
  for (const { name, path } of request.installed ?? [])
    sources.push(await load('installed', path, name ?? undefined));
  for (const location of request.published ?? []) sources.push(await load('published', location));
  return { universe: buildUniverse(withProfile(sources)), inputs: sources.map(summarise) };
}

/** A VDB does not say which flags its profile implies; that of the judged binhost is taken. */
function withProfile(sources: readonly SourceInput[]): readonly SourceInput[] {
  const implied = sources[0]?.iuseEffective ?? new Set<string>();
  return sources.map(source => (source.kind === 'vdb' ? { ...source, iuseEffective: implied } : source));
}

function summarise({ role, location, name, records, digest }: SourceInput): LoadedInput {
  return { role, location, ...(name === location ? {} : { name }), packages: records.length, digest };
}
