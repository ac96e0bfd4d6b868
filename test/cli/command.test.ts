import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  BROKEN,
  cleanEnvironment,
  HEALTHY,
  MAIN,
  makeBroken,
  makeFolder,
  runCommand,
} from './run-command.js';

const folder = makeFolder({
  'healthy/Packages': HEALTHY,
  'broken/Packages': BROKEN,
  'wide/Packages': makeBroken(1000),
});
const wide = join(folder, 'wide/Packages');
const healthy = join(folder, 'healthy/Packages');
const broken = join(folder, 'broken/Packages');

describe('exit codes', () => {
  it('0: nothing at the threshold', () => {
    const ran = runCommand(['audit', healthy]);
    expect(ran.out).toMatch(
      /^2 packages, nothing to report · \d+ of \d+ rules could not run \(--verbose\)\n$/,
    );
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(runCommand(['audit', broken, '--fail-on', 'never']).code).toBe(0);
    expect(runCommand(['audit', broken, '--skip', 'unmet-dependency']).code).toBe(0);
  });

  it('1: findings at the threshold', () => {
    const ran = runCommand(['audit', broken]);
    expect(ran).toMatchObject({ code: 1, err: '' });
    expect(ran.out).toContain('error  net-dns/libidn2 is not here');
  });

  it('2: wrong usage', () => {
    for (const args of [
      [],
      ['audit'],
      ['audit', healthy, 'more'],
      ['audit', healthy, '--fail-on', 'eror'],
      ['graph', healthy],
      ['audit', ''],
      ['index', ''],
      ['inspect', ''],
      ['audit', healthy, '--only', ''],
      ['audit', healthy, '--skip', ','],
    ]) {
      const ran = runCommand(args);
      expect(ran, args.join(' ')).toMatchObject({ code: 2, out: '' });
      expect(ran.err).not.toBe('');
    }
  });

  it('3: could not check', () => {
    const ran = runCommand(['audit', join(folder, 'missing')]);
    expect(ran).toMatchObject({ code: 3, out: '' });
    expect(ran.err).toMatch(/^binpkg-check: .*missing: there is no such file or directory/);
    expect(runCommand(['inspect', join(folder, 'missing')])).toMatchObject({ code: 3, out: '' });
  });

  it('3: no rule ran', () => {
    const ran = runCommand(['audit', broken, '--only', 'libc-floor', '--skip', 'libc-floor']);
    expect(ran.code).toBe(3);
    expect(ran.err).toMatch(/^binpkg-check: no rule ran, so nothing was checked: /);
    const few = runCommand(['audit', broken, '--only', 'libc-floor', '--format', 'json']);
    expect(few.code).toBe(0);
    const { skipped } = JSON.parse(few.out);
    expect(skipped.find(({ rule }: { rule: string }) => rule === 'unmet-dependency').why).toContain('--only');
    const told = runCommand(['audit', broken, '--only', 'libc-floor']).out;
    expect(told).toMatch(/^.*nothing to report · \d+ rules left out \(--verbose\)\n$/);
  });

  it('3: a rule that was asked for by name could not run', () => {
    for (const option of ['--force', '--only']) {
      const ran = runCommand(['audit', healthy, option, 'container-invalid']);
      expect(ran.code).toBe(3);
      expect(ran.err).toMatch(
        /^binpkg-check: 'container-invalid' was asked for and could not run: it needs the package files/,
      );
    }
  });

  it('70: a bug, with a request to report it and where it happened', () => {
    const bomb = `const t = setInterval(() => {
      if (process.listenerCount('uncaughtException') === 0) return;
      clearInterval(t);
      throw new TypeError('injected');
    }, 1)`;
    const preload = `--import data:text/javascript,${encodeURIComponent(bomb)}`;
    const ran = runCommand(['audit', broken], { env: { NODE_OPTIONS: preload } });
    expect(ran.code).toBe(70);
    expect(ran.err).toMatch(/^binpkg-check: this is a bug in the program, not a defect of your packages/);
    expect(ran.err).toContain('Please report it');
    expect(ran.err).toContain('TypeError: injected');
  });
});

describe('command line', () => {
  it('judges a plain SOURCE as audit does', () => {
    expect(runCommand([broken])).toEqual(runCommand(['audit', broken]));
    expect(runCommand(['--quiet', broken])).toEqual(runCommand(['audit', broken, '--quiet']));
  });

  it('says what may have been meant', () => {
    const errors = {
      "there is no command or file 'audti'; did you mean 'audit'?": ['audti', broken],
      "there is no command or file 'inspct'; did you mean 'inspect'?": ['inspct', 'a', 'b'],
      "there is no command 'grap'; did you mean 'graph'?": ['help', 'grap'],
      'there is no command or file \'frob\'; "binpkg-check --help" lists the commands': ['frob', 'a'],
      '(Did you mean --format?)\n"binpkg-check help audit" lists what it takes.': [
        'audit',
        broken,
        '--formt',
        'json',
      ],
      '--with SOURCE adds a binhost that is not judged and only satisfies.\n"binpkg-check help audit"': [
        broken,
        healthy,
      ],
      "there is no format 'jsn'; did you mean 'json'?": ['audit', broken, '--format', 'jsn'],
      "there is no graph format 'dto'; did you mean 'dot'?": ['graph', broken, '--format', 'dto'],
      "there is no rule 'libc-flor'; did you mean 'libc-floor'?": ['audit', broken, '--skip', 'libc-flor'],
      "there is no severity 'eror'; did you mean 'error'?": ['audit', broken, '--fail-on', 'eror'],
      "there is no rule 'unmet-dependnecy'; did you mean 'unmet-dependency'?": [
        'explain',
        'unmet-dependnecy',
      ],
      "there is no package 'wgte' here; did you mean 'net-misc/wget'?": ['explain', broken, 'wgte'],
      "there is no net-misc/wgte here; did you mean 'net-misc/wget'?": ['explain', broken, 'net-misc/wgte'],
      'It must be a whole number from 1': ['audit', broken, '--jobs', 'many'],
      '--quiet and --verbose contradict each other': ['audit', broken, '--quiet', '--verbose'],
      "two baselines are called 'a'": ['audit', broken, '--installed', 'a=x', '--installed', 'a=y'],
    };
    for (const [message, args] of Object.entries(errors)) {
      const ran = runCommand(args);
      expect(ran.err).toContain(message);
      expect(ran.err).toMatch(/^binpkg-check: /);
      expect(ran).toMatchObject({ code: 2, out: '' });
    }
  });

  it('prints help on standard output in 80 columns', () => {
    for (const args of [
      ['--help'],
      ['help'],
      ...['audit', 'inspect', 'index', 'graph', 'explain'].map(name => ['help', name]),
    ]) {
      const { out, ...ran } = runCommand(args);
      expect(ran).toEqual({ code: 0, err: '' });
      for (const line of out.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
    }
    expect(runCommand(['graph', '--help']).out).toBe(runCommand(['help', 'graph']).out);
    expect(runCommand(['--help']).out).toContain('Examples:\n');
  });

  it('prints its version', () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(runCommand(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
    expect(runCommand(['-V']).out).toBe(`${version}\n`);
  });
});

describe('output', () => {
  it('is data on standard output, the same bytes each time', () => {
    for (const format of ['text', 'json', 'ndjson']) {
      const ran = runCommand(['audit', broken, '--format', format]);
      expect(ran.err).toBe('');
      expect(runCommand(['audit', broken, '--format', format, '--jobs', '3'])).toEqual(ran);
    }
    expect(JSON.parse(runCommand(['audit', broken, '--format', 'json']).out)).toMatchObject({
      schema: 'binpkg-check/report/2',
      inputs: [{ role: 'candidate', location: broken, packages: 1 }],
      findings: [{ rule: 'unmet-dependency', subject: { cpv: 'net-misc/wget-1.21' } }],
    });
  });

  it('goes to a file with --output, and the verdict stays', () => {
    const file = join(folder, 'report.json');
    expect(runCommand(['audit', broken, '--format', 'json', '--output', file])).toEqual({
      code: 1,
      out: '',
      err: '',
    });
    expect(readFileSync(file, 'utf8')).toBe(runCommand(['audit', broken, '--format', 'json']).out);
    const lost = runCommand(['audit', broken, '--output', join(folder, 'no/such/place')]);
    expect(lost).toMatchObject({ code: 3, out: '' });
    expect(lost.err).toBe(
      `binpkg-check: cannot write ${folder}/no/such/place: there is no directory ${folder}/no/such; make it first\n`,
    );
    expect(runCommand(['audit', broken, '--output', folder])).toEqual({
      code: 3,
      out: '',
      err: `binpkg-check: ${folder} is a directory; give the name of a file\n`,
    });
    expect(runCommand(['audit', broken, '--output', '-']).out).toBe(runCommand(['audit', broken]).out);
  });

  it('has colour only where it is wanted, and never in a file', () => {
    const colour = '\u001b[';
    expect(runCommand([broken]).out).not.toContain(colour);
    expect(runCommand([broken], { env: { CI: 'true' } }).out).not.toContain(colour);
    const forced = { FORCE_COLOR: '1' };
    expect(runCommand([broken], { env: forced }).out).toContain(colour);
    expect(runCommand([broken, '--no-color'], { env: forced }).out).not.toContain(colour);
    expect(runCommand([broken], { env: { ...forced, NO_COLOR: '1' } }).out).not.toContain(colour);
    const file = join(folder, 'report.txt');
    runCommand([broken, '--output', file], { env: forced });
    expect(readFileSync(file, 'utf8')).not.toContain(colour);
  });

  it('ends quietly when nobody reads on, with its verdict', async () => {
    const child = spawn(process.execPath, [MAIN, 'audit', wide, '--format', 'json'], {
      env: cleanEnvironment(),
    });
    let said = '';
    child.stderr.on('data', data => {
      said += data;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise(resolve => child.on('exit', resolve));
    expect({ code, said }).toEqual({ code: 1, said: '' });
  });

  it('stops at an interrupt with 130', async () => {
    // Kept alive as by long work.
    const busy = `data:text/javascript,setInterval(()=>{},1000)`;
    const child = spawn(process.execPath, ['--import', busy, MAIN, broken], { env: cleanEnvironment() });
    child.stdout.once('data', () => child.kill('SIGINT'));
    const ending = await new Promise(resolve =>
      child.on('exit', (code, signal) => resolve({ code, signal })),
    );
    expect(ending).toEqual({ code: 130, signal: null });
  });
});

describe('explain', () => {
  it('lists the rules, tells one, tells a finding of a report, tells a package', () => {
    expect(runCommand(['explain']).out).toMatch(/^unmet-dependency +error/m);
    expect(runCommand(['explain', 'unmet-dependency']).out).toMatch(/^unmet-dependency {2}error\n\nwhat /);
    const report = join(folder, 'explained.json');
    runCommand(['audit', broken, '--format', 'json', '--output', report]);
    const { fingerprint } = JSON.parse(readFileSync(report, 'utf8')).findings[0];
    const story = runCommand(['explain', fingerprint.slice(0, 8), '--report', report]);
    expect(story).toMatchObject({ code: 0, err: '' });
    expect(story.out).toMatch(/^error {2}net-misc\/wget-1.21 {2}\[unmet-dependency\]\n/);
    const told = runCommand(['explain', broken, 'wget']).out;
    expect(told).toMatch(
      /^net-misc\/wget-1.21 cannot be installed from an empty root\n {2}because {2}net-misc\/wget-1.21 needs net-dns\/libidn2, /,
    );
    expect(runCommand(['explain', broken, '=net-misc/wget-1.21']).out).toBe(told);
    expect(runCommand(['explain', broken, 'net-misc/wget-1.21']).out).toBe(told);
    expect(runCommand(['explain', healthy, 'wget', '--verbose']).out).toContain(
      'met      RDEPEND app-misc/hello by app-misc/hello-2.12',
    );
  });

  it('says what is missing in the question', () => {
    expect(runCommand(['explain', '12ab34cd']).err).toContain(
      'say which report it is from: explain 12ab34cd --report FILE',
    );
    expect(runCommand(['explain', broken]).err).toContain('say which package of it');
    expect(runCommand(['explain', '12ab34cd', '--report', broken])).toMatchObject({ code: 3, out: '' });
    const other = join(folder, 'healthy/other.json');
    for (const text of ['[]', '{"schema":"binpkg-check/report/1","tool":7}']) {
      writeFileSync(other, text);
      const ran = runCommand(['explain', '12ab34cd', '--report', other]);
      expect(ran).toMatchObject({ code: 3, out: '' });
      expect(ran.err).toMatch(
        /this is no report of schema binpkg-check\/report\/2 or 1 \('\w+' is missing or not what/,
      );
      expect(ran.err).not.toMatch(/Expected|Invalid/);
    }
    expect(runCommand(['explain', 'unmet']).err).toContain("did you mean 'unmet-dependency'?");
    const report = join(folder, 'other.json');
    runCommand(['audit', broken, '--format', 'json', '--output', report]);
    expect(runCommand(['explain', 'ffff0000', '--report', report]).err).toContain(
      "has the fingerprint 'ffff0000'",
    );
  });
});

describe('graph', () => {
  it('writes every format, the same bytes each time', () => {
    for (const format of ['dot', 'graphml', 'gexf', 'json']) {
      const ran = runCommand(['graph', broken, '--format', format]);
      expect(ran).toMatchObject({ code: 0, err: '' });
      expect(ran.out).toContain('net-dns/libidn2');
      expect(runCommand(['graph', broken, '--format', format]).out).toBe(ran.out);
    }
  });
});
