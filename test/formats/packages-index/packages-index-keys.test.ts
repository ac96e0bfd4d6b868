import { describe, expect, it } from 'vitest';
import {
  INDEX_KEYS,
  type IndexKey,
  indexEntryOf,
  KEY_POSITIONS,
  makeIndexEntry,
  packagePath,
} from '../../../src/formats/packages-index/packages-index-keys.js';

describe('INDEX_KEYS', () => {
  it('are those Portage allows, in the order of their internal names', () => {
    const allowed =
      'BASE_URI BDEPEND BUILD_ID BUILD_TIME CHOST CPV DEFINED_PHASES DEPEND DESCRIPTION EAPI FETCHCOMMAND IDEPEND IUSE KEYWORDS LICENSE MD5 ' +
      'PATH PDEPEND PKGINDEX_URI PROPERTIES PROVIDES RDEPEND REQUIRES RESTRICT RESUMECOMMAND SHA1 SIZE SLOT USE _mtime_ repository';
    expect(INDEX_KEYS.join(' ')).toBe(allowed);
    expect([...INDEX_KEYS].sort()).toEqual(INDEX_KEYS);
  });

  it('are found by both names', () => {
    expect(INDEX_KEYS[KEY_POSITIONS.get('MTIME')!]).toBe('_mtime_');
    expect(INDEX_KEYS[KEY_POSITIONS.get('_mtime_')!]).toBe('_mtime_');
    expect(INDEX_KEYS[KEY_POSITIONS.get('REPO')!]).toBe('repository');
    expect(INDEX_KEYS[KEY_POSITIONS.get('DESC')!]).toBe('DESCRIPTION');
    expect(KEY_POSITIONS.get('VERSION')).toBeUndefined();
  });
});

describe('makeIndexEntry', () => {
  it('puts every value under its key', () => {
    const entry = makeIndexEntry([...INDEX_KEYS], 7, 9);
    for (const key of INDEX_KEYS) expect(entry[key]).toBe(key);
    expect([entry.line, entry.offset]).toEqual([7, 9]);
  });
});

describe('indexEntryOf', () => {
  it('fills in defaults', () => {
    const entry = indexEntryOf({ CPV: 'a/b-1', SLOT: '2' });
    expect([entry.CPV, entry.SLOT, entry.EAPI, entry.RDEPEND]).toEqual(['a/b-1', '2', '0', '']);
    expect(Object.keys(entry)).toEqual([...INDEX_KEYS, 'line', 'offset']);
  });
});

describe('packagePath', () => {
  it('is PATH, or what Portage takes without one', () => {
    const entry = (values: Partial<Record<IndexKey, string>>) => indexEntryOf({ CPV: 'a/b-1', ...values });
    expect(packagePath(entry({ PATH: 'a/b/b-1-1.xpak' }))).toBe('a/b/b-1-1.xpak');
    expect(packagePath(entry({}))).toBe('a/b-1.tbz2');
  });
});
