// The JSON of the gate, checked at run time, and the source of `bindings/schema/gate-1.schema.json`. Readers accept keys that a later
// version adds.

import * as v from 'valibot';
import { findingSchema, reportSchema } from '../findings/report-schema.js';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const instance = v.pipe(v.string(), v.description('category/name-version-build'));

const step = v.object({ from: instance, to: instance });

const gateFinding = v.object({
  ...findingSchema.entries,
  baseline: v.pipe(
    v.nullable(v.string()),
    v.description('The baseline that it is about: published, the name of a named one, or null'),
  ),
  worseThan: v.pipe(
    v.nullable(v.string()),
    v.description('Fingerprint of what was there of its kin and not as bad; null where nothing was'),
  ),
});

const { tool, inputs, policy, causes, rulesRun, skipped, notRun, unchecked } = reportSchema.entries;

export const gateSchema = v.object({
  schema: v.literal('binpkg-check/gate/1'),
  verdict: v.picklist(['pass', 'fail', 'undecided']),
  tool,
  inputs,
  policy,
  change: v.object({
    added: v.pipe(v.array(instance), v.description('Of a name, slot and repository that had no entry')),
    rebuilt: v.pipe(v.array(step), v.description('Another build of a version that was there')),
    replaced: v.pipe(v.array(step), v.description('Another version in a slot that had an entry')),
    edited: v.pipe(v.array(instance), v.description('The same build with other words in the index')),
    removed: v.pipe(v.array(instance), v.description('Gone, and back in no other build')),
  }),
  summary: v.object({
    packages: v.pipe(count, v.description('Packages of the candidate')),
    new: v.pipe(count, v.description('Findings that block or warn; notes are not counted')),
    fixed: count,
    existing: count,
    waived: count,
    total: v.pipe(count, v.description('new and existing')),
  }),
  causes,
  findings: v.pipe(v.array(gateFinding), v.description('Of the candidate, of clients, and what is fixed')),
  waived: v.array(gateFinding),
  rulesRun,
  skipped,
  notRun,
  unchecked,
});
