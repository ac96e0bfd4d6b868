// The schema of `inspect --format json`, whose record stands in `describe-package-file.ts`; `bindings/schema/` is generated from it.
// NDJSON has a file a line. Readers accept keys that a later version adds.

import * as v from 'valibot';
import type { PackageFileListRecord, PackageFileRecord } from './describe-package-file.js';

const text = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const problem = v.object({
  code: v.pipe(text, v.description('Stable name of the defect')),
  message: text,
  offset: v.pipe(
    v.nullable(v.number()),
    v.description('Bytes from the start; null where no place can be named'),
  ),
  effect: v.exactOptional(
    v.pipe(
      v.picklist(['refused', 'harmful', 'unusual', 'unchecked']),
      v.description("What Portage's client makes of it; unchecked: it could not be looked at here"),
    ),
  ),
  field: v.exactOptional(text),
  expected: v.exactOptional(text),
  actual: v.exactOptional(text),
});

const signature = v.object({
  state: v.picklist(['none', 'good', 'bad', 'untrusted', 'expired', 'unchecked']),
  code: v.exactOptional(v.nullable(text)),
  message: v.exactOptional(v.nullable(text)),
  field: v.exactOptional(v.nullable(text)),
  offset: v.exactOptional(v.nullable(v.number())),
  expected: v.exactOptional(v.nullable(text)),
  actual: v.exactOptional(v.nullable(text)),
  fingerprint: v.exactOptional(v.nullable(text)),
  keyId: v.exactOptional(v.nullable(text)),
  userId: v.exactOptional(v.nullable(text)),
  unread: v.exactOptional(v.pipe(v.array(text), v.description('Members whose signature was not looked at'))),
  madeAt: v.exactOptional(v.pipe(v.nullable(text), v.description('A day'))),
  expiresAt: v.exactOptional(v.nullable(text)),
});

const elf = v.object({
  path: text,
  bits: v.picklist([32, 64]),
  order: v.picklist(['little', 'big']),
  machine: text,
  type: v.picklist(['relocatable', 'executable', 'shared', 'core', 'other']),
  isLibrary: v.boolean(),
  isOtherSystem: v.boolean(),
  category: v.pipe(v.nullable(text), v.description('As REQUIRES names the ABI')),
  interpreter: v.nullable(text),
  soname: v.nullable(text),
  needed: v.array(text),
  rpath: v.nullable(text),
  runpath: v.nullable(text),
  versionNeeds: v.array(v.object({ library: text, version: text, isWeak: v.boolean() })),
  versionDefinitions: v.array(text),
  oldestKernel: v.nullable(text),
  buildId: v.nullable(text),
  isaNeeded: v.array(v.number()),
  timeBits: v.exactOptional(
    v.pipe(v.nullable(v.picklist([32, 64])), v.description('Of a 32-bit file: the width of its time_t')),
  ),
  hasIbt: v.boolean(),
  hasShadowStack: v.boolean(),
});

const payload = v.object({
  complete: v.pipe(v.boolean(), v.description('The image was read to its end')),
  size: count,
  members: v.array(
    v.object({
      path: text,
      kind: v.picklist(['file', 'directory', 'symlink', 'hardlink', 'device', 'fifo', 'other']),
      uid: v.number(),
      gid: v.number(),
      size: count,
      link: text,
      mode: v.pipe(text, v.description('Octal')),
    }),
  ),
  scripts: v.array(v.object({ path: text, interpreter: text, argument: text })),
  attributes: v.exactOptional(
    v.pipe(v.array(v.object({ path: text, name: text })), v.description('Extended attributes of files')),
  ),
  versionedPaths: v.array(v.object({ what: text, version: text, place: text, files: count, example: text })),
  provides: text,
  requires: text,
});

export const packageFileSchema = v.object({
  schema: v.literal('binpkg-check/inspect/1'),
  path: text,
  format: v.pipe(v.nullable(v.picklist(['gpkg', 'xpak'])), v.description('Null for what is no package')),
  valid: v.pipe(v.boolean(), v.description('A client reads and installs what was meant')),
  prefix: v.nullable(text),
  signed: v.boolean(),
  size: count,
  md5: v.nullable(text),
  sha1: v.nullable(text),
  metadata: v.record(text, text),
  problems: v.array(problem),
  signature,
  elf: v.pipe(v.array(elf), v.description('With --payload')),
  payload: v.pipe(v.nullable(payload), v.description('With --payload')),
}) satisfies v.GenericSchema<PackageFileRecord>;

export const packageFileListSchema = v.object({
  schema: v.literal('binpkg-check/inspect-list/1'),
  files: v.array(packageFileSchema),
}) satisfies v.GenericSchema<PackageFileListRecord>;
