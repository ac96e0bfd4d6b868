// Reports of schema 1, as versions before 0.2 wrote them: read, never written. They have no causes and no kin.

import * as v from 'valibot';
import type { FindingData } from '../../rules/kit/finding.js';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const text = v.string();

const severity = v.picklist(['error', 'warning', 'info']);

const notice = v.object({
  rule: v.pipe(text, v.description('Rule id')),
  why: v.pipe(text, v.description('Reason, for people')),
});

const subject = v.object({
  cpv: v.pipe(v.nullable(text), v.description('Package, or null where the finding is about the index')),
  buildId: v.nullable(v.number()),
  repo: v.nullable(text),
  path: v.pipe(v.nullable(text), v.description('Below the binhost')),
  superseded: v.pipe(v.boolean(), v.description('A newer version or build of the same slot is in the index')),
});

const finding = v.object({
  rule: v.pipe(text, v.description('Rule id: binpkg-check explain RULE')),
  messageId: v.pipe(text, v.description("Which of the rule's messages")),
  severity,
  state: v.picklist(['new', 'existing', 'fixed']),
  assurance: v.pipe(
    v.picklist(['proved', 'assumed']),
    v.description('proved: follows from the inputs alone; assumed: rests on something that data names'),
  ),
  subject,
  message: v.pipe(text, v.description('The finding in one sentence')),
  remedy: v.pipe(text, v.description('What to do about it')),
  data: v.pipe(
    v.custom<FindingData>(value => typeof value === 'object' && value !== null && !Array.isArray(value)),
    v.description('The finding as typed data; keys depend on rule and messageId'),
  ),
  causedBy: v.pipe(v.nullable(text), v.description('Fingerprint of the finding that this one follows from')),
  fingerprint: v.pipe(text, v.regex(/^[0-9a-f]{16}$/), v.description('Equal in every run on the same input')),
});

export const reportOneSchema = v.object({
  schema: v.literal('binpkg-check/report/1'),
  tool: v.object({ name: text, version: text }),
  inputs: v.array(
    v.object({
      role: v.picklist(['candidate', 'published', 'background', 'installed', 'tree', 'profile']),
      location: v.pipe(text, v.description('As given')),
      name: v.optional(v.pipe(text, v.description('Name given to a baseline'))),
      packages: count,
      digest: v.pipe(v.nullable(text), v.description('Of the index: sha256:...')),
    }),
  ),
  summary: v.object({
    packages: v.pipe(count, v.description('Judged packages')),
    error: count,
    warning: count,
    info: count,
    new: count,
    fixed: count,
    total: count,
    names: v.pipe(count, v.description('Different category/name among the judged packages')),
    unusable: v.pipe(count, v.description('Judged packages with an error')),
    faulty: v.optional(
      v.pipe(count, v.description('Of them those whose error does not come from another package')),
    ),
  }),
  findings: v.array(finding),
  waived: v.array(finding),
  rulesRun: v.optional(v.pipe(v.array(text), v.description('Ids of the rules that judged'))),
  skipped: v.pipe(v.array(notice), v.description('Rules that were left out on request')),
  notRun: v.pipe(v.array(notice), v.description('Rules that lacked an input')),
  unchecked: v.pipe(v.array(text), v.description('What no rule of this run could see')),
});

export type ReportOneRecord = v.InferOutput<typeof reportOneSchema>;
