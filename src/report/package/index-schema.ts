// The schema of `index --format json`, whose record stands in `describe-index.ts`; `bindings/schema/` is generated from it.
// Readers accept keys that a later version adds.

import * as v from 'valibot';
import type { IndexChangesRecord } from './describe-index.js';

const text = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const indexSchema = v.object({
  schema: v.literal('binpkg-check/index/1'),
  pkgdir: text,
  packages: v.pipe(count, v.description('That the index ought to have')),
  written: v.pipe(v.boolean(), v.description('It has been put in place')),
  changes: v.pipe(
    v.array(
      v.object({
        change: v.picklist(['added', 'removed', 'changed']),
        cpv: text,
        buildId: text,
        path: text,
        shadowed: v.exactOptional(v.pipe(v.literal(true), v.description('A later entry has the same path'))),
        keys: v.exactOptional(v.array(v.object({ key: text, before: text, after: text }))),
      }),
    ),
    v.description('Against the index that is there'),
  ),
  problems: v.array(
    v.object({
      file: text,
      code: text,
      message: text,
      offset: v.nullable(v.number()),
      leftOut: v.pipe(v.boolean(), v.description('Not in the index, as Portage leaves it out')),
    }),
  ),
}) satisfies v.GenericSchema<IndexChangesRecord>;
