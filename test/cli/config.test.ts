import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BROKEN, HEALTHY, makeFolder, runCommand } from './run-command.js';

const folder = makeFolder({
  'mild/binpkg-check.yaml': 'rules:\n  unmet-dependency: warning\n',
  'mild/host/Packages': BROKEN,
  'off/binpkg-check.yaml': 'rules: { unmet-dependency: off }\nformat: json\n',
  'off/Packages': BROKEN,
  'wrong/binpkg-check.yaml': '# a comment\nfail_on: error\n',
  'wrong/Packages': BROKEN,
  'based/binpkg-check.yaml': 'installed: [old=../baseline/Packages]\nquiet: true\n',
  'based/Packages': BROKEN,
  'none/binpkg-check.yaml': 'only: []\n',
  'none/Packages': BROKEN,
  'baseline/Packages': HEALTHY.replaceAll('app-misc/hello', 'net-dns/libidn2'),
});
const source = (name: string) => join(folder, name, 'Packages');

describe('configuration file', () => {
  it('is found upwards from the source and sets severities', () => {
    const ran = runCommand(['audit', source('mild/host')]);
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('warning  net-dns/libidn2 is not here');
  });

  it('can be named, and then no other counts', () => {
    const other = join(folder, 'off/binpkg-check.yaml');
    expect(JSON.parse(runCommand(['audit', source('mild/host'), '--config', other]).out).findings).toEqual(
      [],
    );
    const missing = runCommand(['audit', source('mild/host'), '--config', join(folder, 'none.yaml')]);
    expect(missing).toMatchObject({ code: 2, out: '' });
    expect(missing.err).toContain(
      'none.yaml: the configuration cannot be read: there is no such file or directory\n',
    );
  });

  it('gives way to the command line, word by word', () => {
    const silenced = runCommand(['audit', source('off')]);
    expect(silenced.code).toBe(0);
    expect(JSON.parse(silenced.out).skipped).toMatchObject([{ rule: 'unmet-dependency' }]);
    expect(runCommand(['audit', source('off'), '--format', 'text']).out).toContain('nothing to report');
    expect(runCommand(['audit', source('off'), '--only', 'unmet-dependency']).code).toBe(1);
    expect(runCommand(['audit', source('off'), '--force', 'unmet-dependency']).code).toBe(1);
  });

  it('is wrong usage where it is wrong, with file, line, key and what may be meant', () => {
    const ran = runCommand(['audit', source('wrong')]);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toBe(
      `binpkg-check: ${join(folder, 'wrong/binpkg-check.yaml')}:2: there is no option 'fail_on'; did you mean 'fail-on'?\n`,
    );
  });

  it('must name a rule where it says which alone are to run', () => {
    const ran = runCommand(['audit', source('none')]);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain("binpkg-check.yaml:1: 'only' names no rule");
  });

  it('names baselines from where it is, and reports say them without the place on this machine', () => {
    const ran = runCommand(['audit', 'Packages', '--format', 'json'], { cwd: join(folder, 'based') });
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.out).inputs).toMatchObject([
      { role: 'candidate', location: 'Packages' },
      { role: 'installed', name: 'old', location: '../baseline/Packages' },
    ]);
    expect(runCommand(['audit', 'Packages'], { cwd: join(folder, 'based') }).out).toBe(
      '1 package, nothing to report\n',
    );
    expect(
      runCommand(['audit', 'Packages', '--verbose'], { cwd: join(folder, 'based') }).out.split('\n').length,
    ).toBeGreaterThan(2);
  });
});
