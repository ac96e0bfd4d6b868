// Where real data lie, and why a test that wants them is skipped.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lacks } from './lacks.js';

const DATA = fileURLToPath(new URL('../../../shared/data', import.meta.url));

/** The path of a folder of `../shared/data`, or null, with the reason told, where it is absent. */
export function realData(folder: string): string | null {
  const path = `${DATA}/${folder}`;
  return lacks('shared-data', existsSync(path), `../shared/data/${folder} is not there`) ? null : path;
}

/** Names of the indices there are, none where the data are absent. */
export function realIndices(): string[] {
  const folder = realData('indices');
  return folder === null ? [] : readdirSync(folder).map(name => `${folder}/${name}/Packages`);
}

/** Unpacks the PKGDIRs, with the times their indices trust, into a new directory; null where they or tar are absent. */
export function unpackPkgdirs(): string | null {
  const archive = realData('pkgdirs.tar.xz');
  if (archive === null) return null;
  const directory = mkdtempSync(join(tmpdir(), 'binpkg-check-pkgdirs-'));
  try {
    execFileSync('tar', ['-xJf', archive, '-C', directory], { stdio: 'ignore' });
  } catch {
    rmSync(directory, { recursive: true });
    lacks('xz', false, 'tar cannot unpack .tar.xz here');
    return null;
  }
  // The archive may hold the directories in one of its own.
  const names = readdirSync(directory);
  return names.length === 1 ? join(directory, names[0] as string) : directory;
}
