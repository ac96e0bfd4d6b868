// The schema of `divergence --format json`, whose record stands in `divergence.ts`; `bindings/schema/` is generated from it.
// Readers accept keys that a later version adds.

import * as v from 'valibot';
import type { DivergenceRecord } from './divergence.js';

const text = v.string();
const side = v.picklist(['a', 'b']);
const version = v.pipe(text, v.description('category/name-version, published'));

const effectSchema = v.variant('kind', [
  v.object({
    kind: v.literal('flag'),
    cpv: version,
    flag: text,
    on: v.pipe(side, v.description('Of the two the client that has the flag on')),
    needs: v.pipe(
      v.array(v.object({ class: text, item: text, only: side })),
      v.description('Run-time dependencies that hang on the flag'),
    ),
  }),
  v.object({ kind: v.literal('visibility'), cpv: version, hiddenFrom: side, why: text }),
  v.object({ kind: v.literal('provided'), cpv: version, by: side }),
]);

const settingSchema = v.object({
  side: v.pipe(
    v.nullable(side),
    v.description('Who has the setting; null where both have it, unlike each other'),
  ),
  name: v.pipe(text, v.description('package.use, use.mask, ACCEPT_KEYWORDS, ...')),
  text: v.pipe(text, v.description('What it says')),
  file: v.nullable(text),
  line: v.nullable(v.number()),
  effects: v.array(effectSchema),
});

export const divergenceSchema = v.object({
  schema: v.literal('binpkg-check/divergence/1'),
  a: v.pipe(text, v.description('As given on the command line')),
  b: text,
  source: text,
  versions: v.pipe(v.number(), v.description('Published versions compared')),
  divergent: v.pipe(v.number(), v.description('Of these, how many differ')),
  settings: v.array(settingSchema),
}) satisfies v.GenericSchema<DivergenceRecord>;
