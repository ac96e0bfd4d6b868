import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeAtomically } from '../../src/load/write-atomically.js';
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
});
