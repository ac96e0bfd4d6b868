import { describe, expect, it } from 'vitest';
import { findAround, findUnread, isAtOrBelow, whyUnread } from '../../src/model/unread.js';
import { packageFile } from '../support/package-file.js';

const unreadable = { code: 'file-unreadable', message: 'no.', offset: null } as const;

describe('what was not read', () => {
  it('is directories that cannot be listed and files of which nothing is known', () => {
    const denied = packageFile(
      'b',
      {},
      { metadata: new Map(), problems: [{ ...unreadable, effect: 'unchecked' }] },
    );
    const gone = packageFile(
      'c',
      {},
      { metadata: new Map(), problems: [{ ...unreadable, effect: 'refused' }] },
    );
    const known = packageFile('d', {}, { problems: [{ ...unreadable, effect: 'unchecked' }] });
    const problems = [
      { code: 'directory-unreadable', message: 'closed.', offset: null, file: 'a' },
      { code: 'file-symlink', message: 'link.', offset: null, file: 'l' },
    ];
    expect(findUnread({ problems, files: [denied, gone, known] })).toEqual([
      { path: 'a', why: 'closed' },
      { path: 'b', why: 'no' },
    ]);
    expect(whyUnread(packageFile())).toBeNull();
  });

  it('holds for all that lies below, and for no neighbour', () => {
    const places = new Map([['a/b', 1]]);
    expect(['a/b', 'a/b/c/d', 'a/bc', 'a', ''].map(path => findAround(places, path))).toEqual([
      1,
      1,
      undefined,
      undefined,
      undefined,
    ]);
    expect(['a/b', 'a/b/c', 'a/bc', 'a'].map(path => isAtOrBelow(path, 'a/b'))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
