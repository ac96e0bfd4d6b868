// Whatever a command writes as JSON names its schema, which is published, and fits it without a key that the schema does not know.
// As lines each has its kind, and together they say the same. Over the fixtures always, over ../shared/data where it is.

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { afterAll, describe, expect, it } from 'vitest';
import { divergenceSchema } from '../../src/answer/divergence-schema.js';
import { graphSchema } from '../../src/answer/graph-schema.js';
import { hitRateSchema } from '../../src/answer/hit-rate-schema.js';
import { installableSchema } from '../../src/answer/installable-schema.js';
import { metadataSchema } from '../../src/answer/metadata-schema.js';
import { upgradeSchema } from '../../src/answer/upgrade-schema.js';
import { reportSchema } from '../../src/report/findings/report-schema.js';
import { gateSchema } from '../../src/report/gate/gate-schema.js';
import { indexSchema } from '../../src/report/package/index-schema.js';
import { packageFileListSchema, packageFileSchema } from '../../src/report/package/package-file-schema.js';
import { LONG, tenth } from '../support/long.js';
import { realData, realIndices, unpackPkgdirs } from '../support/real-data.js';
import { useTemporaryDirectory } from '../support/temporary-directory.js';
import { writeClientWorld } from '../support/write-client-world.js';
import * as commands from './run-inside.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SCHEMAS = fileURLToPath(new URL('../../bindings/schema', import.meta.url));

/** What commands write, by the name that it gives itself. */
const WRITTEN: Readonly<Record<string, v.GenericSchema>> = {
  'report/2': reportSchema,
  'gate/1': gateSchema,
  'installable/1': installableSchema,
  'upgrade/1': upgradeSchema,
  'hit-rate/1': hitRateSchema,
  'divergence/1': divergenceSchema,
  'inspect/1': packageFileSchema,
  'inspect-list/1': packageFileListSchema,
  'index/1': indexSchema,
  'metadata/1': metadataSchema,
  'graph/1': graphSchema,
};

/** Not written by any command: read, or of the library. */
const OTHERS = ['report/1', 'impact/1', 'package/1'];

const fileOf = (name: string) => `${name.replace('/', '-')}.schema.json`;

type Format = 'json' | 'ndjson';
type Run = (flags: { format: Format; output: string }) => Promise<{ text: string }>;

interface Line {
  readonly kind: string;
  readonly schema?: string;
}

async function holds(run: Run): Promise<string> {
  const { text } = await run({ format: 'json', output: 'told.json' });
  const record = JSON.parse(text);
  const name = String(record.schema).replace(/^binpkg-check\//, '');
  const schema = WRITTEN[name];
  if (schema === undefined) throw new Error(`'${record.schema}' is no schema that is published`);
  const parsed = v.parse(schema, record);
  // Of a large answer the comparison would take longer than the answer.
  if (JSON.stringify(parsed) !== JSON.stringify(record)) expect(parsed).toEqual(record);
  return name;
}

/** As lines: the first says the schema, each its kind, and none is lost. */
async function holdsInLines(run: Run, members: readonly string[]): Promise<void> {
  const record = JSON.parse((await run({ format: 'json', output: 'told.json' })).text);
  const { text } = await run({ format: 'ndjson', output: 'told.json' });
  const lines: Line[] = text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));
  for (const line of lines) expect(Object.keys(line)[0]).toBe('kind');
  expect(lines.slice(1).filter(({ schema, kind }) => schema !== undefined && kind !== 'file')).toEqual([]);
  expect(lines[0]!.schema).toBe(record.schema);
  const counted = members.reduce((sum, member) => sum + (record[member]?.length ?? 0), 0);
  expect(lines.length - 1 - lines.filter(({ kind }) => kind === 'end').length).toBe(counted);
}

const QUIET = { progress: false, color: false } as const;
const audit =
  (source: string, more: object = {}): Run =>
  flags =>
    commands.audit(source, { ...QUIET, config: false, ...more, ...flags } as never);
const gate =
  (published: string, more: object): Run =>
  flags =>
    commands.gate({ ...QUIET, config: false, published: [published], ...more, ...flags } as never);
const installable =
  (source: string, more: object = {}): Run =>
  flags =>
    commands.installable(source, [], { ...QUIET, config: false, ...more, ...flags } as never);
const upgrade =
  (from: string, to: string, more: object = {}): Run =>
  flags =>
    commands.upgrade({ ...QUIET, config: false, from, to, ...more, ...flags } as never);
const graph =
  (source: string): Run =>
  flags =>
    commands.graph(source, { ...QUIET, config: false, ...flags } as never);
const inspect =
  (files: readonly string[], more: object = {}): Run =>
  flags =>
    commands.inspect(files, { ...QUIET, ...more, ...flags });
const index =
  (pkgdir: string): Run =>
  flags =>
    commands.index(pkgdir, { ...QUIET, ...flags });
const metadata =
  (repo: string, atoms: readonly string[], more: object = {}): Run =>
  flags =>
    commands.metadata(repo, atoms, { ...QUIET, jobs: 1, ...more, ...flags });

const IN_LINES: Readonly<Record<string, readonly string[]>> = {
  'report/2': ['causes', 'findings', 'waived'],
  'gate/1': ['causes', 'findings', 'waived'],
  'installable/1': ['verdicts'],
  'upgrade/1': ['steps', 'heldBack', 'broken'],
  'hit-rate/1': ['clients'],
  'divergence/1': ['settings'],
  'inspect-list/1': ['files'],
  'index/1': ['changes', 'problems'],
  'metadata/1': ['packages', 'different', 'unknown', 'damaged', 'refused', 'missing', 'stale'],
};

const BINHOST = `${ROOT}fixtures/binhost`;
const STAGE3 = `${ROOT}fixtures/stage3/Packages`;

function packagesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter(path => /\.(gpkg\.tar|xpak|tbz2)$/.test(path))
    .map(path => `${directory}/${path}`)
    .sort();
}

describe('schemas', () => {
  it.each(Object.entries(WRITTEN))('%s is published as it is (UPDATE_SCHEMA=1)', (name, schema) => {
    const path = `${SCHEMAS}/${fileOf(name)}`;
    const overrideSchema = ({ valibotSchema }: { valibotSchema: { type: string } }) =>
      valibotSchema.type === 'custom' ? { type: 'object' as const } : undefined;
    const { $schema, ...body } = toJsonSchema(schema, { errorMode: 'ignore', overrideSchema });
    if (process.env['UPDATE_SCHEMA'] === '1') {
      const told = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).title : `binpkg-check ${name}`;
      const made = { $schema, $id: `binpkg-check/${name}`, title: told, ...body };
      writeFileSync(path, `${JSON.stringify(made, null, 2)}\n`);
    }
    const { $id, title, ...published } = JSON.parse(readFileSync(path, 'utf8'));
    expect($id).toBe(`binpkg-check/${name}`);
    expect(title).toBeTypeOf('string');
    expect({ ...published }).toEqual({ $schema, ...body });
  });

  it('are all there is, and each is told of', () => {
    const files = [...Object.keys(WRITTEN), ...OTHERS].map(fileOf);
    expect(
      readdirSync(SCHEMAS)
        .filter(file => file.endsWith('.schema.json'))
        .sort(),
    ).toEqual(files.sort());
    const readme = readFileSync(`${SCHEMAS}/README.md`, 'utf8');
    for (const file of files) expect(readme).toContain(`\`${file}\``);
  });
});

describe('of the fixtures', () => {
  const directory = useTemporaryDirectory();
  const files = packagesBelow(BINHOST);
  const client = (): Readonly<Record<string, Run>> => {
    const { source, tree, profiles } = writeClientWorld(directory);
    const told = { ...QUIET, config: false, tree: [tree] };
    return {
      'hit-rate': flags => commands.hitRate(source, [], { ...told, profile: profiles, ...flags } as never),
      'hit-rate with lines': flags =>
        commands.hitRate(source, [], { ...told, profile: profiles, packageUse: true, ...flags } as never),
      'hit-rate of a subset': flags =>
        commands.hitRate(source, [], {
          ...told,
          profile: profiles,
          getbinpkgInclude: true,
          ...flags,
        } as never),
      divergence: flags =>
        commands.divergence(source, { ...told, a: profiles[0]!, b: profiles[1]!, ...flags } as never),
      metadata: metadata(tree, []),
      'metadata of some': metadata(tree, ['app-misc/base']),
      'metadata verified': metadata(tree, [], { verify: true, cache: directory.path }),
    };
  };
  const plain: Readonly<Record<string, Run>> = {
    audit: audit(BINHOST),
    'audit of all that is in them': audit(BINHOST, { payload: true, cache: false, prove: true }),
    'audit from a baseline': audit(BINHOST, { installed: [`stage3=${STAGE3}`] }),
    gate: gate(STAGE3, { candidate: BINHOST }),
    'gate of what comes and goes': gate(BINHOST, { add: [STAGE3], remove: ['app-editors/nano'] }),
    installable: installable(BINHOST, { installed: [`stage3=${STAGE3}`], sonames: true }),
    upgrade: upgrade(STAGE3, BINHOST),
    inspect: inspect(files.slice(0, 1), { payload: true }),
    'inspect of several': inspect(files, { payload: true }),
    index: index(BINHOST),
  };

  it.each(Object.keys(plain))('%s', async name => {
    const written = await holds(plain[name]!);
    if (written !== 'inspect/1') await holdsInLines(plain[name]!, IN_LINES[written]!);
  });

  it('graph', async () => {
    expect(await holds(graph(BINHOST))).toBe('graph/1');
  });

  it('those of clients and trees', async () => {
    for (const run of Object.values(client())) await holdsInLines(run, IN_LINES[await holds(run)]!);
  });

  it('a file that is no package, and one that is not there, among others', async () => {
    const text = directory.write('text.tbz2', 'no package');
    const run = inspect([files[0]!, text, `${directory.path}/absent.xpak`]);
    expect(await holds(run)).toBe('inspect-list/1');
    await holdsInLines(run, ['files']);
    expect(await holds(inspect([text]))).toBe('inspect/1');
  });
});

describe('of real data', () => {
  const few = LONG ? 600_000 : 120_000;
  const indices = tenth(realIndices(), 2);

  it.skipIf(indices.length === 0)(
    'indices',
    async () => {
      for (const [at, path] of indices.entries()) {
        const from = indices[at === 0 ? indices.length - 1 : at - 1]!;
        for (const run of [
          audit(path),
          gate(from, { candidate: path }),
          installable(path),
          graph(path),
          upgrade(from, path),
        ])
          await holds(run);
        await holdsInLines(audit(path), IN_LINES['report/2']!);
      }
    },
    few,
  );

  const corrupt = realData('corrupt');
  it.skipIf(corrupt === null)(
    'damaged packages',
    async () => {
      const folders = tenth(readdirSync(corrupt!).filter(name => name !== 'cases.json'));
      for (const name of folders) {
        const pkgdir = `${corrupt}/${name}`;
        const files = packagesBelow(pkgdir);
        if (files.length > 0) await holds(inspect(files, { payload: true }));
        await holds(audit(pkgdir, { payload: true, cache: false }));
        await holds(index(pkgdir));
      }
    },
    few,
  );

  const worlds = realData('resolver');
  it.skipIf(worlds === null)(
    'clients, trees and small binhosts',
    async () => {
      for (const name of tenth(readdirSync(worlds!), 5)) {
        const at = `${worlds}/${name}`;
        const repo = `${at}/repo/test_repo`;
        const hasVdb = existsSync(`${at}/vdb`);
        const baseline = hasVdb ? { installed: [`${at}/vdb`] } : {};
        const told = { tree: [repo], client: [`${at}/etc/portage`] };
        const runs: Run[] = [
          audit(`${at}/pkgdir`, { ...told, ...baseline, prove: true }),
          installable(`${at}/pkgdir`, { ...told, ...baseline }),
          ...(hasVdb ? [upgrade(`${at}/vdb`, `${at}/pkgdir`, told)] : []),
          flags => commands.hitRate(`${at}/pkgdir`, [], { ...QUIET, ...told, ...flags } as never),
          metadata(repo, []),
        ];
        for (const run of runs) await holds(run);
      }
    },
    few,
  );

  it(
    'packages of every container, and cases of strangers',
    async () => {
      const pkgdirs = unpackPkgdirs();
      if (pkgdirs === null) return;
      afterAll(() => rmSync(pkgdirs, { recursive: true, force: true }));
      for (const name of readdirSync(pkgdirs)) {
        const pkgdir = `${pkgdirs}/${name}`;
        const runs = [audit(pkgdir, { payload: true, cache: false }), index(pkgdir)];
        const files = tenth(packagesBelow(pkgdir), 2);
        for (const run of [...runs, inspect(files, { payload: true })]) await holds(run);
      }
      const archive = realData('cases.tar.xz');
      if (archive === null) return;
      execFileSync('tar', ['-xJf', archive, '-C', pkgdirs], { stdio: 'ignore' });
      for (const name of readdirSync(`${pkgdirs}/cases`)) {
        const pkgdir = `${pkgdirs}/cases/${name}/pkgdir`;
        if (existsSync(pkgdir)) await holds(audit(pkgdir, { payload: true, cache: false }));
      }
    },
    few,
  );
});
