// The schema of reasons in the JSON of `installable` and `upgrade` (`reason-record.ts`).

import * as v from 'valibot';
import type { ReasonRecord } from './reason-record.js';

const text = v.string();
/** `sys-libs/glibc-2.40-1`: with its build, where it has one. */
export const instance = v.pipe(text, v.description('category/name-version, and -build where it has one'));
export const instances = v.array(instance);
const runtimeClass = v.pipe(text, v.description('RDEPEND, PDEPEND or IDEPEND'));

export const reasonSchema = v.variant('kind', [
  v.object({
    kind: v.literal('requirement'),
    package: instance,
    class: runtimeClass,
    item: v.pipe(text, v.description('Atom or group as the index has it')),
  }),
  v.object({ kind: v.literal('soname'), package: instance, abi: text, soname: text }),
  v.object({
    kind: v.literal('blocker'),
    package: instance,
    class: runtimeClass,
    atom: text,
    blocked: instance,
  }),
  v.object({
    kind: v.literal('same-slot'),
    name: v.pipe(text, v.description('category/name of which one instance fits into the slot')),
    slot: text,
  }),
  v.object({
    kind: v.literal('installed'),
    package: v.pipe(instance, v.description('Must stay or be replaced')),
  }),
  v.object({
    kind: v.literal('selected'),
    package: instance,
    atom: v.pipe(text, v.description('Of the set, which selects the package')),
    set: v.optional(v.picklist(['@world', '@system'])),
  }),
  v.object({
    kind: v.literal('masked'),
    package: v.pipe(instance, v.description('Which the client does not take')),
    masks: v.pipe(v.array(text), v.description('What masks it, for people')),
  }),
  v.object({
    kind: v.literal('cycle'),
    members: instances,
    edges: v.pipe(
      v.array(v.object({ package: instance, atom: text })),
      v.description('Needs with a slot operator, for which Portage refuses the cycle'),
    ),
  }),
  v.object({ kind: v.literal('unknown'), why: v.pipe(text, v.description('For people')) }),
]) satisfies v.GenericSchema<ReasonRecord>;
