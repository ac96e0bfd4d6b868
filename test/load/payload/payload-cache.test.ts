import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PayloadCache, type PayloadIdentity } from '../../../src/load/payload/payload-cache.js';
import { findPayload, identifyPayload } from '../../../src/load/payload/payload-identity.js';
import type { Payload } from '../../../src/model/payload.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';
import { writeElf } from '../../support/write-elf.js';
import { writeGpkg } from '../../support/write-gpkg.js';
import { writeXpakPackage } from '../../support/write-xpak-package.js';

const directory = useTemporaryDirectory();

const payload = (provides: string): Payload => ({
  isComplete: true,
  size: 3,
  members: 'f 420 0 0 3  /usr/f\0\0',
  elf: [],
  scripts: [],
  versionedPaths: [],
  provides,
  requires: '',
  problems: [],
});
const identity = (digest: string, more: Partial<PayloadIdentity> = {}): PayloadIdentity => ({
  size: 100,
  mtime: 1_700_000_000,
  digests: [digest],
  ...more,
});
const at = () => join(directory.path, 'cache');
const file = () => join(at(), 'payload-facts');
/** Facts a, b, c, saved. */
function fill(): void {
  const cache = new PayloadCache(at());
  for (const name of ['a', 'b', 'c']) cache.add(identity(`sha1:${name}`), payload(name));
  cache.save();
  cache.close();
}
/** The files of runs that have found something and not yet saved it. */
function beginRun(found: string): string[] {
  const cache = new PayloadCache(at());
  cache.add(identity(`sha1:${found}`), payload(found));
  return readdirSync(at()).filter(name => name !== 'payload-facts');
}
/** What a new run finds. */
function find(...names: string[]): (string | null)[] {
  const cache = new PayloadCache(at());
  const found = names.map(name => cache.find(identity(`sha1:${name}`))?.provides ?? null);
  cache.close();
  return found;
}

describe('PayloadCache', () => {
  it('gives back what was put in, in the same run and in the next', () => {
    const cache = new PayloadCache(at());
    expect(cache.find(identity('sha1:a'))).toBeNull();
    cache.add(identity('sha1:a'), payload('a'));
    expect(cache.find(identity('sha1:a'))).toEqual(payload('a'));
    expect(existsSync(file())).toBe(false);
    cache.save();
    cache.close();
    const next = new PayloadCache(at());
    expect(next.find(identity('sha1:a'))).toEqual(payload('a'));
    expect(readdirSync(at())).toEqual(['payload-facts']);
  });

  it('knows a package by size, time and any of its digests', () => {
    const cache = new PayloadCache(at());
    cache.add(identity('sha1:a', { digests: ['sha1:a', 'md5:b'] }), payload('a'));
    expect(cache.find(identity('md5:b'))).not.toBeNull();
    expect(cache.find(identity('sha1:x', { digests: ['sha512:y', 'sha1:a'] }))).not.toBeNull();
    for (const other of [
      identity('sha1:b'),
      identity('sha1:a', { size: 101 }),
      identity('sha1:a', { mtime: 1 }),
    ])
      expect(cache.find(other)).toBeNull();
    cache.close();
  });

  it('keeps what it had when something is added, and does not write without need', () => {
    fill();
    const before = statSync(file(), { bigint: true }).ino;
    const cache = new PayloadCache(at());
    expect(cache.find(identity('sha1:a'))).not.toBeNull();
    cache.save();
    expect(statSync(file(), { bigint: true }).ino).toBe(before);
    cache.add(identity('sha1:d'), payload('d'));
    cache.save();
    expect(find('a', 'b', 'c', 'd')).toEqual(['a', 'b', 'c', 'd']);
  });

  it('leaves no file behind when it is closed without being saved', () => {
    const cache = new PayloadCache(at());
    cache.add(identity('sha1:a'), payload('a'));
    cache.close();
    expect(readdirSync(at())).toEqual([]);
  });

  it('leaves out what is damaged, whatever byte it is, and makes the file anew', () => {
    fill();
    const sound = readFileSync(file());
    for (let byte = 0; byte < sound.length; byte += 3) {
      const damaged = Buffer.from(sound);
      damaged[byte] = (damaged[byte] ?? 0) ^ 0x15;
      writeFileSync(file(), damaged);
      for (const [i, found] of find('a', 'b', 'c').entries())
        expect([null, ['a', 'b', 'c'][i]], `byte ${byte}`).toContain(found);
    }
    const cut = sound.subarray(0, sound.length - 20);
    writeFileSync(file(), cut);
    expect(find('a', 'b', 'c')).toEqual(['a', 'b', null]);
    const cache = new PayloadCache(at());
    expect(cache.find(identity('sha1:c'))).toBeNull();
    cache.add(identity('sha1:c'), payload('c'));
    cache.save();
    expect(find('a', 'b', 'c')).toEqual(['a', 'b', 'c']);
  });

  it('is not believed, nor written, where others may write its directory', () => {
    fill();
    chmodSync(at(), 0o777);
    const cache = new PayloadCache(at());
    expect(cache.find(identity('sha1:a'))).toBeNull();
    expect(cache.refused).toEqual([`${at()}: others may write it (mode 0777)`]);
    const before = readFileSync(file());
    cache.add(identity('sha1:d'), payload('d'));
    cache.save();
    cache.close();
    expect([readdirSync(at()), readFileSync(file())]).toEqual([['payload-facts'], before]);
  });

  it('does not believe a file that others may write, or that is a link, and makes it anew', () => {
    fill();
    chmodSync(file(), 0o666);
    const cache = new PayloadCache(at());
    expect(cache.find(identity('sha1:a'))).toBeNull();
    expect(cache.refused).toEqual([`${file()}: others may write it (mode 0666)`]);
    cache.add(identity('sha1:d'), payload('d'));
    cache.save();
    cache.close();
    expect(find('a', 'd')).toEqual([null, 'd']);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    const other = join(directory.path, 'other');
    renameSync(file(), other);
    symlinkSync(other, file());
    expect(find('d')).toEqual([null]);
  });

  it('takes over what a run that was killed had found, and leaves that of one that is there', () => {
    fill();
    const [name = ''] = beginRun('k');
    const killed = name.replace(/\.\d+\.[0-9a-f]+$/, '.4194305.000000000000');
    renameSync(join(at(), name), join(at(), killed));
    writeFileSync(join(at(), killed), 'half a line', { flag: 'a' });
    const [running = ''] = beginRun('r').filter(other => other !== killed);
    expect(find('k', 'a', 'r')).toEqual(['k', 'a', null]);
    const cache = new PayloadCache(at());
    cache.save();
    cache.close();
    expect(readdirSync(at()).sort()).toEqual(['payload-facts', running].sort());
    expect(find('k', 'a')).toEqual(['k', 'a']);
  });

  it('is empty where its file is of another version', () => {
    fill();
    writeFileSync(file(), readFileSync(file(), 'utf8').replace(/facts \d+/, 'facts 0'));
    expect(find('a')).toEqual([null]);
  });

  it('reads lines longer than a piece', () => {
    const cache = new PayloadCache(at());
    const long = { ...payload('long'), members: 'x'.repeat(3 << 20) };
    cache.add(identity('sha1:long'), long);
    cache.add(identity('sha1:a'), payload('a'));
    cache.save();
    cache.close();
    expect(find('long', 'a')).toEqual(['long', 'a']);
  });

  it('says where it cannot write', () => {
    const path = directory.write('file', 'x');
    const cache = new PayloadCache(path);
    expect(() => cache.add(identity('sha1:a'), payload('a'))).toThrow(/cannot write .*file/);
  });
});

describe('findPayload', () => {
  const image = [{ name: 'usr/lib64/libx.so.1', content: writeElf({ soname: 'libx.so.1' }) }];
  const metadata = { CATEGORY: 'app-misc', PF: 'x-1', SLOT: '0' };

  it('reads nothing of a package whose digest the index gives', async () => {
    const path = directory.write('x.gpkg.tar', await writeGpkg({ prefix: 'x-1', metadata, image }));
    const { size, mtimeMs } = statSync(path);
    const known = { size, mtime: Math.floor(mtimeMs / 1000), md5: 'a'.repeat(32), sha1: 'b'.repeat(40) };
    const cache = new PayloadCache(at());
    const first = await findPayload(directory.path, 'x.gpkg.tar', cache, known);
    expect(first.provides).toBe('x86_64: libx.so.1');
    // Other bytes of the same size and time: they are not looked at.
    writeFileSync(path, new Uint8Array(size));
    utimesSync(path, known.mtime, known.mtime);
    expect(await findPayload(directory.path, 'x.gpkg.tar', cache, known)).toEqual(first);
    expect(await findPayload(directory.path, 'x.gpkg.tar', cache)).not.toEqual(first);
    expect(await findPayload(directory.path, 'x.gpkg.tar', cache, { ...known, size: 1 })).not.toEqual(first);
    cache.close();
  });

  it('knows a gpkg by the digests of its Manifest, an xpak by its own, and no file by none', async () => {
    directory.write('x.gpkg.tar', await writeGpkg({ prefix: 'x-1', metadata, image }));
    directory.write('x.xpak', await writeXpakPackage({ metadata, image }));
    const names = async (path: string) =>
      (await identifyPayload(directory.path, path))?.digests.map(digest => digest.replace(/:.*/, ''));
    expect(await names('x.gpkg.tar')).toEqual(['image-sha512', 'image-blake2b']);
    expect(await names('x.xpak')).toEqual(['sha1', 'md5']);
    expect(await identifyPayload(directory.path, 'absent')).toBeNull();
    rmSync(join(directory.path, 'x.xpak'));
  });

  it('does not wait for a pipe in its place', () => {
    mkdirSync(at());
    execFileSync('mkfifo', [file()]);
    expect(find('a')).toEqual([null]);
  });

  it('does not keep facts whose line would be too long for any text', () => {
    const cache = new PayloadCache(at());
    cache.add(identity('sha1:a'), { ...payload('a'), members: '\u0001'.repeat(120 << 20) });
    expect(cache.find(identity('sha1:a'))).toBeNull();
    cache.close();
  });
});
