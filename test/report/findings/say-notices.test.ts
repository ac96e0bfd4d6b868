import { describe, expect, it } from 'vitest';
import { sayUnchecked, sayWhy } from '../../../src/report/findings/say-notices.js';

const unread = { file: 'a/metadata.xml', message: 'is bad', more: 1 };

describe('what was not judged', () => {
  it('is said with the words of the command', () => {
    expect(sayWhy({ rule: 'x', by: 'skip' })).toBe('left out by --skip or the configuration');
    expect(sayWhy({ rule: 'x', by: 'only' })).toContain('--only');
    expect(sayWhy({ rule: 'x', wanted: ['tree', 'place'] })).toBe(
      'needs an ebuild repository (--tree) and a baseline (--installed), or to prove from an empty root (--prove)',
    );
    expect(sayUnchecked({ kind: 'elsewhere', uri: 'http://b.org/pool' })).toBe(
      'package files not read: the index says that they are at http://b.org/pool',
    );
    expect(sayUnchecked({ kind: 'baseline' })).toContain('(--installed)');
  });

  it('names the first of several and counts the rest', () => {
    expect(sayUnchecked({ kind: 'maintainers', repository: 'gentoo', ...unread })).toBe(
      'maintainers in gentoo not known: a/metadata.xml: is bad (and 1 more)',
    );
    expect(sayUnchecked({ kind: 'libraries', providers: ['sys-libs/glibc-2.17', 'b/b-1'], needs: 430 })).toBe(
      'libraries of sys-libs/glibc-2.17 (and 1 more) not known: no PROVIDES, files not read; 430 needs of them not judged',
    );
    expect(sayUnchecked({ kind: 'repository-files', repository: 'gentoo', ...unread, more: 0 })).toBe(
      'files of gentoo not read: a/metadata.xml: is bad',
    );
    expect(sayUnchecked({ kind: 'contents', location: '/', ...unread })).toBe(
      'contents of / not read: a/metadata.xml: is bad (and 1 more)',
    );
  });

  it('names the line of a setting where it has one', () => {
    const setting = { kind: 'settings', client: 'stable', ...unread } as const;
    expect(sayUnchecked({ ...setting, line: 3 })).toBe(
      'settings of stable that do not count: a/metadata.xml:3: is bad (and 1 more)',
    );
    expect(sayUnchecked({ ...setting, line: 0, more: 0 })).toBe(
      'settings of stable that do not count: a/metadata.xml is bad',
    );
  });
});
