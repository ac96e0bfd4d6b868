import { describe, expect, it } from 'vitest';
import { type RangeReader, readFromBytes } from '../../../src/base/byte-range.js';
import { RangeFeed } from '../../../src/base/range-feed.js';
import { type ImageMember, readImage } from '../../../src/formats/container/image.js';
import type { ImagePrefix } from '../../../src/formats/container/image-judge.js';
import { sealHeader, type TarInput, writeTar } from '../../support/write-tar.js';

function read(entries: readonly TarInput[], prefix: ImagePrefix = 'image') {
  const members: ImageMember[] = [];
  const summary = readFromBytes(
    readImage(prefix, member => {
      members.push(member);
      return null;
    }),
    writeTar(entries),
  );
  return { ...summary, members };
}

/** Code and effect of each problem. */
function faults(entries: readonly TarInput[], prefix: ImagePrefix = 'image'): string[] {
  return read(entries, prefix).problems.map(({ code, effect, offset }) => `${code} ${effect} ${offset}`);
}

const ROOT: TarInput = { name: 'image/', type: '5' };
const USR: TarInput = { name: 'image/usr/', type: '5' };

describe('readImage', () => {
  it('tells members by their place in the root, whatever the container', () => {
    const gpkg = read([
      ROOT,
      USR,
      { name: 'image/usr/f', content: 'abc' },
      { name: 'image/l', type: '2', linkName: 'usr/f' },
    ]);
    expect(gpkg.members.map(({ path, kind, size, link }) => [path, kind, size, link])).toEqual([
      ['/usr', 'directory', 0, ''],
      ['/usr/f', 'file', 3, ''],
      ['/l', 'symlink', 0, 'usr/f'],
    ]);
    expect(gpkg).toMatchObject({ size: 3, isComplete: true, problems: [] });
    const xpak = read(
      [
        { name: './', type: '5' },
        { name: './usr//f', content: 'abc' },
        { name: 'g', type: '1', linkName: './usr/f' },
      ],
      '.',
    );
    expect(xpak.members.map(({ path, link }) => [path, link])).toEqual([
      ['/usr/f', ''],
      ['/g', '/usr/f'],
    ]);
    expect(xpak.problems).toEqual([]);
  });

  it('gives the bytes of a file to whoever wants them, and keeps no others', () => {
    const seen: string[] = [];
    function* firstAndLast(size: number): RangeReader<void> {
      for (const offset of [0, size - 2]) seen.push(new TextDecoder().decode(yield { offset, length: 2 }));
    }
    const bytes = writeTar([
      ROOT,
      { name: 'image/a', content: 'abcdefgh' },
      { name: 'image/b', content: 'xyz' },
    ]);
    const feed = new RangeFeed(
      readImage('image', ({ path, size }) => (path === '/a' ? firstAndLast(size) : null)),
    );
    for (let at = 0; at < bytes.length; at += 100) feed.push(bytes.subarray(at, at + 100));
    expect(feed.end()).toMatchObject({ members: 3, isComplete: true });
    expect(seen).toEqual(['ab', 'gh']);
  });

  it('ends with the place where the archive is cut or damaged', () => {
    const bytes = writeTar([ROOT, { name: 'image/f', content: 'x'.repeat(600) }]);
    const all = (cut: Uint8Array) =>
      readFromBytes(
        readImage('image', () => null),
        cut,
      );
    expect(all(bytes.subarray(0, 1200))).toMatchObject({
      isComplete: false,
      problems: [{ code: 'tar-truncated', offset: 512 }],
    });
    const damaged = bytes.slice();
    damaged[513] = 0xff;
    expect(all(damaged)).toMatchObject({
      isComplete: false,
      problems: [{ code: 'tar-header-checksum', offset: 512 }],
    });
  });

  it('survives every cut', () => {
    const bytes = writeTar([ROOT, USR, { name: 'image/usr/f', content: 'x' }]);
    for (let length = 0; length < bytes.length; length++)
      expect(
        readFromBytes(
          readImage('image', () => null),
          bytes.subarray(0, length),
        ).members,
      ).toBeLessThan(4);
  });
});

describe('members of a gpkg that lead elsewhere', () => {
  it.each<[string, readonly TarInput[], readonly string[]]>([
    ['absolute', [{ name: '/etc/passwd' }], ['image-path-absolute refused 512']],
    ['../ at the start', [{ name: '../evil' }], ['image-path-outside refused 512']],
    ['../ in the middle', [{ name: 'image/../../evil' }], ['image-path-outside refused 512']],
    ['../ that stays inside', [{ name: 'image/a/../b' }], ['image-path-dots refused 512']],
    ['.. at the end', [{ name: 'image/usr/..', type: '5' }], ['image-path-dots unusual 512']],
    ['.. at the end of a file', [{ name: 'image/usr/..' }], ['image-path-dots harmful 512']],
    ['.. alone', [{ name: '..', type: '5' }], ['image-path-outside harmful 512']],
    ['not below image/', [{ name: 'usr/f' }], ['image-prefix harmful 512']],
    ['device', [{ name: 'image/dev', type: '3' }], ['image-device refused 512']],
    ['pipe', [{ name: 'image/pipe', type: '6' }], ['image-fifo refused 512']],
    [
      'hardlink elsewhere',
      [{ name: 'image/h', type: '1', linkName: '/etc/passwd' }],
      ['image-hardlink refused 512'],
    ],
    [
      'hardlink to what comes later',
      [{ name: 'image/h', type: '1', linkName: 'image/f' }, { name: 'image/f' }],
      ['image-hardlink refused 512'],
    ],
    ['twice', [{ name: 'image/f' }, { name: 'image/f' }], ['image-duplicate refused 1024']],
    ['a directory twice', [USR, USR], ['image-duplicate refused 1024']],
    [
      'through a symlink',
      [
        { name: 'image/s', type: '2', linkName: '/etc' },
        { name: 'image/s/deep/evil' },
        { name: 'image/s/deep/worse' },
      ],
      ['image-through-symlink harmful 1024', 'image-through-symlink harmful 1536'],
    ],
    [
      'through a second name of a symlink',
      [
        { name: 'image/s', type: '2', linkName: '/etc' },
        { name: 'image/t', type: '1', linkName: 'image/s' },
        { name: 'image/t/evil' },
      ],
      ['image-through-symlink harmful 1536'],
    ],
    ['below a file', [{ name: 'image/f' }, { name: 'image/f/g' }], ['image-parent refused 1024']],
    [
      'a symlink where a directory is',
      [{ name: 'image/d/f' }, { name: 'image/d', type: '2', linkName: '/etc' }],
      ['image-duplicate refused 1024'],
    ],
  ])('%s', (_, entries, expected) => {
    expect(faults([ROOT, ...entries])).toEqual(expected);
  });

  it('nothing below image/', () => {
    expect(faults([{ name: 'usr/', type: '5' }])).toEqual([
      'image-prefix harmful 0',
      'image-root-missing refused 0',
    ]);
  });

  it('a path of thousands of parts is told and not looked at', () => {
    expect(faults([ROOT, { name: 'image', prefix: '' }])).toHaveLength(1);
    const deep = { name: `image/${'a/'.repeat(45)}f`, prefix: 'a/'.repeat(77) };
    expect(faults([ROOT, deep])).toEqual(['image-prefix harmful 512']);
  });

  it('thousands of faults are told by the first hundred', () => {
    const many = Array.from({ length: 300 }, (_, i) => ({ name: `../${i}` }));
    const found = read([ROOT, ...many]).problems;
    expect(found).toHaveLength(101);
    expect(found.at(-1)?.code).toBe('image-problems');
  });
});

describe('members of an xpak, which tar unpacks', () => {
  it.each<[string, readonly TarInput[], readonly string[]]>([
    ['absolute', [{ name: '/etc/passwd' }], ['image-path-absolute harmful 0']],
    ['..', [{ name: './a/../b' }], ['image-path-dots refused 0']],
    ['out', [{ name: './../b' }], ['image-path-outside refused 0']],
    ['device', [{ name: './dev', type: '4' }], ['image-device harmful 0']],
    ['pipe', [{ name: './pipe', type: '6' }], ['image-fifo unusual 0']],
    [
      'a directory twice',
      [
        { name: './d', type: '5' },
        { name: './d', type: '5' },
      ],
      [],
    ],
    ['a file twice', [{ name: './f' }, { name: 'f' }], ['image-duplicate harmful 512']],
  ])('%s', (_, entries, expected) => {
    expect(faults(entries, '.')).toEqual(expected);
  });

  it('tells what Portage makes of names and targets that are not UTF-8', () => {
    const archive = writeTar([
      ROOT,
      { name: 'image/caf1', content: 'a' },
      { name: 'image/l', type: '2', linkName: 'caf1' },
    ]);
    archive[512 + 'image/caf'.length] = 0xe9;
    sealHeader(archive.subarray(512, 1024));
    archive[1536 + 157 + 'caf'.length] = 0xe9;
    sealHeader(archive.subarray(1536, 2048));
    const members: string[] = [];
    const { problems } = readFromBytes(
      readImage('image', ({ path, link }) => {
        members.push(path, link);
        return null;
      }),
      archive,
    );
    expect(problems.map(({ message }) => message)).toEqual([
      'the name of "/caf\\xe9" is not UTF-8: Portage merges it as "/caf?"',
      'the symlink "/l" leads to "caf\\xe9", which Portage merges as "caf?"',
    ]);
    // Link and file are one name.
    expect(members).toEqual(['/caf\udce9', '', '/l', 'caf\udce9']);
  });

  it('does not take two names that are not UTF-8 for one', () => {
    const latin = (last: number) => Uint8Array.of(...new TextEncoder().encode('image/caf'), last);
    const archive = writeTar([
      ROOT,
      { name: 'image/caf1', content: 'a' },
      { name: 'image/caf2', content: 'b' },
    ]);
    for (const [offset, last] of [
      [512, 0xe8],
      [1536, 0xe9],
    ] as const) {
      archive.set(latin(last), offset);
      sealHeader(archive.subarray(offset, offset + 512));
    }
    const { problems } = readFromBytes(
      readImage('image', () => null),
      archive,
    );
    expect(problems.map(({ code, effect, offset }) => `${code} ${effect} ${offset}`)).toEqual([
      'image-name-encoding harmful 512',
      'image-name-encoding harmful 1536',
    ]);
  });

  it('remembers no more than a million directories', () => {
    const deep = 'a/'.repeat(120);
    const entries = Array.from({ length: 9_000 }, (_, at) => ({
      name: 'f',
      prefix: '',
      deep: `image/${at}/${deep}`,
    }));
    const archive = writeTar([
      ROOT,
      ...entries.flatMap(({ deep: path }) => [
        { name: 'L', type: 'L', content: `${path}f\0` },
        { name: 'f', content: '' },
      ]),
    ]);
    const { problems, isComplete } = readFromBytes(
      readImage('image', () => null),
      archive,
    );
    expect(isComplete).toBe(false);
    expect(problems).toMatchObject([{ code: 'image-too-large', effect: 'unchecked' }]);
  });
});
