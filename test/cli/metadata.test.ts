import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ebuildPath, makeRepository } from '../support/make-repository.js';
import { runCommand } from './run-command.js';

const root = mkdtempSync(join(tmpdir(), 'binpkg-check-metadata-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const many = Object.fromEntries(
  Array.from({ length: 60 }, (_, at) => [`app-misc/many-${at}`, `RDEPEND=">=dev-libs/a-${at}"\n`]),
);
let base = '';
let overlay = '';
let cache = '';
beforeAll(() => {
  base = makeRepository(root, {
    name: 'base',
    ebuilds: {
      ...many,
      'app-misc/hello-1.0': 'inherit greet\nRDEPEND="dev-libs/a"\n',
      'app-misc/hello-2.0': 'SLOT="2"\n',
      'app-misc/refused-1': 'die "not this year"\n',
    },
    eclasses: { greet: 'IUSE="+loud"\n' },
  });
  overlay = makeRepository(root, {
    name: 'overlay',
    masters: ['base'],
    ebuilds: { 'app-misc/hello-3.0': 'inherit greet\n' },
  });
  cache = join(root, 'cache');
});

const metadata = (...args: readonly string[]) => runCommand(['metadata', ...args]);
const json = (...args: readonly string[]) => JSON.parse(metadata(...args, '--format', 'json').out);

describe('metadata', () => {
  it('counts what is known, and from where', () => {
    const { code, out, err } = metadata(base);
    expect([code, out, err]).toEqual([
      0,
      '63 ebuilds in base · 0 known from md5-cache · 62 evaluated · 1 refused\n',
      '',
    ]);
  });

  it('says what the ebuilds asked for say, keys as in md5-cache', () => {
    const { code, out } = metadata(base, '<app-misc/hello-2');
    expect(code).toBe(0);
    expect(out).toBe(
      'app-misc/hello-1.0\nDEFINED_PHASES=-\nDESCRIPTION=A package\nEAPI=8\nHOMEPAGE=https://example.org/\nINHERIT=greet\n' +
        'IUSE=+loud\nKEYWORDS=amd64\nLICENSE=MIT\nRDEPEND=dev-libs/a\nSLOT=0\n_eclasses_=greet\n',
    );
    expect(json(base, 'hello:2').packages.map(({ cpv }: { cpv: string }) => cpv)).toEqual([
      'app-misc/hello-2.0',
    ]);
    expect(json(base, 'hello:2', '<many-2').packages).toHaveLength(3);
    expect(json(base, 'app-misc/hello-1.0').packages).toMatchObject([
      { cpv: 'app-misc/hello-1.0', origin: 'evaluation', metadata: { IUSE: '+loud' } },
    ]);
  });

  it('fails for an ebuild that has none, with the reason', () => {
    const { code, out } = metadata(base, 'refused');
    expect([code, out]).toEqual([1, 'app-misc/refused-1\nrefused-1.ebuild, line 7: not this year\n']);
  });

  it('finds masters among --tree, and names one that is missing', () => {
    expect(metadata(overlay)).toMatchObject({
      code: 3,
      err: expect.stringContaining("its master 'base' is not here"),
    });
    expect(metadata(overlay, '--tree', base, 'hello')).toMatchObject({
      code: 0,
      out: expect.stringContaining('IUSE=+loud'),
    });
  });

  it('refuses what it is not asked well', () => {
    expect(metadata(base, 'helo')).toMatchObject({ code: 2, err: expect.stringContaining('did you mean') });
    expect(metadata(base, '>=app-misc/hello-9')).toMatchObject({
      code: 2,
      err: expect.stringContaining('app-misc/hello-1.0'),
    });
    expect(metadata(base, '--verify', '--out', cache)).toMatchObject({ code: 2 });
    expect(metadata(root)).toMatchObject({
      code: 3,
      err: expect.stringContaining('is no ebuild repository'),
    });
    expect(metadata(base, '--verify')).toMatchObject({
      code: 3,
      err: expect.stringContaining('md5-cache: cannot be listed'),
    });
  });
});

describe('metadata --out', () => {
  it('writes what Portage would, again only what changed, and removes what is gone', () => {
    expect(json(base, '--out', cache).out).toMatchObject({ unchanged: 0, removed: [] });
    const entry = join(cache, 'app-misc/hello-1.0');
    expect(readFileSync(entry, 'utf8')).toMatch(
      /^DEFINED_PHASES=-\n[\s\S]*\nSLOT=0\n_eclasses_=greet\t[0-9a-f]{32}\n_md5_=[0-9a-f]{32}\n$/,
    );
    const before = statSync(entry).mtimeMs;
    writeFileSync(join(cache, 'app-misc/hello-2.0'), 'damaged');
    writeFileSync(join(cache, 'app-misc/gone-1'), 'gone');
    mkdirSync(join(cache, 'dev-gone'));
    writeFileSync(join(cache, 'dev-gone/gone-1'), 'gone');
    expect(json(base, '--out', cache).out).toEqual({
      directory: cache,
      unchanged: 61,
      written: ['app-misc/hello-2.0'],
      removed: ['app-misc/gone-1', 'dev-gone/gone-1'],
    });
    expect(statSync(entry).mtimeMs).toBe(before);
    expect(readdirSync(cache)).toEqual(['app-misc']);
    expect(readdirSync(join(cache, 'app-misc')).filter(name => name.startsWith('.'))).toEqual([]);
  });

  it('gives the same entries whatever the number of threads', () => {
    const read = (directory: string) =>
      readdirSync(join(directory, 'app-misc')).map(name =>
        readFileSync(join(directory, 'app-misc', name), 'utf8'),
      );
    for (const jobs of ['1', '2', '3']) metadata(base, '--out', join(root, `jobs-${jobs}`), '--jobs', jobs);
    expect(read(join(root, 'jobs-1'))).toHaveLength(62);
    expect(read(join(root, 'jobs-2'))).toEqual(read(join(root, 'jobs-1')));
    expect(read(join(root, 'jobs-3'))).toEqual(read(join(root, 'jobs-1')));
  });
});

describe('metadata --verify', () => {
  const make = (name: string) => {
    const directory = join(root, name);
    metadata(base, '--out', directory);
    return directory;
  };
  const change = (directory: string, cpv: string, edit: (text: string) => string) =>
    writeFileSync(join(directory, cpv), edit(readFileSync(join(directory, cpv), 'utf8')));

  it('is one line and 0 where all agree; a refused ebuild without an entry agrees', () => {
    const directory = make('good');
    const { code, out } = metadata(base, '--verify', '--cache', directory);
    expect([code, out]).toEqual([0, `62 ebuilds of 63 in base agree with ${directory} · 1 refused\n`]);
  });

  it('tells what differs, lacks and is left over', () => {
    const directory = make('bad');
    change(directory, 'app-misc/hello-1.0', text => text.replace('dev-libs/a', 'dev-libs/b'));
    change(directory, 'app-misc/hello-2.0', text => text.replace('SLOT=2', 'SLOT=3'));
    rmSync(join(directory, 'app-misc/many-3'));
    writeFileSync(join(directory, 'app-misc/gone-1'), '');
    writeFileSync(join(directory, 'app-misc/many-4'), 'damaged');
    writeFileSync(join(directory, 'app-misc/refused-1'), '');
    const record = json(base, '--verify', '--cache', directory);
    expect(record).toMatchObject({
      schema: 'binpkg-check/metadata/1',
      repository: 'base',
      ebuilds: 63,
      equal: 58,
      different: [
        { cpv: 'app-misc/hello-1.0', key: 'RDEPEND', expected: 'dev-libs/b', actual: 'dev-libs/a' },
        { cpv: 'app-misc/hello-2.0', key: 'SLOT', expected: '3', actual: '2' },
      ],
      unknown: [],
      refused: [{ cpv: 'app-misc/refused-1', why: 'refused-1.ebuild, line 7: not this year', listed: true }],
      missing: ['app-misc/many-3'],
      stale: ['app-misc/gone-1'],
      damaged: [{ cpv: 'app-misc/many-4', why: 'A line has no "=".' }],
    });
    const { code, out } = metadata(base, '--verify', '--cache', directory);
    expect(code).toBe(1);
    expect(out).toContain('58 ebuilds of 63 in base agree');
    expect(out).toMatch(
      /different {2}RDEPEND of 1 ebuild\n {2}ebuild +app-misc\/hello-1.0\n {2}cache +dev-libs\/b\n {2}is +dev-libs\/a\n/,
    );
    const lines = metadata(base, '--verify', '--cache', directory, '--format', 'ndjson')
      .out.trim()
      .split('\n');
    expect(lines.map(line => JSON.parse(line).kind)).toEqual([
      'metadata',
      'different',
      'different',
      'damaged',
      'refused',
      'missing',
      'stale',
    ]);
  });

  it('looks only at the ebuilds asked for', () => {
    const directory = make('some');
    rmSync(join(directory, 'app-misc/many-3'));
    expect(metadata(base, 'hello', '--verify', '--cache', directory).code).toBe(0);
    expect(metadata(base, 'many', '--verify', '--cache', directory).code).toBe(1);
  });

  it('is 3 where an ebuild cannot be known', () => {
    const location = makeRepository(root, {
      name: 'endless',
      ebuilds: { 'app-misc/a-1': 'while :; do :; done\n' },
    });
    mkdirSync(join(root, 'nothing'));
    const { code, out } = metadata(location, '--verify', '--cache', join(root, 'nothing'));
    expect(code).toBe(3);
    expect(out).toContain('unknown  1 ebuild: it takes more steps than allowed');
  });

  it('says of keys that an older Portage did not write that they are not compared', () => {
    const directory = make('old');
    change(directory, 'app-misc/hello-1.0', text => text.replace(/INHERIT=.*\n/, ''));
    const record = json(base, '--verify', '--cache', directory);
    expect([record.equal, record.notCompared]).toEqual([62, [{ key: 'INHERIT', entries: 1 }]]);
  });
});

describe('an ebuild', () => {
  it('is not executed', () => {
    const mark = join(root, 'executed');
    const location = makeRepository(root, {
      name: 'hostile',
      ebuilds: { 'app-misc/a-1': `touch ${mark}\n: > ${mark}\nDESCRIPTION=$(touch ${mark})\n` },
    });
    metadata(location);
    expect(() => statSync(mark)).toThrow();
    expect(() => statSync(join(location, ebuildPath('app-misc/a-1')))).not.toThrow();
  });
});
