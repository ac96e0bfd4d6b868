// The JSON report, checked at run time, and the source of `bindings/schema/report-2.schema.json`; its types are in
// `report-record.ts`. Readers accept keys that a later version adds.

import * as v from 'valibot';
import type { FindingData } from '../../rules/kit/finding.js';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const text = v.string();

const severity = v.picklist(['error', 'warning', 'info']);

const notice = v.object({
  rule: v.pipe(text, v.description('Rule id')),
  why: v.pipe(text, v.description('Reason, for people')),
});

const lacking = v.object({
  ...notice.entries,
  wanted: v.pipe(v.array(text), v.description('Inputs that it lacked: payload, tree, baseline, ...')),
});

const id = v.pipe(text, v.regex(/^[0-9a-f]{16}$/));

const subject = v.object({
  cpv: v.pipe(v.nullable(text), v.description('Package, or null where the finding is about the index')),
  buildId: v.nullable(v.number()),
  repo: v.nullable(text),
  path: v.pipe(v.nullable(text), v.description('Below the binhost')),
  superseded: v.pipe(v.boolean(), v.description('A newer version or build of the same slot is in the index')),
});

export const findingSchema = v.object({
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
  reach: v.optional(
    v.pipe(
      v.picklist(['operator', 'asked', 'flags', 'revision']),
      v.description('How the rebuild that remedy asks for reaches clients that have the version'),
    ),
  ),
  data: v.pipe(
    v.custom<FindingData>(value => typeof value === 'object' && value !== null && !Array.isArray(value)),
    v.description('The finding as typed data; keys depend on rule and messageId'),
  ),
  causedBy: v.pipe(v.nullable(text), v.description('Fingerprint of the finding that this one follows from')),
  cause: v.pipe(id, v.description('Id of the cause that it is told under')),
  fingerprint: v.pipe(
    id,
    v.description('This finding on this entry, however it is told and how grave it is'),
  ),
  kin: v.pipe(
    id,
    v.description('This problem whatever the build: equal after a rebuild or a new version that keeps it'),
  ),
});

const causeSchema = v.object({
  id: v.pipe(id, v.description('Equal in every run, whatever else is wrong')),
  rule: text,
  severity,
  title: v.pipe(text, v.description('As the text report tells it')),
  remedy: text,
  packages: v.pipe(count, v.description('Packages that its own findings concern')),
  findings: v.pipe(v.array(id), v.description('Fingerprints: its own first, then what follows from them')),
});

const origin = v.picklist(['option', 'file']);

const policySchema = v.object({
  failOn: v.picklist(['error', 'warning', 'info', 'never']),
  rules: v.pipe(
    v.record(text, v.picklist(['error', 'warning', 'info', 'off'])),
    v.description('Rules that are off or told with another severity than their own'),
  ),
  clientMode: v.optional(
    v.pipe(
      v.picklist(['getbinpkg', 'usepkgonly']),
      v.description('Which rebuilds clients take; absent for getbinpkg'),
    ),
  ),
  from: v.optional(
    v.pipe(
      v.object({
        failOn: v.optional(origin),
        clientMode: v.optional(origin),
        rules: v.record(text, origin),
      }),
      v.description(
        'Who set it: an option, or the configuration file among the inputs; else it is the default',
      ),
    ),
  ),
});

export const reportSchema = v.object({
  schema: v.literal('binpkg-check/report/2'),
  tool: v.object({ name: text, version: text }),
  inputs: v.array(
    v.object({
      role: v.picklist([
        'candidate',
        'published',
        'background',
        'installed',
        'tree',
        'profile',
        'configuration',
        'waivers',
      ]),
      location: v.pipe(text, v.description('As given')),
      name: v.optional(v.pipe(text, v.description('Name given to a baseline'))),
      packages: count,
      digest: v.pipe(v.nullable(text), v.description('Of the index: sha256:...')),
    }),
  ),
  policy: policySchema,
  summary: v.object({
    packages: v.pipe(count, v.description('Judged packages')),
    causes: v.pipe(count, v.description('How many causes are listed')),
    error: count,
    warning: count,
    info: count,
    new: count,
    fixed: count,
    total: count,
    names: v.pipe(count, v.description('Different category/name among the judged packages')),
    unusable: v.pipe(count, v.description('Judged packages with an error')),
    faulty: v.pipe(count, v.description('Of them those whose error does not come from another package')),
    verdict: v.picklist(['pass', 'fail', 'undecided']),
  }),
  causes: v.pipe(v.array(causeSchema), v.description('In the order of the text report')),
  findings: v.array(findingSchema),
  waived: v.array(findingSchema),
  rulesRun: v.pipe(v.array(text), v.description('Ids of the rules that judged')),
  skipped: v.pipe(v.array(notice), v.description('Rules that were left out on request')),
  notRun: v.pipe(v.array(lacking), v.description('Rules that lacked an input')),
  unchecked: v.pipe(v.array(text), v.description('What no rule of this run could see')),
});
