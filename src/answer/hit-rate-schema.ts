// The schema of `hit-rate --format json`, whose record stands in `hit-rate.ts`; `bindings/schema/` is generated from it.
// NDJSON has a client a line. Readers accept keys that a later version adds.

import * as v from 'valibot';
import type { HitRateRecord } from './hit-rate.js';
import { instance } from './reason-schema.js';

const text = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const outcome = v.picklist([
  'taken',
  'gone',
  'use',
  'dependencies',
  'masked',
  'incompatible',
  'absent',
  'hidden',
]);

const targetSchema = v.object({
  target: v.pipe(text, v.description('The atom asked for')),
  ebuild: v.pipe(
    v.nullable(text),
    v.description('What the client would build; null where it sees no ebuild'),
  ),
  outcome,
  package: v.pipe(
    v.nullable(instance),
    v.description('The binary package taken, or of those passed over the one that Portage tries first'),
  ),
  reasons: v.pipe(v.array(text), v.description('Flags as the package was built, masks, keywords or classes')),
  other: v.pipe(
    v.nullable(instance),
    v.description('Newest binary package of another version, where absent'),
  ),
});

const packageUseSchema = v.object({
  lines: v.array(v.object({ atom: text, flags: v.array(text) })),
  taken: v.pipe(count, v.description('Targets taken with these lines')),
  blocked: v.array(
    v.object({
      target: text,
      why: v.picklist(['masked', 'forced', 'iuse', 'not-use', 'unproved']),
      flags: v.array(text),
    }),
  ),
});

const includeSchema = v.object({
  names: v.pipe(v.array(text), v.description('As getbinpkg-include of binrepos.conf reads them')),
  unsafe: v.array(
    v.object({ package: instance, needs: v.pipe(text, v.description('What the client would build for it')) }),
  ),
});

const clientHitsSchema = v.object({
  client: text,
  targets: count,
  percent: v.pipe(
    v.number(),
    v.description('Of the targets taken, those without ebuild too, with one decimal'),
  ),
  counts: v.object({
    taken: count,
    gone: v.pipe(count, v.description('Taken too, and no ebuild of the name is left')),
    use: count,
    dependencies: count,
    masked: count,
    incompatible: count,
    absent: count,
    hidden: count,
  }),
  reasons: v.array(v.object({ outcome, reason: text, targets: v.array(text) })),
  packages: v.array(targetSchema),
  packageUse: v.optional(packageUseSchema),
  getbinpkgInclude: v.optional(includeSchema),
});

export const hitRateSchema = v.object({
  schema: v.literal('binpkg-check/hit-rate/1'),
  source: v.pipe(text, v.description('As given on the command line')),
  clients: v.array(clientHitsSchema),
}) satisfies v.GenericSchema<HitRateRecord>;
