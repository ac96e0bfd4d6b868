import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeAtomically } from '../../src/write/write-atomically.js';
import { asWriteError } from '../../src/write/write-error.js';
import { lacks } from '../support/lacks.js';
import { useTemporaryDirectory } from '../support/temporary-directory.js';

const directory = useTemporaryDirectory();
const bytes = (text: string) => new TextEncoder().encode(text);

describe('writeAtomically', () => {
  it('writes new files and replaces old ones, with the time asked for', async () => {
    const a = directory.write('a', 'old');
    const b = join(directory.path, 'b');
    await writeAtomically([
      { path: a, bytes: bytes('new a'), mtime: 1700000000 },
      { path: b, bytes: bytes('new b') },
    ]);
    expect([readFileSync(a, 'utf8'), readFileSync(b, 'utf8')]).toEqual(['new a', 'new b']);
    expect(statSync(a).mtimeMs).toBe(1700000000_000);
    expect(readdirSync(directory.path)).toEqual(['a', 'b']);
  });

  it('keeps the permissions of the file it replaces', async () => {
    const path = directory.write('a', 'old');
    chmodSync(path, 0o664);
    await writeAtomically([{ path, bytes: bytes('new') }]);
    expect(statSync(path).mode & 0o777).toBe(0o664);
  });

  const group = process.getgroups?.().find(gid => gid !== process.getgid?.());
  it.skipIf(lacks('a second group', group !== undefined))(
    'keeps the group of the file it replaces',
    async () => {
      const path = directory.write('a', 'old');
      chownSync(path, process.getuid?.() ?? 0, group ?? 0);
      chmodSync(path, 0o640);
      await writeAtomically([{ path, bytes: bytes('new') }]);
      const { gid, mode } = statSync(path);
      expect([gid, mode & 0o777]).toEqual([group, 0o640]);
    },
  );

  it('makes a new file rather than writing into the old one: who reads it reads on', async () => {
    const path = directory.write('a', 'old');
    const before = statSync(path).ino;
    await writeAtomically([{ path, bytes: bytes('new') }]);
    expect(statSync(path).ino).not.toBe(before);
  });

  it('touches nothing where one of the files cannot be written, and leaves nothing behind', async () => {
    const path = directory.write('a', 'old');
    const missing = join(directory.path, 'none', 'b');
    await expect(
      writeAtomically([
        { path, bytes: bytes('new') },
        { path: missing, bytes: bytes('x') },
      ]),
    ).rejects.toThrow();
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(directory.path)).toEqual(['a']);
  });

  it('leaves nothing temporary where a file cannot take its place', async () => {
    const path = join(directory.path, 'a');
    mkdirSync(path);
    directory.write('a/inside', '');
    await expect(writeAtomically([{ path, bytes: bytes('new') }])).rejects.toThrow();
    expect(readdirSync(directory.path)).toEqual(['a']);
  });

  it('writes into a pipe instead of taking its place', async () => {
    const path = join(directory.path, 'pipe');
    execFileSync('mkfifo', [path]);
    const [read] = await Promise.all([
      readFile(path, 'utf8'),
      writeAtomically([{ path, bytes: bytes('x') }]),
    ]);
    expect(read).toBe('x');
    expect(lstatSync(path).isFIFO()).toBe(true);
    expect(readdirSync(directory.path)).toEqual(['pipe']);
  });

  it('follows links, also to what is not there yet, and leaves them', async () => {
    const file = directory.write('far/file', 'old');
    mkdirSync(join(directory.path, 'near'));
    const link = join(directory.path, 'near/link');
    const second = join(directory.path, 'second');
    const fresh = join(directory.path, 'near/fresh');
    symlinkSync('../far/file', link);
    symlinkSync('near/link', second);
    symlinkSync('../far/fresh', fresh);
    await writeAtomically([
      { path: second, bytes: bytes('new') },
      { path: fresh, bytes: bytes('first') },
    ]);
    for (const path of [link, second, fresh]) expect(lstatSync(path).isSymbolicLink()).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(readFileSync(join(directory.path, 'far/fresh'), 'utf8')).toBe('first');
    expect(readdirSync(join(directory.path, 'near')).sort()).toEqual(['fresh', 'link']);
  });

  it.skipIf(lacks('proc', existsSync('/proc/self/fd')))(
    'adds to the file behind an open descriptor',
    async () => {
      const path = directory.write('log', 'before\n');
      const descriptor = openSync(path, 'a');
      const { ino } = statSync(path);
      await writeAtomically([{ path: `/proc/self/fd/${descriptor}`, bytes: bytes('new\n') }]);
      closeSync(descriptor);
      expect(readFileSync(path, 'utf8')).toBe('before\nnew\n');
      expect(statSync(path).ino).toBe(ino);
    },
  );

  it('says what is wrong with the name that was given', async () => {
    const write = (path: string) => writeAtomically([{ path, bytes: bytes('x') }]);
    const file = directory.write('file', '');
    await expect(write(directory.path)).rejects.toThrow(/^\S+ is a directory; give the name of a file$/);
    await expect(write(`${directory.path}/new/`)).rejects.toThrow('new/ is a directory');
    await expect(write(join(directory.path, 'no/x'))).rejects.toThrow(
      `cannot write ${directory.path}/no/x: there is no directory ${directory.path}/no; make it first`,
    );
    await expect(write(join(file, 'x'))).rejects.toThrow(
      `cannot write ${file}/x: ${file} is not a directory`,
    );
    symlinkSync('loop', join(directory.path, 'loop'));
    await expect(write(join(directory.path, 'loop'))).rejects.toThrow(
      'loop: symbolic links lead in a circle',
    );
    const denied = Object.assign(new Error('EACCES: permission denied, open'), {
      code: 'EACCES',
      syscall: 'open',
      path: '/a/.binpkg-check.1.abc',
    });
    expect(asWriteError('/a/b', denied)).toMatchObject({
      name: 'WriteError',
      message: 'cannot write /a/b: no permission to write there (/a); run as a user who may',
    });
    const bug = new TypeError('oops');
    expect(asWriteError('/a/b', bug)).toBe(bug);
  });
});
