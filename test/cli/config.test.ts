import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BROKEN, HEALTHY, makeFolder, runCommand } from './run-command.js';

const folder = makeFolder({
  'mild/binpkg-check.yaml': 'rules:\n  unmet-dependency: warning\n',
  'mild/host/Packages': BROKEN,
  'hostile/binpkg-check.yaml': 'fail-on: never\nquiet: true\noutput: stolen\n',
  'hostile/Packages': BROKEN,
  'plain/Packages': BROKEN,
  'policy/binpkg-check.yaml':
    'fail-on: never\nskip: libc-floor\nrules: { unmet-dependency: off, soname-unmet: warning }\n',
  'short/binpkg-check.yml': 'rules: { unmet-dependency: off }\n',
  'torn/binpkg-check.yaml': 'quiet: true\nverbose: true\n',
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
/** From the working directory `name`. */
const runIn = (name: string, ...args: readonly string[]) => runCommand(args, { cwd: join(folder, name) });

describe('configuration file', () => {
  it('is told apart in the policy from what the command line says', () => {
    const policyOf = (...args: readonly string[]) =>
      JSON.parse(runIn('policy', 'audit', source('plain'), '--format', 'json', ...args).out).policy;
    expect(policyOf()).toEqual({
      failOn: 'never',
      rules: { 'soname-unmet': 'warning', 'libc-floor': 'off', 'unmet-dependency': 'off' },
      from: {
        failOn: 'file',
        rules: { 'soname-unmet': 'file', 'libc-floor': 'file', 'unmet-dependency': 'file' },
      },
    });
    expect(policyOf('--fail-on', 'warning', '--skip', 'index-header', '--client-mode', 'usepkgonly')).toEqual(
      {
        failOn: 'warning',
        clientMode: 'usepkgonly',
        rules: { 'soname-unmet': 'warning', 'index-header': 'off', 'unmet-dependency': 'off' },
        from: {
          failOn: 'option',
          clientMode: 'option',
          rules: { 'soname-unmet': 'file', 'index-header': 'option', 'unmet-dependency': 'file' },
        },
      },
    );
    expect(policyOf('--no-config')).toEqual({ failOn: 'error', rules: {}, from: { rules: {} } });
  });

  it('is found upwards from the working directory and sets severities', () => {
    const ran = runIn('mild/host', 'audit', 'Packages');
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('warning  net-dns/libidn2 is not here');
  });

  it('can be named, and then no other counts', () => {
    const other = join(folder, 'off/binpkg-check.yaml');
    const named = JSON.parse(runIn('mild', 'audit', 'host/Packages', '--config', other).out);
    expect(named.summary).toMatchObject({ error: 0, warning: 0 });
    expect(named.policy).toEqual({
      failOn: 'error',
      rules: { 'unmet-dependency': 'off' },
      from: { rules: { 'unmet-dependency': 'file' } },
    });
    expect(runIn('mild', 'audit', 'host/Packages', '--no-config').code).toBe(1);
    const missing = runCommand(['audit', source('mild/host'), '--config', join(folder, 'none.yaml')]);
    expect(missing).toMatchObject({ code: 2, out: '' });
    expect(missing.err).toContain(
      'none.yaml: the configuration cannot be read: there is no such file or directory\n',
    );
  });

  it('gives way to the command line, word by word', () => {
    const silenced = runIn('off', 'audit', 'Packages');
    expect(silenced.code).toBe(0);
    expect(JSON.parse(silenced.out).skipped).toMatchObject([{ rule: 'unmet-dependency' }]);
    expect(runIn('off', 'audit', 'Packages', '--format', 'text').out).not.toContain('libidn2 is not here');
    expect(runIn('off', 'audit', 'Packages', '--only', 'unmet-dependency').code).toBe(1);
    expect(runIn('off', 'audit', 'Packages', '--force', 'unmet-dependency').code).toBe(1);
  });

  it('is wrong usage where it is wrong, with file, line, key and what may be meant', () => {
    const ran = runIn('wrong', 'audit', 'Packages');
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toBe(
      `binpkg-check: ${join(folder, 'wrong/binpkg-check.yaml')}:2: there is no option 'fail_on'; did you mean 'fail-on'?\n`,
    );
  });

  it('does not count in or below what is judged, and that is told', () => {
    const hostile = join(folder, 'hostile');
    for (const ran of [runCommand(['audit', hostile]), runIn('hostile', 'audit', '.')]) {
      expect(ran.code).toBe(1);
      expect(ran.out).toMatch(/^2 errors · |^1 error · /m);
      expect(ran.err).toContain('hostile/binpkg-check.yaml was not read: ');
      expect(existsSync(join(hostile, 'stolen'))).toBe(false);
    }
    expect(runCommand(['audit', hostile, '--no-config'])).toMatchObject({ code: 1, err: '' });
  });

  it('is named in the report, with its digest and what it changed, wherever the report goes', () => {
    const text =
      'fail-on: never\nskip: libc-floor\nrules: { unmet-dependency: off, soname-unmet: warning }\n';
    const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`;
    const said = 'fail-on never, 2 rules off (unmet-dependency, libc-floor), soname-unmet warning';
    const told = runIn('policy', 'audit', source('plain')).out.trimEnd().split('\n');
    expect(told.slice(-3).join(' ')).toContain(`by binpkg-check.yaml (${digest.slice(0, 19)}): ${said}`);
    const quiet = runIn('policy', 'audit', source('plain'), '--quiet');
    expect(quiet.out.split('\n')).toHaveLength(2);
    expect(quiet.out).toContain(` · by binpkg-check.yaml (${digest.slice(0, 19)}): ${said}\n`);
    const json = runIn('policy', 'audit', source('plain'), '--format', 'json', '--fail-on', 'error');
    expect(json.err).toBe(
      `binpkg-check: by binpkg-check.yaml (${digest.slice(0, 19)}): ${said.replace('fail-on never, ', '')}\n`,
    );
    expect(JSON.parse(json.out).inputs.at(-1)).toEqual({
      role: 'configuration',
      location: 'binpkg-check.yaml',
      packages: 0,
      digest,
    });
    const file = join(folder, 'told.txt');
    expect(runIn('policy', 'audit', source('plain'), '--output', file).err).toContain(said);
    expect(runIn('policy', 'graph', source('plain'), '--format', 'dot').err).toBe(
      `binpkg-check: configuration binpkg-check.yaml (${digest})\n`,
    );
  });

  it('may end in .yml', () => {
    expect(runIn('short', 'audit', source('based'), '--format', 'text').code).toBe(0);
  });

  it('is refused where it contradicts itself, as the command line is', () => {
    const ran = runIn('torn', 'audit', source('based'));
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toBe(
      `binpkg-check: ${realpathSync(join(folder, 'torn'))}/binpkg-check.yaml:2: 'quiet' and 'verbose' contradict each other; give one of them\n`,
    );
  });

  it('must name a rule where it says which alone are to run', () => {
    const ran = runIn('none', 'audit', 'Packages');
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain("binpkg-check.yaml:1: 'only' names no rule");
  });

  it('names baselines from where it is, and reports say them without the place on this machine', () => {
    const ran = runCommand(['audit', 'Packages', '--format', 'json'], { cwd: join(folder, 'based') });
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.out).inputs).toMatchObject([
      { role: 'candidate', location: 'Packages' },
      { role: 'installed', name: 'old', location: '../baseline/Packages' },
      { role: 'configuration', location: 'binpkg-check.yaml' },
    ]);
    expect(runCommand(['audit', 'Packages'], { cwd: join(folder, 'based') }).out).toMatch(
      /^.+ · by binpkg-check.yaml \(sha256:[0-9a-f]{12}\): installed, quiet\n$/,
    );
    expect(
      runCommand(['audit', 'Packages', '--verbose'], { cwd: join(folder, 'based') }).out.split('\n').length,
    ).toBeGreaterThan(2);
  });
});

describe('--quiet and --fail-on', () => {
  it('are taken by every command that has a summary, and by those that refuse', () => {
    const quiet = runCommand(['installable', source('plain'), '--quiet']);
    expect(quiet).toEqual({ code: 1, out: '0 of 1 package can be installed from an empty root\n', err: '' });
    expect(runCommand(['installable', source('plain'), '--quiet', '--fail-on', 'never']).code).toBe(0);
    expect(runIn('policy', 'installable', source('plain')).code).toBe(0);
    const both = runCommand(['installable', source('plain'), '--quiet', '--verbose']);
    expect(both).toMatchObject({ code: 2, out: '' });
    expect(both.err).toContain('--quiet and --verbose contradict each other');
  });
});
