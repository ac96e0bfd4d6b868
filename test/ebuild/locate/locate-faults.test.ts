import { describe, expect, it } from 'vitest';
import { locateFaults } from '../../../src/ebuild/locate/locate-faults.js';
import { openTreeSitter } from '../../../src/load/repository/tree-sitter.js';

const readTree = (await openTreeSitter())!;

describe('faults of a script', () => {
  it('are where each reader sees one', () => {
    const faults = locateFaults('A=1\nsrc_install() {\n\tif x; then\n\t\tB=2\n}\nC=3\n', readTree);
    expect(faults.map(({ reader }) => reader)).toEqual(['unbash', 'tree-sitter']);
    for (const { line, column } of faults) {
      expect(line).toBeGreaterThanOrEqual(2);
      expect(column).toBeGreaterThan(0);
    }
    expect(locateFaults('A=1\n  )\nB=2\n', readTree)).toMatchObject([
      { reader: 'unbash', line: 2, column: 3 },
      { reader: 'tree-sitter', line: 2, column: 3, message: 'unexpected )' },
    ]);
  });

  it('are none where only the second reader errs', () => {
    expect(locateFaults('for i in; do x; done', readTree)).toEqual([]);
    expect(locateFaults('A=1', readTree)).toEqual([]);
  });

  it('are told by the first reader alone where the second is missing or gives up', () => {
    expect(locateFaults('A=(', null)).toHaveLength(1);
    expect(locateFaults('A=(', () => null)).toHaveLength(1);
  });
});
