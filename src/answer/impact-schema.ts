// The schema of what hangs on a package, whose record stands in `impact.ts`; `bindings/schema/` is generated from it.
// Readers accept keys that a later version adds.

import * as v from 'valibot';
import type { ImpactRecord, PackageImpactRecord } from './impact.js';
import { instance, instances } from './reason-schema.js';

const text = v.string();

const lossSchema = v.object({
  withdrawn: instances,
  lost: v.pipe(instances, v.description('They can be installed with what is withdrawn, and cannot without')),
  directly: v.pipe(instances, v.description('Of these, those with a need that nothing else meets')),
  undecided: v.pipe(instances, v.description('The limit of the solver was reached')),
});

const mergedSchema = v.object({
  replaces: v.pipe(v.nullable(instance), v.description('Installed in its slot')),
  users: v.pipe(instances, v.description('Installed, with a need that only packages of its name meet')),
  breaks: v.pipe(
    v.array(
      v.object({
        package: instance,
        items: v.array(text),
        sonames: v.array(v.object({ abi: text, soname: text })),
      }),
    ),
    v.description('What would lack something if nothing else were merged'),
  ),
});

export const packageImpactSchema = v.object({
  package: instance,
  baseline: v.pipe(v.nullable(text), v.description('Name of the baseline; null is an empty root')),
  build: v.pipe(lossSchema, v.description('Without this build')),
  name: v.pipe(lossSchema, v.description('Without any build of its name')),
  merged: v.pipe(v.nullable(mergedSchema), v.description('What merging it does; null for an empty root')),
}) satisfies v.GenericSchema<PackageImpactRecord>;

export const impactSchema = v.object({
  schema: v.literal('binpkg-check/impact/1'),
  packages: v.array(packageImpactSchema),
}) satisfies v.GenericSchema<ImpactRecord>;
