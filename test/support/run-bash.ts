// Small bash programs, run by bash itself and by our shell, so that the two can be compared.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUILTINS } from '../../src/ebuild/builtins/index.js';
import { runApart, runLines } from '../../src/ebuild/shell/run.js';
import { Shell, type ShellOptions } from '../../src/ebuild/shell/shell.js';
import { Exit, Refused, Unknown } from '../../src/ebuild/syntax/outcome.js';
import { BashSyntaxError, parseScript } from '../../src/ebuild/syntax/read-script.js';
import { lacks } from './lacks.js';

export interface Run {
  readonly output: string;
  readonly status: number;
}

const BASH = '/bin/bash';

/** Null, with the reason told, where bash is absent or older than the one whose ways are followed. */
export function findBash(): string | null {
  const version = existsSync(BASH)
    ? spawnSync(BASH, ['-c', 'echo $((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1]))'], { encoding: 'utf8' })
        .stdout
    : '0';
  return lacks('bash', Number(version) >= 502, `there is no ${BASH} of version 5.2 or later`) ? null : BASH;
}

/** As Portage has them when it sources an ebuild, as far as programs can see it. */
const PREPARED = 'BASH_ARGV0=ebuild.sh\nshopt -s extglob\nshopt -u patsub_replacement\n';

/** All programs by one process, each in a subshell of its own; nothing is found in PATH. */
export function runInBash(bash: string, programs: readonly string[]): readonly Run[] {
  const quoted = programs.map(program => `'${program.replaceAll("'", "'\\''")}'`);
  const calls = quoted.map(program => `( eval -- ${program} )\nprintf '\\036%d\\036' "$?"\n`);
  const directory = mkdtempSync(join(tmpdir(), 'binpkg-check-bash-'));
  try {
    const script = join(directory, 'programs');
    // Patterns of file names find nothing.
    const empty = join(directory, 'empty');
    mkdirSync(empty);
    writeFileSync(script, PREPARED + calls.join(''));
    const { stdout } = spawnSync(bash, ['--norc', script], {
      cwd: empty,
      encoding: 'utf8',
      env: { PATH: '/nonexistent', HOME: '/root', LC_ALL: 'C.UTF-8' },
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 1 << 28,
    });
    const pieces = stdout.split('\x1e');
    return programs.map((_, at) => ({ output: pieces[at * 2] ?? '', status: Number(pieces[at * 2 + 1]) }));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The same by our shell; a text where it is unknown why. */
export function runInShell(program: string, options: Partial<ShellOptions> = {}): Run | string {
  const shell = new Shell({
    builtins: BUILTINS,
    environment: { HOME: '/root' },
    missing: () => 127,
    ...options,
  });
  const output: string[] = [];
  shell.output = output;
  shell.errors = [];
  shell.input = { text: '', at: 0 };
  let status: number;
  try {
    status = runApart(shell, () => runLines(shell, parseScript(program)));
  } catch (error) {
    if (error instanceof Unknown) return error.message;
    if (!(error instanceof Exit || error instanceof Refused || error instanceof BashSyntaxError)) throw error;
    status = error instanceof Exit ? error.status : 1;
  }
  return { output: output.join(''), status };
}
