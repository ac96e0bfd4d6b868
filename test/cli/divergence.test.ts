import { readFileSync, writeFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import { DIVERGENCE_SCHEMA } from '../../src/answer/divergence.js';
import { divergenceSchema } from '../../src/answer/divergence-schema.js';
import type { DivergenceFlags } from '../../src/cli/flags.js';
import { useTemporaryDirectory } from '../support/temporary-directory.js';
import { writeClientWorld } from '../support/write-client-world.js';
import { divergence } from './run-inside.js';

const SCHEMA_FILE = new URL('../../bindings/schema/divergence-1.schema.json', import.meta.url);
const directory = useTemporaryDirectory();
let run: (a: string, b: string, flags?: Partial<DivergenceFlags>) => ReturnType<typeof divergence>;

beforeEach(() => {
  const { source, tree } = writeClientWorld(directory);
  directory.write('etc/make.conf', 'ACCEPT_KEYWORDS="~amd64"\n');
  directory.write('etc/make.profile/parent', '../../repo/profiles/server\n');
  directory.write('etc/package.use', '# of the office\napp-misc/window gtk\n');
  run = (a, b, flags = {}) =>
    divergence(source, { a, b, tree: [tree], progress: false, color: false, output: 'told.txt', ...flags });
});

const lines = (text: string) => text.replaceAll(directory.path, '').trimEnd().split('\n');

describe('divergence', () => {
  it('of two profiles is the setting that changes a package', async () => {
    const { text, code } = await run('desktop', 'server');
    expect(lines(text)).toEqual([
      'a  desktop',
      'b  server',
      '1 setting differs for 1 of 5 published versions',
      '',
      'a, b  make.defaults gtk, -gtk',
      '  flag     gtk on with a only for 1 version: app-misc/window-1',
      '  needs    a: app-misc/base',
    ]);
    expect(code).toBe(1);
  });

  it('names file and line of an /etc/portage', async () => {
    const { text } = await run(`${directory.path}/etc`, 'server');
    // Where lines break depends on how long the path is.
    expect(lines(text).slice(2).join(' ').replace(/\s+/g, ' ')).toBe(
      '2 settings differ for 2 of 5 published versions' +
        ' a ACCEPT_KEYWORDS ~amd64 hidden from b, KEYWORDS ~amd64, for 1 version: app-misc/fresh-1' +
        ' a package.use app-misc/window gtk (/etc/package.use, line 2)' +
        ' flag gtk on with a only for 1 version: app-misc/window-1 needs a: app-misc/base',
    );
  });

  it('of a client and itself is none', async () => {
    const { text, code } = await run('server', 'server');
    expect(lines(text).at(-1)).toBe('5 published versions, no setting differs for any of them');
    expect(code).toBe(0);
  });

  it('refuses what is no directory', async () => {
    await expect(run('', 'server')).rejects.toThrow('--a and --b are directories');
    await expect(run('nowhere', 'server')).rejects.toThrow('there is no such profile');
  });
});

describe('JSON of divergence', () => {
  it('fits its schema without a key that the schema does not know', async () => {
    const output = JSON.parse((await run(`${directory.path}/etc`, 'desktop', { format: 'json' })).text);
    expect(v.parse(divergenceSchema, output)).toEqual(output);
    expect(output).toMatchObject({ versions: 5, divergent: 1, b: 'desktop' });
    const ndjson = (await run('desktop', 'server', { format: 'ndjson' })).text.trimEnd().split('\n');
    expect(ndjson.map(line => JSON.parse(line).kind)).toEqual(['divergence', 'setting']);
  });

  it('has a published schema that is up to date (UPDATE_SCHEMA=1 npm run unit && npm run format rewrites it)', () => {
    const { $schema, ...body } = toJsonSchema(divergenceSchema);
    const schema = { $schema, $id: DIVERGENCE_SCHEMA, title: 'Answer of binpkg-check divergence', ...body };
    if (process.env['UPDATE_SCHEMA'] === '1')
      writeFileSync(SCHEMA_FILE, `${JSON.stringify(schema, null, 2)}\n`);
    expect(JSON.parse(readFileSync(SCHEMA_FILE, 'utf8'))).toEqual(schema);
  });
});
