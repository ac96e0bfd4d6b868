// Runs the built command as users do; `npm test` builds it first.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { built } from '../support/built.js';
import { indexText } from '../support/index-text.js';

export const MAIN = built('cli/main.js');

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Instead of the user who runs the tests, where that is root. */
  readonly uid?: number;
}

/** Without the colour and CI settings of whoever runs the tests. */
export function cleanEnvironment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', TERM: 'xterm', ...more };
}

export function runCommand(args: readonly string[], options: RunOptions = {}): Ran {
  const env = cleanEnvironment(options.env);
  const ran = spawnSync(process.execPath, [MAIN, ...args], {
    encoding: 'utf8',
    env,
    cwd: options.cwd ?? tmpdir(),
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

/** A temporary directory with these files, gone after the tests of the file. */
export function makeFolder(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'binpkg-check-cli-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const FACTS = {
  EAPI: '8',
  KEYWORDS: 'amd64',
  MD5: 'd41d8cd98f00b204e9800998ecf8427e',
  REPO: 'gentoo',
  SIZE: '1',
};
const SHA1 = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';

function entry(cpv: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const entries = Object.entries({ CPV: cpv, ...FACTS, SHA1, ...more });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** An index that nothing is wrong with. */
export const HEALTHY = indexText([
  entry('app-misc/hello-2.12'),
  entry('net-misc/wget-1.21', { RDEPEND: 'app-misc/hello' }),
]);

/** wget needs libidn2, which is not there. */
export const BROKEN = indexText([entry('net-misc/wget-1.21', { RDEPEND: 'net-dns/libidn2' })]);

/** More of that than a pipe holds. */
export function makeBroken(count: number): string {
  const numbers = Array.from({ length: count }, (_, at) => String(at).padStart(6, '0'));
  return indexText(numbers.map(number => entry(`app-misc/a${number}-1`, { RDEPEND: 'net-dns/libidn2' })));
}
