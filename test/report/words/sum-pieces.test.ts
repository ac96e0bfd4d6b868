import { describe, expect, it } from 'vitest';
import { sumPieces } from '../../../src/report/words/sum-pieces.js';
import { foldPaths } from '../../../src/rules/words/fold-paths.js';

describe('lists of several findings as one', () => {
  it('count what several name, the most frequent first', () => {
    expect(sumPieces([['/usr/bin/b', '/usr/bin/a'], ['/usr/bin/b']])).toEqual([
      '/usr/bin/b (2)',
      '/usr/bin/a',
    ]);
    expect(sumPieces([])).toEqual([]);
  });

  it('add up the files that each folded into a directory', () => {
    const programs = (count: number, name: string) =>
      foldPaths(Array.from({ length: count }, (_, at) => `/usr/bin/${name}-${at}`));
    expect(programs(7, 'a')).toEqual(['/usr/bin/* (7)']);
    expect(sumPieces([programs(7, 'a'), programs(5, 'b'), ['/usr/sbin/c']])).toEqual([
      '/usr/bin/* (12)',
      '/usr/sbin/c',
    ]);
  });

  it('tell what each cut off as one number, last', () => {
    expect(
      sumPieces([
        ['/a', '... 7 more'],
        ['/b', '... 3 more'],
      ]),
    ).toEqual(['/a', '/b', '... 10 more']);
  });
});
