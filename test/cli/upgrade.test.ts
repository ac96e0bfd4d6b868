import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeFolder, runCommand } from './run-command.js';

const index = (...entries: readonly string[]) => `VERSION: 0\n\n${entries.join('\n\n')}\n\n`;

const BASH_1 = 'CPV: app-shells/bash-5.1\nBUILD_ID: 1\nREQUIRES: x86_64: libreadline.so.8';
const BASH_2 = 'CPV: app-shells/bash-5.2\nBUILD_ID: 1\nREQUIRES: x86_64: libreadline.so.9';
const READLINE_8 = 'CPV: sys-libs/readline-8\nBUILD_ID: 1\nPROVIDES: x86_64: libreadline.so.8';
const READLINE_9 = 'CPV: sys-libs/readline-9\nBUILD_ID: 1\nPROVIDES: x86_64: libreadline.so.9';
const READLINE_BOTH = READLINE_9.replace('libreadline.so.9', 'libreadline.so.8 libreadline.so.9');

const folder = makeFolder({
  'from/Packages': index(BASH_1, READLINE_8),
  'same/Packages': index(BASH_1, READLINE_8),
  'rebuilt/Packages': index(`${BASH_1}\nBUILD_TIME: 9`, READLINE_8),
  'safe/Packages': index(BASH_2, READLINE_BOTH),
  'swap/Packages': index(BASH_2, READLINE_9),
  'held/Packages': index('CPV: app-shells/bash-5.2\nBUILD_ID: 1\nRDEPEND: app-misc/absent'),
  'config/binpkg-check.yaml': 'critical: net-misc/wget\n',
});

const run = (to: string, ...more: readonly string[]) =>
  runCommand(['upgrade', '--from', `${folder}/from/Packages`, '--to', `${folder}/${to}/Packages`, ...more]);

describe('upgrade', () => {
  it('prints a safe order', () => {
    const { code, out, err } = run('safe');
    expect(code).toBe(0);
    expect(err).toBe('');
    expect(out).toContain('2 merges · safe: what must work does after every step');
    expect(out).toMatch(/merge +2 packages: sys-libs\/readline-9-1 {2}app-shells\/bash-5.2-1/);
  });

  it('lists the steps where asked to', () => {
    expect(run('safe', '--verbose').out).toMatch(
      / 1 {2}sys-libs\/readline-9-1 {2}replaces sys-libs\/readline-8-1\n {2}2 {2}app-shells\/bash/,
    );
  });

  it('tells a rebuild from what it replaces, though both have one name', () => {
    const { out } = run('rebuilt', '--verbose', '--client-mode', 'usepkgonly');
    expect(out).toContain('replaces the installed build of it');
    expect(out).not.toMatch(/(\S+) {2}replaces \1(?!\S)/);
  });

  it('fails where a program breaks, and tells the step, the need, the repair and what may save a live system', () => {
    const { code, out } = run('swap');
    expect(code).toBe(1);
    const text = out.replace(/\s+/g, ' ');
    expect(text).toContain('not safe: step 1 breaks app-shells/bash');
    expect(text).toContain('step 1 of 2, sys-libs/readline-9-1: app-shells/bash-5.1-1 does not start');
    expect(text).toContain('app-shells/bash-5.1-1 needs libreadline.so.8 (x86_64)');
    expect(text).toContain('step 2, app-shells/bash-5.2-1: 1 step later');
    expect(text).toContain('FEATURES=preserve-libs');
  });

  it('takes other programs as critical, from the command line or the configuration', () => {
    expect(run('swap', '--critical', 'sys-libs/readline').code).toBe(0);
    const configured = run('swap', '--config', `${folder}/config/binpkg-check.yaml`);
    expect(configured.code).toBe(0);
    expect(configured.err).toContain('nothing that must work throughout is in the baseline');
    expect(
      run('swap', '--config', `${folder}/config/binpkg-check.yaml`, '--critical', 'app-shells/bash').code,
    ).toBe(1);
  });

  it('tells what is held back, and why, without failing', () => {
    const { code, out } = run('held');
    expect(code).toBe(0);
    expect(out).toContain('nothing can be updated · 1 package held back');
    expect(out).toContain('held back  app-shells/bash-5.2-1, app-shells/bash-5.1-1 stays');
    expect(out).toContain('needs app-misc/absent, which is not here');
  });

  it('has one line where there is nothing to do', () => {
    expect(run('same')).toEqual({
      code: 0,
      out: 'nothing to update: a client with --getbinpkg keeps what is installed but for new versions\n',
      err: '',
    });
  });

  it('has the JSON of the contract', () => {
    expect(JSON.parse(run('swap', '--format', 'json').out)).toEqual({
      schema: 'binpkg-check/upgrade/1',
      from: `${folder}/from/Packages`,
      to: `${folder}/swap/Packages`,
      safe: false,
      clientMode: 'getbinpkg',
      outcome: 'planned',
      steps: [
        { merge: 'sys-libs/readline-9-1', replaces: ['sys-libs/readline-8-1'], removes: [] },
        { merge: 'app-shells/bash-5.2-1', replaces: ['app-shells/bash-5.1-1'], removes: [] },
      ],
      heldBack: [],
      broken: [
        {
          step: 1,
          merge: 'sys-libs/readline-9-1',
          program: 'app-shells/bash-5.1-1',
          effect: 'does-not-start',
          package: 'app-shells/bash-5.1-1',
          need: 'libreadline.so.8 (x86_64)',
          needKind: 'soname',
          assumed: false,
          provider: 'sys-libs/readline-8-1',
          repairedBy: 2,
          inevitable: true,
        },
      ],
    });
  });

  it('has a line for each record in NDJSON, each with its kind', () => {
    const kinds = (to: string) =>
      run(to, '--format', 'ndjson')
        .out.trim()
        .split('\n')
        .map(line => JSON.parse(line).kind);
    expect(kinds('swap')).toEqual(['upgrade', 'broken', 'step', 'step']);
    expect(kinds('held')).toEqual(['upgrade', 'heldBack']);
  });

  it('writes to a file, and gives the same bytes twice', () => {
    const path = `${folder}/plan.json`;
    expect(run('swap', '--format', 'json', '--output', path)).toEqual({ code: 1, out: '', err: '' });
    expect(readFileSync(path, 'utf8')).toBe(run('swap', '--format', 'json').out);
  });

  it('keeps to 110 columns in a pipe', () => {
    for (const to of ['safe', 'swap', 'held'])
      for (const line of run(to).out.split('\n')) expect(line.length).toBeLessThanOrEqual(110);
  });

  it.each([
    [['--format', 'yaml'], /there is no format 'yaml'/],
    [['--critical', ''], /--critical '' is no package/],
    [['--critical', 'bash'], /--critical 'bash' is no package; give category\/name/],
    [['--output', ''], /--output is empty/],
  ])('refuses %s', (more, said) => {
    expect(run('safe', ...more)).toMatchObject({ code: 2, out: '', err: expect.stringMatching(said) });
  });

  it('wants both ends', () => {
    expect(runCommand(['upgrade', '--to', `${folder}/safe/Packages`]).code).toBe(2);
    expect(runCommand(['upgrade', '--from', '', '--to', `${folder}/safe/Packages`])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--from is empty'),
    });
    expect(runCommand(['upgrade', '--from', `${folder}/from/Packages`, '--to', '']).code).toBe(2);
  });

  it('could not check what it cannot read', () => {
    expect(run('nowhere').code).toBe(3);
    expect(
      runCommand(['upgrade', '--from', `${folder}/nowhere`, '--to', `${folder}/safe/Packages`]).code,
    ).toBe(3);
  });
});
