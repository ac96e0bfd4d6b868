import { describe, expect, it } from 'vitest';
import { readMemberRole, readPrefix } from '../../../src/formats/container/gpkg-names.js';

describe('readMemberRole', () => {
  it.each([
    ['gpkg-1', { role: 'marker' }],
    ['gpkg-2', { role: 'unknown' }],
    ['Manifest', { role: 'manifest' }],
    ['Manifest.sig', { role: 'signature' }],
    ['image.tar.zst.sig', { role: 'signature' }],
    ['metadata.tar', { role: 'metadata', compression: null }],
    ['metadata.tar.lz', { role: 'metadata', compression: 'lzip' }],
    ['image.tar.lzo', { role: 'image', compression: 'lzop' }],
    ['image.tar.foo', { role: 'unreadable', of: 'image' }],
    ['metadata.tar.', { role: 'unreadable', of: 'metadata' }],
    ['image.tgz', { role: 'unknown' }],
  ])('%s', (name, role) => {
    expect(readMemberRole(name)).toEqual(role);
  });
});

describe('readPrefix', () => {
  it('gives the directory of PREFIX/NAME', () => {
    expect(readPrefix('foo-1-1/gpkg-1')).toBe('foo-1-1');
  });

  it.each([
    'gpkg-1',
    './foo/gpkg-1',
    '/foo',
    'foo/',
    'foo//gpkg-1',
    '../evil',
    'foo/..',
    './gpkg-1',
    'foo\ufffd/gpkg-1',
  ])('finds none in %j', path => {
    expect(readPrefix(path)).toBeNull();
  });
});
