// A disk that is full, in the middle of a write or at its end.

import { readdirSync, readFileSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { writeIndexAtomically } from '../../src/write/write-index-atomically.js';
import { indexBytes } from '../support/index-text.js';
import { useTemporaryDirectory } from '../support/temporary-directory.js';

/** Of the next files that are opened: at which step the disk is full. */
let steps: ('writeFile' | 'sync' | null)[] = [];

vi.mock('node:fs/promises', async importOriginal => {
  const real = await importOriginal<typeof import('node:fs/promises')>();
  const full = () => Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC', syscall: 'write' });
  return {
    ...real,
    open: async (...args: Parameters<typeof real.open>): Promise<FileHandle> => {
      const handle = await real.open(...args);
      const step = steps.shift() ?? null;
      if (step === 'sync') handle.sync = () => Promise.reject(full());
      if (step !== 'writeFile') return handle;
      handle.writeFile = async data => {
        await handle.write((data as Uint8Array).subarray(0, 7));
        throw full();
      };
      return handle;
    },
  };
});

const directory = useTemporaryDirectory();
const old = indexBytes([{ CPV: 'a/b-1' }]);
const next = indexBytes([{ CPV: 'a/b-2' }, { CPV: 'a/c-1' }]);

describe('a full disk', () => {
  it.each([
    ['in the first file', ['writeFile']],
    ['in the second file', [null, 'writeFile']],
    ['when the first is put on disk', ['sync']],
    ['when the second is put on disk', [null, 'sync']],
  ] as const)('%s leaves the old index, both forms of it, and nothing else', async (_, planned) => {
    steps = [];
    await writeIndexAtomically(directory.path, old, { compress: true });
    const read = () =>
      readdirSync(directory.path).map(name => [
        name,
        readFileSync(join(directory.path, name)).toString('hex'),
      ]);
    const before = read();
    steps = [...planned];
    await expect(writeIndexAtomically(directory.path, next, { compress: true })).rejects.toThrow(
      /cannot write .*Packages.*: no space left on the device; free some and run again/,
    );
    expect(before.map(([name]) => name)).toEqual(['Packages', 'Packages.gz']);
    expect(read()).toEqual(before);
  });
});
