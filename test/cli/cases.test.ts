// Ten situations from public reports (../shared/data/cases.tar.xz), each judged as its `case.md` says; what a test needs always is beside the
// rules.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { realData } from '../support/real-data.js';
import { runCommand } from './run-command.js';

const cases = unpack();

function unpack(): string | null {
  const archive = realData('cases.tar.xz');
  if (archive === null) return null;
  const directory = mkdtempSync(join(tmpdir(), 'binpkg-check-cases-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  execFileSync('tar', ['-xJpf', archive, '-C', directory], { stdio: 'ignore' });
  return join(directory, 'cases');
}

/** Rule, severity and subject of each finding, and the exit code. */
function audit(path: string, ...more: string[]) {
  const { code, out } = runCommand(['audit', path, ...more, '--format', 'json'], { cwd: cases ?? '/' });
  const findings = JSON.parse(out).findings as {
    rule: string;
    severity: string;
    message: string;
    subject: { cpv: string | null; path: string };
  }[];
  return {
    code,
    found: findings.map(
      ({ rule, severity, subject }) => `${severity} ${rule} ${subject.cpv ?? subject.path}`,
    ),
    said: findings.map(({ message }) => message).join('\n'),
  };
}

describe.skipIf(cases === null)('situations from public reports', () => {
  it('02: neither a package of an unknown EAPI nor its user can be installed', () => {
    const judged = audit('02-eapi-unknown/pkgdir');
    expect([judged.code, judged.found]).toEqual([
      1,
      ['error metadata-invalid dev-libs/a-1', 'error unmet-dependency dev-libs/b-1'],
    ]);
    const { code, out } = runCommand(['installable', '02-eapi-unknown/pkgdir'], { cwd: cases ?? '/' });
    expect([code, out.split('\n')[0]]).toEqual([1, '0 of 2 packages can be installed from an empty root']);
    expect(out).toContain('EAPI 7-hdepend');
  });

  it.each([[[]], [['--payload']]])('07: a bundled library of a foreign system is a note %j', more => {
    const { code, found } = audit('07-foreign-bundled-library/pkgdir', ...more);
    expect(code).toBe(0);
    expect(found.filter(finding => !finding.startsWith('info '))).toEqual([]);
  });

  it('10: names that are not UTF-8 are warnings, with the name they get', () => {
    const { code, found, said } = audit('10-names-not-utf8/pkgdir', '--payload');
    expect(code).toBe(0);
    expect([...new Set(found)].sort()).toEqual([
      'warning container-invalid app-text/doc/doc-1-1.gpkg.tar',
      'warning container-invalid app-text/link/link-1-1.gpkg.tar',
    ]);
    expect(said).toContain('Portage merges it as "/usr/share/doc/caf?"');
  });

  it('13: what a server cannot read is told, with what to run', () => {
    const { code, found } = audit('13-files-not-readable-by-server/pkgdir');
    expect([code, found.sort()]).toEqual([
      0,
      ['warning file-unreadable app-misc/a-1', 'warning file-unreadable app-misc/b'],
    ]);
    const { out } = runCommand(['audit', '13-files-not-readable-by-server/pkgdir'], { cwd: cases ?? '/' });
    expect(out).toContain('run: chmod o+rx 13-files-not-readable-by-server/pkgdir/app-misc/b');
  });

  it.each(['absent', 'equal'])('16: BUILD_TIME %s makes clients take the older build', how => {
    const { found, said } = audit(`16-build-time-absent/pkgdir-${how}`);
    expect(found.filter(finding => finding.includes('build-order'))).toEqual([
      'warning build-order-untrue dev-libs/a-1',
    ]);
    expect(said).toContain('clients take this one, not the newest build dev-libs/a-1-2');
  });

  it('19: files below the URI of the header are not missing, and no empty index is written', () => {
    expect(audit('19-uri-header-elsewhere/index')).toMatchObject({ code: 0, found: [] });
    const { code, err } = runCommand(['index', '19-uri-header-elsewhere/index', '--write'], {
      cwd: cases ?? '/',
    });
    expect([code, err]).toEqual([3, expect.stringContaining('no index was made, as it would be empty')]);
  });

  it('28: a package whose ebuild is gone is taken', () => {
    const tree = '28-only-the-binary-is-left/tree';
    const { out } = runCommand(
      [...['hit-rate', '28-only-the-binary-is-left/pkgdir'], ...['--tree', tree, '--profile', 'default']],
      { cwd: cases ?? '/' },
    );
    expect(out).toContain('gone     1 package taken, but no ebuild of the name is left');
    expect(out).toMatch(/absent .*\n +app-misc\/b-2 \(has 1\)/);
  });
});
