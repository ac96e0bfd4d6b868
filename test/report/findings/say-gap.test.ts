import { describe, expect, it } from 'vitest';
import { sayGap } from '../../../src/report/findings/say-gap.js';

const places = Array.from({ length: 7 }, (_, at) => ({ path: `a/b-${at}\u001b.xpak`, why: 'EACCES' }));

describe('what an audit could not do', () => {
  it('is told a line each, and of many places five', () => {
    const lines = sayGap({ kind: 'unread', location: 'host', places });
    expect(lines).toHaveLength(6);
    expect(lines[0]).toBe('host/a/b-0\\x1b.xpak could not be checked: EACCES');
    expect(lines[5]).toBe('... 2 more places could not be checked');
    expect(sayGap({ kind: 'contents', location: 'host', places: places.slice(0, 1) })).toEqual([
      'the contents of host/a/b-0\\x1b.xpak could not be checked: EACCES',
    ]);
    expect(sayGap({ kind: 'contents', location: 'host', places }).at(-1)).toBe(
      '... the contents of 2 more packages could not be checked',
    );
  });

  it('names what is missing with the words of the command', () => {
    expect(sayGap({ kind: 'rule', rule: 'mirror-stale', wanted: ['mirror'] })).toEqual([
      "'mirror-stale' was asked for and could not run: it needs a mirror (--mirror)",
    ]);
    expect(sayGap({ kind: 'index-only', location: 'Packages' })[0]).toMatch(/^--payload reads the packages/);
    expect(sayGap({ kind: 'no-rule' })[0]).toContain('--only');
    expect(sayGap({ kind: 'unproved', packages: 2 })).toEqual([
      'of 2 packages it is not known whether they can be installed',
    ]);
  });
});
