import { describe, expect, it } from 'vitest';
import { nearestWord } from '../../src/base/nearest-word.js';

describe('nearestWord', () => {
  const words = ['audit', 'inspect', 'index', 'graph', 'explain'];

  it('finds one with letters left out, added, changed or swapped', () => {
    expect(nearestWord('audt', words)).toBe('audit');
    expect(nearestWord('auddit', words)).toBe('audit');
    expect(nearestWord('aubit', words)).toBe('audit');
    expect(nearestWord('aduit', words)).toBe('audit');
    expect(nearestWord('AUDIT', words)).toBe('audit');
  });

  it('prefers fewer slips, then the first', () => {
    expect(nearestWord('indexes', ['inspect', 'index'])).toBe('index');
    expect(nearestWord('ax', ['ab', 'ac'])).toBe('ab');
  });

  it('finds nothing where nothing is close', () => {
    expect(nearestWord('publish', words)).toBeNull();
    expect(nearestWord('', ['audit'])).toBeNull();
    expect(nearestWord('x', [])).toBeNull();
  });
});
