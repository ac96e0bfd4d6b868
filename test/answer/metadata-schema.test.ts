import { readFileSync, writeFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { metadataSchema, summarySchema, verificationSchema } from '../../src/answer/metadata-schema.js';
import { metadata } from '../cli/run-inside.js';
import { makeRepository } from '../support/make-repository.js';
import { useTemporaryDirectory } from '../support/temporary-directory.js';

const SCHEMA_FILE = new URL('../../bindings/schema/metadata-1.schema.json', import.meta.url);
const directory = useTemporaryDirectory();

async function write(flags: object, atoms: readonly string[] = []) {
  const location = makeRepository(directory.path, {
    name: 'base',
    ebuilds: {
      'app-misc/a-1': 'inherit one\n',
      'app-misc/b-1': 'die no\n',
      'app-misc/c-1': 'while :; do :; done\n',
    },
    eclasses: { one: '' },
    files: {
      'app-misc/a/x-1.ebuild': '',
      'metadata/md5-cache/app-misc/a-1': 'SLOT=1\n_md5_=1\n',
      'metadata/md5-cache/app-misc/z-1': '',
    },
  });
  const { text } = await metadata(location, atoms, {
    progress: false,
    color: false,
    format: 'json',
    jobs: 1,
    ...flags,
  });
  return JSON.parse(text);
}

describe('JSON of metadata', () => {
  it('fits its schema without a key that the schema does not know', async () => {
    const verification = await write({ verify: true });
    expect(v.parse(verificationSchema, verification)).toEqual(verification);
    const summary = await write({});
    expect(v.parse(summarySchema, summary)).toEqual(summary);
    const asked = await write({}, ['app-misc/a']);
    expect(v.parse(metadataSchema, asked)).toEqual(asked);
    expect(asked.packages).toHaveLength(1);
    const out = await write({ out: `${directory.path}/out` });
    expect(v.parse(metadataSchema, out)).toEqual(out);
    expect(out.out.written).toEqual(['app-misc/a-1']);
  });

  it('has the keys of the contract', async () => {
    const verification = await write({ verify: true });
    expect(Object.keys(verification)).toEqual(
      expect.arrayContaining(['ebuilds', 'equal', 'different', 'unknown']),
    );
    expect(verification).toMatchObject({
      ebuilds: 3,
      equal: 0,
      unknown: [{ cpv: 'app-misc/c-1', why: expect.any(String) }],
    });
  });

  it('has a published schema that is up to date (UPDATE_SCHEMA=1 npm run unit && npm run format rewrites it)', () => {
    const { $schema, ...body } = toJsonSchema(metadataSchema);
    const schema = {
      $schema,
      $id: 'binpkg-check/metadata/1',
      title: 'What binpkg-check metadata found',
      ...body,
    };
    if (process.env['UPDATE_SCHEMA'] === '1')
      writeFileSync(SCHEMA_FILE, `${JSON.stringify(schema, null, 2)}\n`);
    expect(JSON.parse(readFileSync(SCHEMA_FILE, 'utf8'))).toEqual(schema);
  });
});
