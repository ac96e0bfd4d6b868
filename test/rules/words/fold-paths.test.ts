import { describe, expect, it } from 'vitest';
import { foldPaths } from '../../../src/rules/words/fold-paths.js';

describe('foldPaths', () => {
  it('tells a few as they are', () => {
    expect(foldPaths(['/a', '/b', '/c', '/d'])).toEqual(['/a', '/b', '/c', '/d']);
  });

  it('folds those of one directory', () => {
    const paths = ['/usr/bin/a', ...Array.from({ length: 12 }, (_, i) => `/usr/share/x/${i}`)];
    expect(foldPaths(paths)).toEqual(['/usr/share/x/* (12)', '/usr/bin/a']);
  });

  it('counts all, however they lie', () => {
    for (const spread of [1, 2, 7, 40]) {
      const paths = Array.from({ length: 120 }, (_, i) => `/usr/lib/d${i % spread}/e${i % 3}/f${i}`);
      const told = foldPaths(paths);
      expect(told.length).toBeLessThanOrEqual(4);
      const counted = told.map(text =>
        Number(/\((\d+)\)$|^\.\.\. (\d+) more$/.exec(text)?.slice(1).find(Boolean) ?? 1),
      );
      expect(counted.reduce((sum, count) => sum + count, 0)).toBe(120);
    }
  });

  it('folds files of the root', () => {
    expect(foldPaths(['/a', '/b', '/c', '/d', '/e'])).toEqual(['/* (5)']);
  });
});
