// `inspect` and `index` on packages that the tests write.

import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { lacks } from '../support/lacks.js';
import { writeXpakPackage } from '../support/write-xpak-package.js';
import { makeFolder, runCommand } from './run-command.js';

const folder = makeFolder({ 'pkgdir/README': 'no package\n' });
const pkgdir = join(folder, 'pkgdir');
const hello = join(pkgdir, 'app-misc/hello/hello-2.12-1.xpak');
const broken = join(pkgdir, 'app-misc/cut/cut-1-1.xpak');

const METADATA = {
  BUILD_ID: '1\n',
  BUILD_TIME: '1700000000\n',
  CATEGORY: 'app-misc\n',
  CHOST: 'x86_64-pc-linux-gnu\n',
  EAPI: '8\n',
  PF: 'hello-2.12\n',
  SLOT: '0\n',
  DESCRIPTION: `${'long '.repeat(100)}\n`,
  EVIL: '\u001b[2Jx\n',
  repository: 'gentoo\n',
};

beforeAll(async () => {
  const bytes = await writeXpakPackage({
    metadata: METADATA,
    image: [{ name: 'usr/bin/hello', content: 'hi\n' }],
  });
  for (const [path, content] of [
    [hello, bytes],
    [broken, bytes.subarray(0, bytes.length - 20)],
  ] as const) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
});

describe('inspect', () => {
  it('tells format, digests and metadata, hostile values made harmless', () => {
    const ran = runCommand(['inspect', hello]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    const lines = ran.out.split('\n');
    expect(lines[0]).toMatch(/hello-2.12-1.xpak {2}xpak, [\d,]+ bytes$/);
    expect(ran.out).toMatch(/^ {2}sha1 {14}[0-9a-f]{40}$/m);
    expect(ran.out).toMatch(/^ {2}PF {16}hello-2.12$/m);
    expect(ran.out).toContain('\\x1b[2Jx');
    expect(ran.out).toMatch(/\.\.\. \d+ more lines \(--verbose\)/);
    expect(runCommand(['inspect', hello, '--verbose']).out).not.toContain('more lines');
  });

  it('tells defects with their place, and fails', () => {
    const ran = runCommand(['inspect', broken]);
    expect(ran).toMatchObject({ code: 1, err: '' });
    expect(ran.out).toMatch(/^ {2}error {2}.*\[trailer-missing at byte\s+\d+\]$/ms);
  });

  it('gives one object for one file, a list for several, a line each as NDJSON', () => {
    const one = JSON.parse(runCommand(['inspect', hello, '--format', 'json']).out);
    expect(one).toMatchObject({
      path: hello,
      format: 'xpak',
      valid: true,
      problems: [],
      signature: { state: 'none' },
      elf: [],
    });
    expect(one.metadata).toEqual(METADATA);
    const several = runCommand(['inspect', hello, broken, '--format', 'json']);
    expect(several.code).toBe(1);
    expect(JSON.parse(several.out).files).toMatchObject([{ valid: true }, { valid: false }]);
    const lines = runCommand(['inspect', hello, broken, '--format', 'ndjson']).out.trimEnd().split('\n');
    expect(lines.map(line => JSON.parse(line).valid)).toEqual([undefined, true, false]);
  });

  it('goes on after a file that is not there, and says that it could not look', () => {
    const ran = runCommand(['inspect', join(folder, 'none'), hello]);
    expect(ran.code).toBe(3);
    expect(ran.err).toMatch(/^binpkg-check: '.*none': there is no such file or directory; check the path\n$/);
    expect(ran.out).toContain('hello-2.12-1.xpak  xpak');
  });
});

// Root may read everything: then somebody else has to run the command, if he may read the program.
const user = process.getuid?.() === 0 ? { uid: 65534 } : {};
const why = 'nobody but root may run the command where it lies';
const isRootOnly = lacks('user', runCommand(['--version'], user).code === 0, why);

describe.skipIf(isRootOnly)('what may not be read', () => {
  const host = join(makeFolder({ 'host/a/b/b-1-1.xpak': '' }), 'host');
  const before =
    'PACKAGES: 1\nTIMESTAMP: 1700000000\nVERSION: 0\n\nCPV: a/b-1\nBUILD_ID: 1\nPATH: a/b/b-1-1.xpak\nSIZE: 0\nMD5: d41d8cd98f00b204e9800998ecf8427e\n\n';
  const closed = { 'a directory': 'a/b', 'a file': 'a/b/b-1-1.xpak' };

  it.each(Object.entries(closed))(
    '%s: makes no index without it, and does not call it missing',
    (_, path) => {
      chmodSync(dirname(host), 0o755);
      chmodSync(host, 0o777);
      writeFileSync(join(host, 'Packages'), before);
      chmodSync(join(host, path), 0);
      const written = runCommand(['index', host, '--write'], user);
      const audited = runCommand(['audit', host, '--format', 'json'], user);
      chmodSync(join(host, path), 0o755);
      expect(written).toMatchObject({ code: 3, out: '' });
      expect(written.err).toMatch(new RegExp(`: no index was made, .*\n {2}${path}: .*EACCES`));
      expect(readFileSync(join(host, 'Packages'), 'utf8')).toBe(before);
      expect(audited.code).toBe(3);
      expect(audited.err).toContain(`binpkg-check: ${host}/${path} could not be checked: `);
      const { findings } = JSON.parse(audited.out) as {
        findings: { rule: string; messageId: string; remedy: string }[];
      };
      const missing = findings.filter(({ rule }) => rule === 'package-missing');
      expect(missing).toMatchObject([{ messageId: 'unchecked', severity: 'info' }]);
      expect(missing[0]?.remedy).not.toContain('--write');
    },
  );
});

describe.skipIf(isRootOnly)('an index that may not be read', () => {
  const host = join(makeFolder({ 'host/Packages': '\n', 'host/Packages.gz': '' }), 'host');

  it.each(['Packages', 'Packages.gz'])('%s: is no defect of it', name => {
    chmodSync(dirname(host), 0o755);
    chmodSync(join(host, name), 0);
    const ran = runCommand(['audit', host], user);
    chmodSync(join(host, name), 0o644);
    expect(ran).toEqual({ code: 3, out: '', err: `binpkg-check: ${host}/${name}: permission denied\n` });
  });
});

describe.skipIf(isRootOnly)('a package that may not be read', () => {
  const path = join(makeFolder({ 'a-1-1.gpkg.tar': '' }), 'a-1-1.gpkg.tar');

  it('is told once, and is no defect of it', () => {
    chmodSync(dirname(path), 0o755);
    chmodSync(path, 0);
    const { code, out } = runCommand(['inspect', path, '--payload'], user);
    expect(code).toBe(3);
    expect(out).toContain('not read');
    expect(out.match(/file-unreadable/g)).toHaveLength(1);
  });
});

describe('index', () => {
  it('prints the index that there ought to be, and names what is left out', () => {
    const ran = runCommand(['index', pkgdir]);
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(/^CPV: app-misc\/hello-2.12$/m);
    expect(ran.out).toMatch(/^PACKAGES: 1$/m);
    expect(ran.err).toMatch(/^binpkg-check: app-misc\/cut\/cut-1-1.xpak: left out: /m);
    expect(ran.err).toMatch(/^binpkg-check: added: app-misc\/hello\/hello-2.12-1.xpak$/m);
    expect(readdirSync(pkgdir).sort()).toEqual(['README', 'app-misc']);
  });

  it('puts it in place with --write, and then nothing changes any more', () => {
    const ran = runCommand(['index', pkgdir, '--write']);
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toContain('index written: 1 package, 1 change\n');
    expect(readdirSync(pkgdir).sort()).toEqual(['Packages', 'README', 'app-misc']);
    const written = readFileSync(join(pkgdir, 'Packages'), 'utf8');
    expect(runCommand(['index', pkgdir]).out).toBe(written);
  });

  it('tells one fault of many files once', () => {
    const crowd = join(folder, 'crowd');
    for (let at = 0; at < 7; at++) {
      const path = join(crowd, `app-misc/c/c-1-${at}.xpak`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, readFileSync(broken));
    }
    const { err } = runCommand(['index', crowd]);
    expect(err.match(/left out/g)).toHaveLength(3);
    expect(err).toMatch(/^binpkg-check: \.\.\. 4 more files likewise \(--verbose\)$/m);
    expect(runCommand(['index', crowd, '--verbose']).err.match(/left out/g)).toHaveLength(7);
  });

  it('says why it cannot', () => {
    const file = runCommand(['index', hello]);
    expect(file).toEqual({
      code: 3,
      out: '',
      err: `binpkg-check: ${hello} is not a directory; give the PKGDIR that the index is to be of\n`,
    });
    expect(runCommand(['index', join(folder, 'none')])).toMatchObject({ code: 3, out: '' });
    expect(runCommand(['index', pkgdir, '--write', '--output', 'x'])).toMatchObject({ code: 2, out: '' });
  });
});
