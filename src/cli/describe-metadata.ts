// What `metadata` found, as data (`metadata-schema.ts`).

import { MD5_CACHE_KEYS } from '../formats/repository/md5-cache.js';
import type { CacheUpdate } from '../load/repository/ebuild-cache-update.js';
import type { CacheVerification } from '../load/repository/ebuild-cache-verification.js';
import { cpvOf, type EbuildList } from '../load/repository/read-repository-ebuilds.js';
import type { EbuildReading, KnownEbuild } from '../load/repository/read-repository-metadata.js';
import type { EbuildRecord, SummaryRecord, VerificationRecord } from '../report/metadata/metadata-schema.js';

const METADATA_SCHEMA = 'binpkg-check/metadata/1';

export interface Subject {
  readonly repository: string;
  readonly ignored: EbuildList['ignored'];
}

export function describeVerification(
  { repository, ignored }: Subject,
  cache: string,
  { ebuilds, equal, different, unknown, ...rest }: CacheVerification,
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
  readonly #refused: SummaryRecord['refused'] = [];
  readonly #unknown: SummaryRecord['unknown'] = [];

  async *watch(readings: AsyncIterable<EbuildReading>): AsyncGenerator<EbuildReading> {
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
    { repository, ignored }: Subject,
    more: {
      readonly packages?: readonly EbuildRecord[];
      readonly out?: { readonly directory: string; readonly update: CacheUpdate };
    },
  ): SummaryRecord {
    const { packages, out } = more;
    return {
      schema: METADATA_SCHEMA,
      repository,
      ebuilds: this.#ebuilds,
      cached: this.#cached,
      evaluated: this.#evaluated,
      refused: this.#refused,
      unknown: this.#unknown,
      ignored: [...ignored],
      ...(packages === undefined ? {} : { packages: [...packages] }),
      ...(out === undefined ? {} : { out: describeUpdate(out.directory, out.update) }),
    };
  }
}

function describeUpdate(directory: string, { unchanged, written, removed }: CacheUpdate) {
  return { directory, unchanged, written: [...written], removed: [...removed] };
}

export function describeEbuild({ file, origin, entry }: KnownEbuild): EbuildRecord {
  const { values, eclasses, md5 } = entry;
  const said = MD5_CACHE_KEYS.filter(key => values[key] !== '');
  return {
    cpv: cpvOf(file),
    origin,
    metadata: Object.fromEntries(said.map(key => [key, values[key]])),
    eclasses: Object.fromEntries(eclasses.map(({ name, md5: digest }) => [name, digest])),
    md5: md5 ?? '',
  };
}
