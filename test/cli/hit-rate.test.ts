import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import { HIT_RATE_SCHEMA } from '../../src/answer/hit-rate.js';
import { hitRateSchema } from '../../src/answer/hit-rate-schema.js';
import type { HitRateFlags } from '../../src/cli/flags.js';
import { useTemporaryDirectory } from '../support/temporary-directory.js';
import { type ClientWorld, writeClientWorld } from '../support/write-client-world.js';
import { hitRate } from './run-inside.js';

const SCHEMA_FILE = new URL('../../bindings/schema/hit-rate-1.schema.json', import.meta.url);
const directory = useTemporaryDirectory();
let world: ClientWorld;
let run: (words?: readonly string[], flags?: Partial<HitRateFlags>) => ReturnType<typeof hitRate>;

beforeEach(() => {
  world = writeClientWorld(directory);
  const { source, tree, profiles } = world;
  run = (words = [], flags = {}) =>
    hitRate(source, words, {
      tree: [tree],
      profile: profiles,
      progress: false,
      color: false,
      output: 'told.txt',
      ...flags,
    });
});

const lines = (text: string) => text.replaceAll(directory.path, '').trimEnd().split('\n');

describe('hit-rate', () => {
  it('puts several clients into a table, then says what each misses', async () => {
    const { text, code } = await run();
    expect(lines(text)).toEqual([
      'client   of  taken     %  USE  masked  absent',
      'desktop   5      2  40.0    1       1       1',
      'server    5      3  60.0    0       1       1',
      '',
      'desktop takes 2 of 5 packages as binaries, 40.0 %',
      '  USE      1 package built with other flags',
      '           -gtk (1)',
      '  masked   1 package not accepted as they were published',
      '           KEYWORDS ~amd64 (1)',
      '  absent   1 package not in the index in the version it would build',
      '           app-misc/newer-2 (has 1)',
      '',
      'server takes 3 of 5 packages as binaries, 60.0 %',
      '  masked   1 package not accepted as they were published',
      '           KEYWORDS ~amd64 (1)',
      '  absent   1 package not in the index in the version it would build',
      '           app-misc/newer-2 (has 1)',
    ]);
    expect(code).toBe(0);
  });

  it('fails where a client takes less than asked', async () => {
    expect((await run([], { min: 40 })).code).toBe(0);
    expect((await run([], { min: 40.1 })).code).toBe(1);
  });

  it('asks for atoms, versions and the system set', async () => {
    const { text } = await run(['@system', 'app-misc/newer-1'], { profile: ['desktop'], verbose: true });
    expect(lines(text)).toEqual([
      'desktop takes 2 of 2 packages as binaries, 100.0 %',
      '  taken    app-misc/base-1',
      '  taken    app-misc/newer-1',
    ]);
  });

  it('refuses what there is not, and says what may have been meant', async () => {
    await expect(run(['app-misc/bas'])).rejects.toThrow(
      "there is no app-misc/bas in the tree; did you mean 'app-misc/base'?",
    );
    await expect(run(['@kde'])).rejects.toThrow("there is no set '@kde'");
    await expect(run(['@world'])).rejects.toThrow('give its root: --installed DIR');
    await expect(run(['what is this'])).rejects.toThrow('is no atom');
    await expect(run([], { tree: [] })).rejects.toThrow('--tree REPO');
    await expect(run([], { profile: [] })).rejects.toThrow('no client is given');
    await expect(run([], { packageUse: true, getbinpkgInclude: true })).rejects.toThrow('two files');
  });

  it('takes by name what only the binary is left of', async () => {
    rmSync(`${world.tree}/app-misc/base`, { recursive: true });
    const { text, code } = await run(['app-misc/base'], { profile: ['desktop'] });
    expect(lines(text)).toEqual([
      'desktop takes 1 of 1 package as binaries, 100.0 %',
      '  gone     1 package taken, but no ebuild of the name is left',
      '           app-misc/base-1',
    ]);
    expect(code).toBe(0);
    expect(lines((await run()).text)[1]).toContain('5      1  40.0     1');
  });

  it('prints a package.use that can be saved as it is', async () => {
    const { text } = await run([], { profile: ['desktop'], packageUse: true });
    expect(lines(text)).toEqual([
      '# desktop: with these lines it takes 3 of 5 packages as binaries, 60.0 % (now 40.0 %)',
      '=app-misc/window-1 -gtk',
      '# 2 other packages not taken, but not because of flags',
    ]);
  });

  it('prints a getbinpkg-include without what needs something built', async () => {
    const { text } = await run([], { profile: ['desktop'], getbinpkgInclude: true });
    expect(lines(text)).toEqual([
      '# desktop: 1 package for which it builds nothing; it takes 2 of 5 targets',
      'getbinpkg-include =',
      '    app-misc/base',
      '# left out, as the client would build for them (1):',
      '# app-misc/user-1 needs app-misc/newer',
    ]);
  });

  it('warns that an empty getbinpkg-include lets everything in', async () => {
    const { text } = await run(['app-misc/newer'], { profile: ['desktop'], getbinpkgInclude: true });
    expect(text).toContain('an empty getbinpkg-include lets in all');
    expect(text).not.toMatch(/^getbinpkg-include =/m);
  });
});

describe('JSON of hit-rate', () => {
  it('fits its schema without a key that the schema does not know', async () => {
    const both = await run([], { format: 'json', packageUse: true, getbinpkgInclude: true });
    const output = JSON.parse(both.text);
    expect(v.parse(hitRateSchema, output)).toEqual(output);
    expect(output.clients[0]).toMatchObject({
      client: 'desktop',
      targets: 5,
      percent: 40,
      counts: { taken: 2, use: 1, masked: 1, absent: 1, hidden: 0 },
      reasons: expect.arrayContaining([{ outcome: 'use', reason: '-gtk', targets: ['app-misc/window'] }]),
      packageUse: { lines: [{ atom: '=app-misc/window-1', flags: ['-gtk'] }], taken: 3 },
      getbinpkgInclude: { names: ['app-misc/base'] },
    });
    const told = (await run([], { format: 'ndjson' })).text.trimEnd().split('\n');
    expect(told.map(line => JSON.parse(line).kind)).toEqual(['hit-rate', 'client', 'client']);
  });

  it('is the same in every run', async () => {
    const one = await run([], { format: 'json' });
    expect((await run([], { format: 'json' })).text).toBe(one.text);
  });

  it('has a published schema that is up to date (UPDATE_SCHEMA=1 npm run unit && npm run format rewrites it)', () => {
    const { $schema, ...body } = toJsonSchema(hitRateSchema);
    const schema = { $schema, $id: HIT_RATE_SCHEMA, title: 'Answer of binpkg-check hit-rate', ...body };
    if (process.env['UPDATE_SCHEMA'] === '1')
      writeFileSync(SCHEMA_FILE, `${JSON.stringify(schema, null, 2)}\n`);
    expect(JSON.parse(readFileSync(SCHEMA_FILE, 'utf8'))).toEqual(schema);
  });
});
