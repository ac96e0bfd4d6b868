// What ebuilds say, summed up, or held against an md5-cache: readings pass by one after the other, and what is to be looked at remains.

import { compareText } from '../base/compare-text.js';
import { type Decision, decide, type Threshold } from './decide.js';

/** The repository that is read, and files in it that are no ebuilds by their names. */
export interface RepositoryListing {
  readonly repository: string;
  readonly ignored: readonly IgnoredFile[];
}

interface IgnoredFile {
  readonly path: string;
  readonly why: string;
}

/** What was read of one ebuild. */
export type Reading = KnownReading | UnknownReading;

/** Of an ebuild file. */
export interface EbuildName {
  readonly category: string;
  readonly pn: string;
  readonly version: string;
}

export interface KnownReading {
  readonly outcome: 'metadata';
  readonly file: EbuildName;
  readonly origin: 'cache' | 'evaluation';
  readonly entry: {
    /** By the keys of the md5-cache; empty where it says nothing. */
    readonly values: Readonly<Record<string, string>>;
    readonly eclasses: readonly { readonly name: string; readonly md5: string }[];
    readonly md5: string | null;
  };
}

interface UnknownReading {
  readonly outcome: 'refused' | 'unknown';
  readonly file: EbuildName;
  readonly why: string;
}

/** What a comparison with an md5-cache found. */
export interface Verification {
  readonly ebuilds: number;
  readonly equal: number;
  readonly different: readonly DifferenceRecord[];
  readonly unknown: readonly EbuildReason[];
  readonly refused: readonly RefusedRecord[];
  readonly missing: readonly string[];
  readonly stale: readonly string[];
  readonly damaged: readonly EbuildReason[];
  readonly notCompared: readonly { readonly key: string; readonly entries: number }[];
}

/** What bringing an md5-cache up to date changed. */
export interface CacheChange {
  readonly unchanged: number;
  readonly written: readonly string[];
  readonly removed: readonly string[];
}

export interface EbuildReason {
  readonly cpv: string;
  readonly why: string;
}

/** `expected` stands in the entry, `actual` is what the ebuild says. */
export interface DifferenceRecord {
  readonly cpv: string;
  readonly key: string;
  readonly expected: string;
  readonly actual: string;
}

/** Without metadata in bash too; `listed`: there is an entry nevertheless. */
interface RefusedRecord extends EbuildReason {
  readonly listed: boolean;
}

const METADATA_SCHEMA = 'binpkg-check/metadata/1' as const;

interface CommonRecord {
  readonly schema: typeof METADATA_SCHEMA;
  /** Its profiles/repo_name. */
  readonly repository: string;
  /** Ebuilds looked at. */
  readonly ebuilds: number;
  /** What they say cannot be known without running them. */
  readonly unknown: readonly EbuildReason[];
  readonly ignored: readonly IgnoredFile[];
}

/** Contract: `metadata --verify --format json`. */
export interface VerificationRecord extends CommonRecord {
  /** Directory of the entries compared with. */
  readonly cache: string;
  /** Ebuilds whose entry says the same in every key. */
  readonly equal: number;
  readonly different: readonly DifferenceRecord[];
  readonly refused: readonly RefusedRecord[];
  /** Ebuilds without an entry. */
  readonly missing: readonly string[];
  /** Entries without an ebuild. */
  readonly stale: readonly string[];
  /** Entries that cannot be read. */
  readonly damaged: readonly EbuildReason[];
  /** Keys that the Portage that wrote these entries did not know. */
  readonly notCompared: readonly { readonly key: string; readonly entries: number }[];
}

export interface SummaryRecord extends CommonRecord {
  /** Known from valid entries of the md5-cache. */
  readonly cached: number;
  readonly evaluated: number;
  readonly refused: readonly EbuildReason[];
  /** What was asked for by atoms. */
  readonly packages?: readonly EbuildRecord[] | undefined;
  readonly out?: (CacheChange & { readonly directory: string }) | undefined;
}

export interface EbuildRecord {
  readonly cpv: string;
  readonly origin: 'cache' | 'evaluation';
  /** Keys of the md5-cache that are not empty. */
  readonly metadata: Readonly<Record<string, string>>;
  /** MD5 digest of each eclass that is sourced. */
  readonly eclasses: Readonly<Record<string, string>>;
  readonly md5: string;
}

export function describeVerification(
  { repository, ignored }: RepositoryListing,
  cache: string,
  { ebuilds, equal, different, unknown, ...rest }: Verification,
): VerificationRecord {
  return {
    schema: METADATA_SCHEMA,
    repository,
    cache,
    ebuilds,
    equal,
    different: [...different],
    unknown: [...unknown],
    refused: [...rest.refused],
    missing: [...rest.missing],
    stale: [...rest.stale],
    damaged: [...rest.damaged],
    notCompared: [...rest.notCompared],
    ignored: [...ignored],
  };
}

/** Counts readings as they pass by. */
export class SummaryTaker {
  #ebuilds = 0;
  #cached = 0;
  #evaluated = 0;
  readonly #refused: EbuildReason[] = [];
  readonly #unknown: EbuildReason[] = [];

  async *watch<R extends Reading>(readings: AsyncIterable<R>): AsyncGenerator<R> {
    for await (const reading of readings) {
      this.#ebuilds++;
      if (reading.outcome === 'metadata') {
        if (reading.origin === 'cache') this.#cached++;
        else this.#evaluated++;
      } else {
        const list = reading.outcome === 'refused' ? this.#refused : this.#unknown;
        list.push({ cpv: cpvOf(reading.file), why: reading.why });
      }
      yield reading;
    }
  }

  describe(
    { repository, ignored }: RepositoryListing,
    more: {
      readonly packages?: readonly EbuildRecord[];
      readonly out?: { readonly directory: string; readonly update: CacheChange };
    } = {},
  ): SummaryRecord {
    const { packages, out } = more;
    return {
      schema: METADATA_SCHEMA,
      repository,
      ebuilds: this.#ebuilds,
      cached: this.#cached,
      evaluated: this.#evaluated,
      refused: [...this.#refused],
      unknown: [...this.#unknown],
      ignored: [...ignored],
      ...(packages === undefined ? {} : { packages: [...packages] }),
      ...(out === undefined ? {} : { out: describeUpdate(out.directory, out.update) }),
    };
  }
}

/** The metadata of one pass, without anything to do with them: what the whole repository says. */
export async function answerMetadata(
  subject: RepositoryListing,
  readings: AsyncIterable<Reading>,
): Promise<SummaryRecord> {
  const taker = new SummaryTaker();
  for await (const _ of taker.watch(readings));
  return taker.describe(subject);
}

function describeUpdate(directory: string, { unchanged, written, removed }: CacheChange) {
  return { directory, unchanged, written: [...written], removed: [...removed] };
}

export function describeEbuild({ file, origin, entry }: KnownReading): EbuildRecord {
  const { values, eclasses, md5 } = entry;
  const said = Object.entries(values).filter(([, value]) => value !== '');
  return {
    cpv: cpvOf(file),
    origin,
    // In the order in which md5-cache has them.
    metadata: Object.fromEntries(said.sort(([a], [b]) => compareText(a, b))),
    eclasses: Object.fromEntries(eclasses.map(({ name, md5: digest }) => [name, digest])),
    md5: md5 ?? '',
  };
}

/** The same as records: what is said of the whole first, then a line for each package, or for each thing that is to be looked at. */
export function* listMetadata(record: VerificationRecord | SummaryRecord): Generator<object> {
  if (!('cache' in record)) {
    const { packages = [], ...whole } = record;
    yield { kind: 'metadata', ...whole };
    for (const one of packages) yield { kind: 'package', ...one };
    return;
  }
  const { different, unknown, damaged, refused, missing, stale, ...whole } = record;
  yield { kind: 'metadata', ...whole };
  for (const [kind, list] of Object.entries({ different, unknown, damaged, refused }))
    for (const one of list) yield { kind, ...one };
  for (const [kind, names] of Object.entries({ missing, stale }))
    for (const cpv of names) yield { kind, cpv };
}

/** Category and PF: its name in the cache. */
export function cpvOf({ category, pn, version }: EbuildName): string {
  return `${category}/${pn}-${version}`;
}

/** What is not known of an ebuild, or cannot be read of an entry, may be anything. */
export function decideMetadata(record: VerificationRecord | SummaryRecord, failOn?: Threshold): Decision {
  const { unknown } = record;
  if (!('cache' in record)) {
    const isRefused = record.packages !== undefined && record.refused.length > 0;
    return decide({ found: isRefused ? ['error'] : [], isIncomplete: unknown.length > 0 }, failOn);
  }
  const { different, missing, stale, damaged, refused } = record;
  const wrong = different.length + missing.length + stale.length;
  const isWrong = wrong > 0 || refused.some(({ listed }) => listed);
  const isIncomplete = unknown.length + damaged.length > 0;
  return decide({ found: isWrong ? ['error'] : [], isIncomplete }, failOn);
}
