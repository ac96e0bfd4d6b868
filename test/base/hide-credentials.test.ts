import { describe, expect, it } from 'vitest';
import { hideCredentials, hideUsers } from '../../src/base/hide-credentials.js';

describe('an address without its credentials', () => {
  it.each([
    ['https://me:secret@host/a/Packages', 'https://host/a/Packages'],
    ['HTTP://token@host', 'HTTP://host'],
    ['https://me:p@ss@host/a', 'https://host/a'],
    ['https://host/a?token=secret&b', 'https://host/a?...'],
    ['https://me:secret@host?q=a@b#end', 'https://host?...#end'],
    ['ftp://me:secret@host/', 'ftp://host/'],
    ['https://host/a@b', 'https://host/a@b'],
    ['/srv/a@b?c', '/srv/a@b?c'],
    ['name=/srv/a', 'name=/srv/a'],
  ])('%s', (given, told) => {
    expect(hideCredentials(given)).toBe(told);
  });

  it('within a text', () => {
    expect(hideUsers('at https://me:secret@host/a: dev@home.org failed')).toBe(
      'at https://host/a: dev@home.org failed',
    );
  });
});
