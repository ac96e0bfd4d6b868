import { describe, expect, it } from 'vitest';
import { defaultCacheDirectory } from '../../../src/load/payload/default-cache-directory.js';

describe('defaultCacheDirectory', () => {
  it.each([
    [{ XDG_CACHE_HOME: '/c', HOME: '/h' }, '/c/binpkg-check'],
    [{ XDG_CACHE_HOME: 'relative', HOME: '/h' }, '/h/.cache/binpkg-check'],
    [{ HOME: '/h' }, '/h/.cache/binpkg-check'],
    [{}, null],
  ])('%o', (environment, expected) => {
    expect(defaultCacheDirectory(environment)).toBe(expected);
  });
});
