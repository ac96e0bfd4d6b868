import { describe, expect, it } from 'vitest';
import { readRecordedContents } from '../../../src/model/contents/recorded-contents.js';

const MD5 = 'd41d8cd98f00b204e9800998ecf8427e';

describe('readRecordedContents', () => {
  it('reads each kind of line', () => {
    const text = `dir /usr\nobj /usr/a file ${MD5} 1700000000\nsym /usr/lib -> lib64 1700000000\nfif /run/p\ndev /dev/null\n`;
    expect(readRecordedContents(text)).toEqual({
      paths: [
        { path: '/usr', kind: 'directory', link: '', isEmpty: false },
        { path: '/usr/a file', kind: 'file', link: '', isEmpty: true },
        { path: '/usr/lib', kind: 'symlink', link: 'lib64', isEmpty: false },
        { path: '/run/p', kind: 'fifo', link: '', isEmpty: false },
        { path: '/dev/null', kind: 'device', link: '', isEmpty: false },
      ],
      problems: [],
    });
  });

  it('takes the last arrow of a link, and the times of old entries', () => {
    const text =
      'sym /a -> b -> c 5\nsym /old -> x (41471, 12L, 64768L, 1, 0, 0, 4L, 1122954229, 1122954229, 1122954229)\n';
    expect(readRecordedContents(text).paths).toMatchObject([
      { path: '/a -> b', kind: 'symlink', link: 'c' },
      { path: '/old', kind: 'symlink', link: 'x' },
    ]);
  });

  it('makes paths comparable', () => {
    expect(readRecordedContents('dir //usr//share/\ndir /\n').paths.map(({ path }) => path)).toEqual([
      '/usr/share',
      '/',
    ]);
  });

  it.each(['obj /a', 'obj relative d 5', 'sym /a b 5', 'new /a', `obj /a\0b ${MD5} 5`])(
    'tells of a line that is none, once and with its place: %j',
    line => {
      const { paths, problems } = readRecordedContents(`dir /usr\n${line}\n${line}\ndir /var\n`);
      expect(paths.map(({ path }) => path)).toEqual(['/usr', '/var']);
      expect(problems).toMatchObject([{ code: 'contents-invalid', offset: 9, field: 'CONTENTS' }]);
    },
  );

  it('does not take long for a hostile line', () => {
    const { problems } = readRecordedContents(`sym ${'a -> '.repeat(200_000)}x`);
    expect(problems).toMatchObject([{ code: 'contents-invalid' }]);
    expect(readRecordedContents('sym  -> b 5\nsym /a 5\n').paths).toEqual([]);
  });

  it('reads a million lines, and tells where there are more', () => {
    const { problems } = readRecordedContents('\n'.repeat(1_000_001));
    expect(problems).toMatchObject([{ code: 'contents-too-large', effect: 'unchecked' }]);
  });
});
