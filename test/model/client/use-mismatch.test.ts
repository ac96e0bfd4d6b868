import { describe, expect, it } from 'vitest';
import { findUseMismatch, formatBuiltFlag } from '../../../src/model/client/use-mismatch.js';

const flags = (text: string) => new Set(text.split(' ').filter(flag => flag !== ''));

function mismatch(
  built: { readonly iuse: string; readonly use: string },
  wanted: {
    readonly iuse: string;
    readonly enabled: string;
    readonly forced?: string;
    readonly masked?: string;
  },
) {
  return findUseMismatch(
    { iuse: flags(built.iuse), use: flags(built.use) },
    {
      iuse: flags(wanted.iuse),
      enabled: flags(wanted.enabled),
      forced: flags(wanted.forced ?? ''),
      masked: flags(wanted.masked ?? ''),
    },
  );
}

// Portage `depgraph.py:_reinstall_for_flags`: (IUSE ^ IUSE) - forced and masked | enabled ^ enabled.
describe('flags for which a client passes a package over', () => {
  it('none where both sides agree, in whatever order', () => {
    expect(mismatch({ iuse: 'a b', use: 'b' }, { iuse: 'b a', enabled: 'b' })).toEqual([]);
  });

  it('those that one side alone has on', () => {
    const found = mismatch({ iuse: 'b a', use: 'b' }, { iuse: 'a b', enabled: 'a' });
    expect(found).toEqual([
      { flag: 'a', wants: 'on', built: 'off' },
      { flag: 'b', wants: 'off', built: 'on' },
    ]);
    expect(found.map(formatBuiltFlag)).toEqual(['-a', 'b']);
  });

  it('those that only one side knows, even where they are off', () => {
    expect(mismatch({ iuse: 'old', use: '' }, { iuse: 'new', enabled: '' })).toEqual([
      { flag: 'new', wants: 'off', built: 'absent' },
      { flag: 'old', wants: 'gone', built: 'off' },
    ]);
  });

  it('but not those of them that the client masks or forces, unless they were on', () => {
    expect(mismatch({ iuse: 'x', use: '' }, { iuse: 'y', enabled: '', masked: 'x y' })).toEqual([]);
    expect(mismatch({ iuse: '', use: '' }, { iuse: 'y', enabled: 'y', forced: 'y' })).toEqual([
      { flag: 'y', wants: 'on', built: 'absent' },
    ]);
    expect(mismatch({ iuse: 'x', use: 'x' }, { iuse: '', enabled: '', masked: 'x' })).toEqual([
      { flag: 'x', wants: 'gone', built: 'on' },
    ]);
  });

  it('a flag that both know counts even where it is forced', () => {
    expect(mismatch({ iuse: 'x', use: '' }, { iuse: 'x', enabled: 'x', forced: 'x' })).toHaveLength(1);
  });

  it('flags that are on without being in IUSE do not count', () => {
    expect(
      mismatch({ iuse: 'a', use: 'amd64 elibc_glibc' }, { iuse: 'a', enabled: 'amd64 kernel_linux' }),
    ).toEqual([]);
  });
});
