import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeDirectory } from '../../src/write/make-directory.js';
import { lacks } from '../support/lacks.js';
import { useTemporaryDirectory } from '../support/temporary-directory.js';

const directory = useTemporaryDirectory();
const at = (path: string) => join(directory.path, path);

describe('makeDirectory', () => {
  it('makes it with those above it, and leaves one that is there', () => {
    makeDirectory(at('a/b/c'), 0o700);
    expect(statSync(at('a/b/c')).mode & 0o777).toBe(0o700);
    makeDirectory(at('a/b/c'));
    expect(statSync(at('a/b/c')).mode & 0o777).toBe(0o700);
  });

  it('says what stands in the way', () => {
    writeFileSync(at('file'), '');
    expect(() => makeDirectory(at('file'))).toThrow('EEXIST');
    expect(() => makeDirectory(at('file/a/b'))).toThrow('ENOTDIR');
  });

  it.skipIf(lacks('linux', process.platform === 'linux'))('ends where none can be made', () => {
    expect(() => makeDirectory('/proc/none/a')).toThrow('ENOENT');
  });
});
