// The schema of all that is known of a package, whose record stands in `explain-package.ts`; `bindings/schema/` is generated from it.
// Readers accept keys that a later version adds.

import * as v from 'valibot';
import type { FindingData } from '../rules/kit/finding.js';
import { packageImpactSchema } from './impact-schema.js';
import { verdictSchema } from './installable-schema.js';
import { instance, instances } from './reason-schema.js';

const text = v.string();

/** As the engine has it; the words are in the report. */
const findingSchema = v.looseObject({
  rule: text,
  message: v.pipe(text, v.description("Which of the rule's messages")),
  severity: v.picklist(['error', 'warning', 'info']),
  assurance: v.picklist(['proved', 'assumed']),
  subject: v.object({
    cpv: v.nullable(text),
    buildId: v.nullable(v.number()),
    repo: v.nullable(text),
    path: v.nullable(text),
    superseded: v.boolean(),
  }),
  data: v.custom<FindingData>(value => typeof value === 'object' && value !== null && !Array.isArray(value)),
  causedBy: v.nullable(text),
  fingerprint: text,
});

export const packageSchema = v.object({
  schema: v.literal('binpkg-check/package/1'),
  packages: v.array(
    v.object({
      package: instance,
      verdicts: v.pipe(v.array(verdictSchema), v.description('One from each baseline')),
      impacts: v.array(packageImpactSchema),
      findings: v.array(findingSchema),
    }),
  ),
  others: v.pipe(instances, v.description('That the words mean too')),
});
