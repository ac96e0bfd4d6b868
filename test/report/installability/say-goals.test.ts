import { describe, expect, it } from 'vitest';
import { sayAbsent, sayUnknownSets } from '../../../src/report/installability/say-goals.js';

describe('what was asked for and is not here', () => {
  it('is told in one line, of many the first', () => {
    expect(sayAbsent([])).toEqual([]);
    expect(sayAbsent(['x/a'])).toEqual(['1 atom of the set matches nothing here: x/a']);
    const many = Array.from({ length: 6 }, (_, at) => `x/a${at}`);
    expect(sayAbsent(many)).toEqual([
      '6 atoms of the set match nothing here: x/a0, x/a1, x/a2, x/a3, x/a4, ...',
    ]);
  });

  it('is told of sets that nobody lists', () => {
    expect(sayUnknownSets([{ set: '@mine\u001b', selectedOn: 'root' }])).toEqual([
      '@mine\\x1b, which is selected on root, is not in its /etc/portage/sets and left out',
    ]);
  });
});
