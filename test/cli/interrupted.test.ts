// A run that is ended from outside keeps what it found of packages, so that a pipeline with a limit of time gets further each time.

import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { useTemporaryDirectory } from '../support/temporary-directory.js';
import { writeGpkg } from '../support/write-gpkg.js';
import { cleanEnvironment, MAIN } from './run-command.js';

const directory = useTemporaryDirectory();
const METADATA = { BUILD_ID: '1', CATEGORY: 'app-misc', EAPI: '8', SLOT: '0', repository: 'gentoo' };

/** Small ones first, and one that takes long; the largest is scanned first, but on its own thread. */
async function writePackages(): Promise<string> {
  const host = join(directory.path, 'host');
  for (let number = 0; number < 12; number++) {
    const prefix = `a${number}-1-1`;
    const image = Array.from({ length: 2000 }, (_, at) => ({
      name: `usr/share/a/${number}/${at}`,
      content: 'x',
    }));
    const bytes = await writeGpkg({ prefix, metadata: { ...METADATA, PF: `a${number}-1` }, image });
    directory.write(`host/app-misc/a${number}/${prefix}.gpkg.tar`, bytes);
  }
  return host;
}

describe('a run with --payload', () => {
  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('ended by %s keeps what it has found', { timeout: 60_000 }, async (signal, code) => {
    const host = await writePackages();
    const cache = join(directory.path, `cache-${signal}`);
    const args = [MAIN, 'audit', host, '--payload', '--cache', cache, '--jobs', '1', '--no-config'];
    const child = spawn(process.execPath, args, { env: cleanEnvironment(), stdio: 'ignore' });
    const ended = new Promise(resolve => child.on('exit', resolve));
    while (child.exitCode === null && !hasFacts(cache)) await setImmediate();
    child.kill(signal);
    expect(await ended).toBe(code);
    expect(readdirSync(cache)).toEqual(['payload-facts']);
    const lines = readFileSync(join(cache, 'payload-facts'), 'utf8').split('\n');
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.length).toBeLessThan(12);
  });
});

/** Whatever it is called yet. */
function hasFacts(cache: string): boolean {
  try {
    return readdirSync(cache).some(name => statSync(join(cache, name)).size > 1000);
  } catch {
    return false;
  }
}
