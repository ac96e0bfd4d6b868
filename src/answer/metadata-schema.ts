// The schema of `metadata --format json`, whose record stands in `metadata.ts`; `bindings/schema/` is generated from it.
// Readers accept keys that a later version adds.

import * as v from 'valibot';
import type { EbuildRecord, SummaryRecord, VerificationRecord } from './metadata.js';

const text = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const reason = v.object({ cpv: text, why: text });

const common = {
  schema: v.literal('binpkg-check/metadata/1'),
  repository: v.pipe(text, v.description('Its profiles/repo_name')),
  ebuilds: v.pipe(count, v.description('Ebuilds looked at')),
  unknown: v.pipe(v.array(reason), v.description('What they say cannot be known without running them')),
  ignored: v.pipe(
    v.array(v.object({ path: text, why: text })),
    v.description('Files *.ebuild that are none by their names'),
  ),
};

/** `metadata --verify` */
export const verificationSchema = v.object({
  ...common,
  cache: v.pipe(text, v.description('Directory of the entries compared with')),
  equal: v.pipe(count, v.description('Ebuilds whose entry says the same in every key')),
  different: v.pipe(
    v.array(v.object({ cpv: text, key: text, expected: text, actual: text })),
    v.description('`expected` stands in the entry, `actual` is what the ebuild says'),
  ),
  refused: v.pipe(
    v.array(v.object({ ...reason.entries, listed: v.boolean() })),
    v.description('Without metadata in bash too; `listed`: there is an entry nevertheless'),
  ),
  missing: v.pipe(v.array(text), v.description('Ebuilds without an entry')),
  stale: v.pipe(v.array(text), v.description('Entries without an ebuild')),
  damaged: v.pipe(v.array(reason), v.description('Entries that cannot be read')),
  notCompared: v.pipe(
    v.array(v.object({ key: text, entries: count })),
    v.description('Keys that the Portage that wrote these entries did not know'),
  ),
}) satisfies v.GenericSchema<VerificationRecord>;

const ebuildSchema = v.object({
  cpv: text,
  origin: v.picklist(['cache', 'evaluation']),
  metadata: v.pipe(v.record(text, text), v.description('Keys of the md5-cache that are not empty')),
  eclasses: v.pipe(v.record(text, text), v.description('MD5 digest of each eclass that is sourced')),
  md5: text,
}) satisfies v.GenericSchema<EbuildRecord>;

/** `metadata`, with or without atoms or `--out`. */
export const summarySchema = v.object({
  ...common,
  cached: v.pipe(count, v.description('Known from valid entries of the md5-cache')),
  evaluated: count,
  refused: v.array(reason),
  packages: v.optional(v.pipe(v.array(ebuildSchema), v.description('What was asked for by atoms'))),
  out: v.optional(
    v.object({ directory: text, unchanged: count, written: v.array(text), removed: v.array(text) }),
  ),
}) satisfies v.GenericSchema<SummaryRecord>;

export const metadataSchema = v.union([verificationSchema, summarySchema]);
