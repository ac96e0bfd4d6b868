// The schema of `upgrade --format json`, whose record stands in `upgrade.ts`; `bindings/schema/` is generated from it.
// Readers accept keys that a later version adds.

import * as v from 'valibot';
import { instance, instances, reasonSchema } from './reason-schema.js';
import { CLIENT_MODES, type UpgradeRecord } from './upgrade.js';

const text = v.string();
const flag = v.boolean();
const given = v.pipe(text, v.description('As given on the command line'));
/** Position in `steps`. */
const step = v.pipe(v.number(), v.integer(), v.minValue(1));

const stepSchema = v.object({
  merge: instance,
  replaces: v.pipe(instances, v.description('Of its slot')),
  removes: v.pipe(instances, v.description('Unmerged because a blocker says so')),
});

const heldBackSchema = v.object({
  package: v.pipe(instance, v.description('Offered, newer than what is installed, and not merged')),
  installed: instance,
  kept: v.pipe(v.nullable(instance), v.description('What is in its slot at the end')),
  reasons: v.array(reasonSchema),
  inTheWay: v.pipe(instances, v.description('What would have to give way to it')),
});

const brokenSchema = v.object({
  step: v.pipe(step, v.description('Position in steps, from 1: once it is done, the program does not work')),
  merge: v.pipe(instance, v.description('What that step merges')),
  program: v.pipe(instance, v.description('What does not work')),
  effect: v.picklist(['does-not-start', 'dependency-unmet']),
  package: v.pipe(instance, v.description('What lacks something: the program, or a package that it needs')),
  need: text,
  needKind: text,
  assumed: v.pipe(flag, v.description('The need is recorded nowhere: it follows from build times')),
  provider: v.pipe(v.nullable(instance), v.description('What met the need until then; null where it is new')),
  repairedBy: v.pipe(v.nullable(step), v.description('The step that mends it; null where none does')),
  inevitable: v.pipe(flag, v.description('In every order it breaks')),
});

export const upgradeSchema = v.object({
  schema: v.literal('binpkg-check/upgrade/1'),
  from: given,
  to: given,
  safe: v.pipe(flag, v.description('After every step all that must work does')),
  outcome: v.picklist(['planned', 'impossible', 'unknown']),
  clientMode: v.optional(
    v.pipe(v.picklist(CLIENT_MODES), v.description('How the client was taken to use the binhost')),
  ),
  backtrack: v.optional(
    v.pipe(v.number(), v.integer(), v.description('What it must give as --backtrack at least')),
  ),
  steps: v.pipe(v.array(stepSchema), v.description('In the order of merging')),
  heldBack: v.pipe(v.array(heldBackSchema), v.description('What the update leaves out')),
  broken: v.array(brokenSchema),
  reasons: v.optional(v.pipe(v.array(reasonSchema), v.description('Why there is no plan'))),
}) satisfies v.GenericSchema<UpgradeRecord>;
