import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readPackagesIndex } from '../../src/formats/packages-index/packages-index.js';
import { listPackageFiles } from '../../src/load/package/list-package-files.js';
import { readPackageFiles } from '../../src/load/package/read-package-files.js';
import { makeIndex } from '../../src/pkgdir/make-index.js';
import { packageFile } from '../support/package-file.js';
import { realData, unpackPkgdirs } from '../support/real-data.js';

const read = (text: string) => readPackagesIndex(new TextEncoder().encode(text));
const hello = packageFile(undefined, { BUILD_TIME: '100', repository: 'gentoo' });
const second = packageFile('app-misc/hello/hello-1.0-2.gpkg.tar', {
  BUILD_ID: '2',
  BUILD_TIME: '200',
  repository: 'gentoo',
});

describe('makeIndex', () => {
  it('makes a minimal index where there is none, and says what it lacks', () => {
    const { text, problems, changes } = makeIndex({
      files: [second, hello],
      existing: null,
      now: 1700000500,
    });
    expect(text).toBe(
      [
        'CHOST: x86_64-pc-linux-gnu\nPACKAGES: 2\nTIMESTAMP: 1700000500\nVERSION: 0\n',
        ...[1, 2].map(
          n =>
            `BUILD_ID: ${n}\nBUILD_TIME: ${n}00\nCPV: app-misc/hello-1.0\nEAPI: 8\nMD5: ee679d1b61b47f17390ce087bf391015\n` +
            `PATH: app-misc/hello/hello-1.0-${n}.gpkg.tar\nSHA1: 53795bccdc57fdbbe78690720410ef673de71c34\nSIZE: 20480\nMTIME: 1700000000\nREPO: gentoo\n`,
        ),
        '',
      ].join('\n'),
    );
    expect(read(text).problems).toEqual([]);
    expect(problems).toMatchObject([{ code: 'header-minimal', skipped: false }]);
    expect(changes.map(({ kind, buildId }) => [kind, buildId])).toEqual([
      ['added', '1'],
      ['added', '2'],
    ]);
  });

  it('names no CHOST in the header where packages disagree', () => {
    const files = [
      hello,
      packageFile(second.path, { BUILD_ID: '2', BUILD_TIME: '200', CHOST: 'riscv64-unknown-linux-gnu' }),
    ];
    const { header, entries } = makeIndex({ files, existing: null, now: 1 });
    expect(header.has('CHOST')).toBe(false);
    expect(entries.map(entry => entry.CHOST)).toEqual(['x86_64-pc-linux-gnu', 'riscv64-unknown-linux-gnu']);
  });

  it('gives back an index that is right, time and all', () => {
    const { text } = makeIndex({ files: [hello, second], existing: null, now: 1700000500 });
    const again = makeIndex({ files: [second, hello], existing: read(text), now: 1800000000 });
    expect(again.text).toBe(text);
    expect(again.changes).toEqual([]);
    expect(again.problems).toEqual([]);
  });

  it('keeps the header, and counts and dates it anew when entries change', () => {
    const before = makeIndex({ files: [hello], existing: null, now: 1700000500 }).text.replace(
      'VERSION',
      'PROFILE: p\nVERSION',
    );
    const { text, changes, problems } = makeIndex({
      files: [hello, second],
      existing: read(before),
      now: 1700000600,
    });
    expect(text.split('\n\n')[0]).toBe(
      'CHOST: x86_64-pc-linux-gnu\nPACKAGES: 2\nPROFILE: p\nTIMESTAMP: 1700000600\nVERSION: 0',
    );
    expect(changes).toEqual([{ kind: 'added', cpv: 'app-misc/hello-1.0', buildId: '2', path: second.path }]);
    expect(problems).toEqual([]);
  });

  it('dates it later than before even where the clock stands still', () => {
    const before = makeIndex({ files: [hello], existing: null, now: 1700000500 }).text;
    const { header } = makeIndex({ files: [], existing: read(before), now: 1600000000 });
    expect(header.get('TIMESTAMP')).toBe('1700000501');
  });

  it('dates it anew where Portage would not have seen all of the old one', () => {
    const before = makeIndex({ files: [hello, second], existing: null, now: 1700000500 }).text;
    const damaged = before.replace(/\n\nBUILD_ID: 2/, '\n\n\nBUILD_ID: 2');
    const { text, changes } = makeIndex({ files: [hello, second], existing: read(damaged), now: 1700000600 });
    expect(changes).toEqual([]);
    expect(text).toBe(before.replace('1700000500', '1700000600'));
  });

  it('does not date it anew each time only because nobody names a CHOST', () => {
    const files = [packageFile(undefined, { CHOST: undefined })];
    const { text } = makeIndex({ files, existing: null, now: 1 });
    expect(read(text).problems).toMatchObject([{ code: 'chost-missing' }]);
    expect(makeIndex({ files, existing: read(text), now: 2 }).text).toBe(text);
  });

  it('dates it anew where a package is later than it, once', () => {
    const late = packageFile(undefined, { BUILD_TIME: '1700000300' });
    const before = makeIndex({ files: [late], existing: null, now: 1700000100 }).text;
    expect(read(before).header.get('TIMESTAMP')).toBe('1700000100');
    const { text, changes } = makeIndex({ files: [late], existing: read(before), now: 1700000500 });
    expect(changes).toEqual([]);
    expect(text).toBe(before.replace('TIMESTAMP: 1700000100', 'TIMESTAMP: 1700000500'));
    expect(makeIndex({ files: [late], existing: read(text), now: 1700000600 }).text).toBe(text);
  });

  it('dates it anew where a file is later than it, and not for times to come', () => {
    const file = packageFile(undefined, { BUILD_TIME: '9000000000' }, { mtime: 1700000300 });
    const before = makeIndex({ files: [file], existing: null, now: 1700000100 }).text;
    expect(makeIndex({ files: [file], existing: read(before), now: 1700000200 }).text).toBe(before);
    const { header } = makeIndex({ files: [file], existing: read(before), now: 1700000400 });
    expect(header.get('TIMESTAMP')).toBe('1700000400');
  });

  it('does not date it anew each time for what is the same in the new index', () => {
    const bare = [packageFile(undefined, { CHOST: undefined }), second];
    const odd = [packageFile(undefined, { REQUIRES: 'x86_64: a\ufffd\u0000' })];
    for (const files of [bare, odd]) {
      const { text } = makeIndex({ files, existing: null, now: 1700000500 });
      expect(makeIndex({ files, existing: read(text), now: 1700000600 }).text).toBe(text);
      const damaged = text.replace('\n\n', '\n\n\n');
      const cured = makeIndex({ files, existing: read(damaged), now: 1700000600 }).text;
      expect(cured).toBe(text.replace('1700000500', '1700000600'));
      expect(makeIndex({ files, existing: read(cured), now: 1700000700 }).text).toBe(cured);
    }
  });

  it('writes a sound index over one that cannot be written again as it is', () => {
    const garbage = 'ARCH: arm\rhf\n\rODD: 1\nA B: 2\n\nCPV: app-misc/hello-1.0\rx\nDESC: a\rb\n\n';
    const { text, header } = makeIndex({ files: [hello], existing: read(garbage), now: 5 });
    expect([...header.keys()].sort()).toEqual(['ARCH', 'PACKAGES', 'TIMESTAMP', 'VERSION']);
    expect(header.get('ARCH')).toBe('arm');
    expect(read(text).problems).toEqual([]);
    expect(makeIndex({ files: [hello], existing: read(text), now: 1800000000 }).text).toContain(
      'ARCH: arm\n',
    );
  });

  it('keeps of what others wrote what stands on one line', () => {
    const before = makeIndex({ files: [hello], existing: null, now: 1 }).text.replace(
      'EAPI:',
      'DESC: a\rb\nEAPI:',
    );
    const { entries, text } = makeIndex({ files: [hello], existing: read(before), now: 2 });
    expect(entries[0]?.DESCRIPTION).toBe('a');
    expect(read(text).problems).toEqual([]);
  });

  it('tells what changed, key by key', () => {
    const before = makeIndex({ files: [hello, second], existing: null, now: 1 }).text;
    const rebuilt = { ...hello, size: 30720, md5: 'e'.repeat(32) };
    const { changes } = makeIndex({ files: [rebuilt], existing: read(before), now: 2 });
    expect(changes).toEqual([
      {
        kind: 'changed',
        cpv: 'app-misc/hello-1.0',
        buildId: '1',
        path: hello.path,
        keys: [
          { key: 'MD5', before: 'ee679d1b61b47f17390ce087bf391015', after: 'e'.repeat(32) },
          { key: 'SIZE', before: '20480', after: '30720' },
        ],
      },
      { kind: 'removed', cpv: 'app-misc/hello-1.0', buildId: '2', path: second.path },
    ]);
  });

  it('keeps the order of instances in the index and puts new ones behind them', () => {
    const third = packageFile('app-misc/hello/hello-1.0-3.gpkg.tar', { BUILD_ID: '3', BUILD_TIME: '50' });
    const entry = (n: number) =>
      `BUILD_ID: ${n}\nCPV: app-misc/hello-1.0\nPATH: app-misc/hello/hello-1.0-${n}.gpkg.tar\n\n`;
    const existing = read(`PACKAGES: 2\nTIMESTAMP: 1\nVERSION: 0\n\n${entry(2)}${entry(1)}`);
    const { entries } = makeIndex({ files: [hello, second, third], existing, now: 2 });
    expect(entries.map(({ BUILD_ID }) => BUILD_ID)).toEqual(['2', '1', '3']);
  });

  it('keeps what others wrote into entries of files that did not change', () => {
    const before = makeIndex({ files: [hello, second], existing: null, now: 1 }).text.replaceAll(
      'EAPI:',
      'DESC: says hello\nEAPI:',
    );
    const { entries } = makeIndex({ files: [hello, { ...second, size: 1 }], existing: read(before), now: 2 });
    expect(entries.map(entry => entry.DESCRIPTION)).toEqual(['says hello', '']);
  });

  it('makes one entry of files that Portage cannot tell apart, that which it knows', () => {
    const flat = packageFile('app-misc/hello-1.0.tbz2', { BUILD_ID: undefined });
    const all = packageFile('All/hello-1.0.tbz2', { BUILD_ID: undefined });
    const fresh = makeIndex({ files: [flat, all], existing: null, now: 1 });
    expect(fresh.entries.map(entry => entry.PATH)).toEqual(['All/hello-1.0.tbz2']);
    expect(fresh.problems).toMatchObject([
      { code: 'header-minimal' },
      { code: 'instance-duplicate', effect: 'unusual', file: flat.path, skipped: true },
    ]);
    const existing = read('PACKAGES: 1\nTIMESTAMP: 1\nVERSION: 0\n\nCPV: app-misc/hello-1.0\n\n');
    const known = makeIndex({ files: [flat, all], existing, now: 1 });
    expect(known.entries.map(entry => entry.PATH)).toEqual([flat.path]);
    expect(known.changes).toMatchObject([{ kind: 'changed' }]);
  });

  it('does not call it a change that PATH was left to be guessed', () => {
    const flat = packageFile('app-misc/hello-1.0.tbz2', { BUILD_ID: undefined });
    const before = makeIndex({ files: [flat], existing: null, now: 1 }).text.replace(/PATH: .*\n/, '');
    expect(makeIndex({ files: [flat], existing: read(before), now: 1 }).changes).toEqual([]);
  });
});

const pkgdirs = unpackPkgdirs();
afterAll(() => {
  if (pkgdirs !== null) rmSync(dirname(pkgdirs), { recursive: true, force: true });
});

describe.skipIf(pkgdirs === null)('PKGDIRs that Portage wrote', () => {
  it.each(pkgdirs === null ? [] : readdirSync(pkgdirs))('%s: its own Packages, byte for byte', async name => {
    const root = `${pkgdirs}/${name}`;
    const bytes = readFileSync(`${root}/Packages`);
    const { paths, problems } = await listPackageFiles(root);
    expect(problems).toEqual([]);
    const files = await readPackageFiles(root, paths, { jobs: 2 });
    const existing = readPackagesIndex(bytes);
    const made = makeIndex({ files, existing, now: 2e9 });
    expect(made.text).toBe(bytes.toString());
    expect(made).toMatchObject({ problems: [], changes: [] });

    // And without it all but the header.
    const fresh = makeIndex({ files, existing: null, now: 2e9 });
    const body = (text: string) => text.slice(text.indexOf('\n\n'));
    expect(body(fresh.text)).toBe(body(bytes.toString()));
  });
});

const corrupt = realData('corrupt');

describe.skipIf(corrupt === null)('damaged packages', () => {
  interface Emaint {
    readonly ok: boolean;
    readonly entries?: readonly (string | readonly string[])[];
  }
  const cases: Record<string, { readonly portage: { readonly emaint: Emaint } }> =
    corrupt === null ? {} : JSON.parse(readFileSync(`${corrupt}/cases.json`, 'utf8'));

  /** What we do otherwise, and why. */
  const different: Readonly<Record<string, string>> = {
    'gpkg-80-metadata-traversal': 'a file name that leads out of the archive is not offered to clients',
    'gpkg-96-metadata-zstd-bomb-200M': 'metadata of 200 MB are not read',
    'gpkg-c2-signed-manifest-body-hash-tampered':
      'signatures are judged elsewhere; only the image differs from the Manifest',
    'gpkg-c8-unsigned-but-required': 'whether signatures are required is a setting of the client',
  };

  it.each(Object.keys(cases))('%s: in the index if and only if Portage puts it there', async name => {
    const root = `${corrupt}/${name}`;
    expect(existsSync(root)).toBe(true);
    const { paths } = await listPackageFiles(root);
    const files = await readPackageFiles(root, paths, { jobs: 1 });
    const made = makeIndex({ files, existing: null, now: 1 });
    for (const { path } of files) {
      const told = made.problems.some(problem => problem.file === path && problem.skipped);
      expect(told, path).toBe(!made.entries.some(entry => entry.PATH === path));
    }
    const { ok, entries = [] } = cases[name]!.portage.emaint;
    const wanted = ok ? entries.map(entry => (typeof entry === 'string' ? entry.split('\n') : entry)) : [];
    if (name in different) {
      expect(made.entries.length).not.toBe(wanted.length);
      return;
    }
    expect(made.entries).toHaveLength(wanted.length);
    const lines = made.text.split('\n');
    // The times of the files are not those of the day of the experiment.
    for (const line of wanted.flat()) if (!line.startsWith('MTIME')) expect(lines).toContain(line);
  });
});

describe('an xpak whose tarball is absent or garbage', () => {
  // Portage reads only the metadata when it indexes (portage.md, damaged packages): the client fails later.
  it.each(['tarball-missing', 'tarball-unknown'])('is indexed with %s, as Portage does', code => {
    const problem = { code, message: 'x', offset: 0, effect: 'refused' as const };
    const file = packageFile('app-misc/hello-1.0.tbz2', { BUILD_ID: undefined }, { problems: [problem] });
    expect(makeIndex({ files: [file], existing: null, now: 1 }).entries.map(entry => entry.CPV)).toEqual([
      'app-misc/hello-1.0',
    ]);
  });
});
