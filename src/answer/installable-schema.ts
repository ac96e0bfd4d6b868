// The schema of `installable --format json`, whose record stands in `installable.ts`; `bindings/schema/` is generated from it.
// NDJSON has a verdict a line. Readers accept keys that a later version adds.

import * as v from 'valibot';
import type { InstallableRecord } from './installable.js';
import { instances, reasonSchema } from './reason-schema.js';

const text = v.string();

export const verdictSchema = v.object({
  cpv: text,
  buildId: v.nullable(v.number()),
  baseline: v.pipe(v.nullable(text), v.description('Name of the baseline; null is an empty root')),
  verdict: v.picklist(['installable', 'not-installable', 'unknown']),
  merge: v.pipe(instances, v.description('In an order in which they can be merged, the package included')),
  replaces: v.optional(v.pipe(instances, v.description('Installed, and replaced by what is merged'))),
  removes: v.pipe(instances, v.description('Installed, and not any more afterwards')),
  reasons: v.pipe(
    v.array(reasonSchema),
    v.description('Of a refusal: without any one of them the rest could be met'),
  ),
});

export const installableSchema = v.object({
  schema: v.literal('binpkg-check/installable/1'),
  verdicts: v.array(verdictSchema),
}) satisfies v.GenericSchema<InstallableRecord>;
