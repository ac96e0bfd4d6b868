import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPackageFile, unreadable } from '../../../src/load/file/open-package-file.js';

const folder = mkdtempSync(join(tmpdir(), 'open-package-'));
const root = join(folder, 'pkgdir');

beforeAll(() => {
  mkdirSync(join(root, 'cat'), { recursive: true });
  writeFileSync(join(root, 'cat/file'), 'hello');
  utimesSync(join(root, 'cat/file'), 1_700_000_000.9, 1_700_000_000.9);
  writeFileSync(join(folder, 'secret'), 'outside');
  symlinkSync('file', join(root, 'cat/inside'));
  symlinkSync('../../secret', join(root, 'cat/outside'));
  symlinkSync('loop', join(root, 'cat/loop'));
  execFileSync('mkfifo', [join(root, 'cat/pipe')]);
});
afterAll(() => rmSync(folder, { recursive: true }));

function open(path: string, from = root) {
  const opened = openPackageFile(from, path);
  if (!('source' in opened)) return opened;
  const { source, mtime } = opened;
  opened.close();
  return { size: source.size, mtime };
}

describe('openPackageFile', () => {
  it('gives size and whole seconds of a file', () => {
    expect(open('cat/file')).toEqual({ size: 5, mtime: 1_700_000_000 });
  });

  it('follows links within the directory, and a link to the directory', () => {
    expect(open('cat/inside')).toMatchObject({ size: 5 });
    symlinkSync('pkgdir', join(folder, 'link'));
    expect(open('cat/file', join(folder, 'link'))).toMatchObject({ size: 5 });
  });

  it.each([
    ['cat/outside', 'file-outside'],
    ['../secret', 'file-outside'],
    ['cat/../../secret', 'file-outside'],
    ['.', 'file-outside'],
    ['cat', 'file-not-regular'],
    ['cat/pipe', 'file-not-regular'],
    ['cat/absent', 'file-unreadable'],
    ['cat/file/below', 'file-unreadable'],
    ['cat/loop', 'file-unreadable'],
    ['cat/\0', 'file-unreadable'],
    ['x'.repeat(10_000), 'file-unreadable'],
  ])('opens no %j', (path, code) => {
    expect(open(path)).toMatchObject({ code, offset: null });
  });
});

describe('unreadable', () => {
  it('is for what the system says, not for bugs', () => {
    expect(unreadable(Object.assign(new Error('x'), { code: 'EIO' }))).toMatchObject({
      actual: 'EIO',
      effect: 'unchecked',
    });
    expect(() => unreadable(new TypeError('bug'))).toThrow('bug');
  });

  it('knows whether the file has been written to since', () => {
    writeFileSync(join(root, 'cat/growing'), 'a');
    const opened = openPackageFile(root, 'cat/growing');
    if (!('source' in opened)) throw new Error(opened.message);
    expect(opened.isUnchanged()).toBe(true);
    writeFileSync(join(root, 'cat/growing'), 'ab');
    expect(opened.isUnchanged()).toBe(false);
    opened.close();
  });
});
