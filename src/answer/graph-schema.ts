// The schema of `graph --format json`, whose record stands in `graph.ts`; `bindings/schema/` is generated from it.
// Readers accept keys that a later version adds.

import * as v from 'valibot';
import type { GraphRecord } from './graph.js';

const text = v.string();
const dependencyClass = v.picklist(['DEPEND', 'BDEPEND', 'RDEPEND', 'PDEPEND', 'IDEPEND']);

const nodeSchema = v.variant('kind', [
  v.object({
    kind: v.literal('package'),
    label: text,
    cpv: text,
    buildId: v.nullable(v.number()),
    slot: text,
    repo: text,
    role: text,
    superseded: v.boolean(),
  }),
  v.object({ kind: v.literal('missing'), label: v.pipe(text, v.description('An atom that nothing meets')) }),
]);

export const graphSchema = v.object({
  schema: v.literal('binpkg-check/graph/1'),
  nodes: v.pipe(v.array(v.object({ key: text, attributes: nodeSchema })), v.description('By key')),
  edges: v.array(
    v.object({
      source: v.pipe(text, v.description('Key of the node that needs')),
      target: text,
      attributes: v.object({
        class: dependencyClass,
        atom: text,
        candidates: v.pipe(v.number(), v.description('How many packages satisfy the atom')),
      }),
    }),
  ),
}) satisfies v.GenericSchema<GraphRecord>;
