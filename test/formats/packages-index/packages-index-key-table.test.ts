import { describe, expect, it } from 'vitest';
import { matchKey } from '../../../src/formats/packages-index/packages-index-key-table.js';
import { KEY_POSITIONS } from '../../../src/formats/packages-index/packages-index-keys.js';

function match(text: string, start = 0): { position: number; colon: number } | null {
  const bytes = new TextEncoder().encode(text);
  const found = { position: -1, colon: -1 };
  return matchKey(bytes, start, bytes.length, found) ? found : null;
}

describe('matchKey', () => {
  it('recognises every key, at any offset', () => {
    for (const [name, position] of KEY_POSITIONS) {
      expect(match(`${name}: x`)).toEqual({ position, colon: name.length });
      expect(match(`abc${name}:`, 3)).toEqual({ position, colon: name.length + 3 });
    }
  });

  it('recognises nothing else', () => {
    for (const name of KEY_POSITIONS.keys()) {
      for (const other of [
        name.slice(1),
        `${name}X`,
        `X${name}`,
        name.toLowerCase(),
        `${name} `,
        [...name].reverse().join(''),
      ]) {
        if (!KEY_POSITIONS.has(other)) expect(match(`${other}: x`), other).toBeNull();
      }
      expect(match(name)).toBeNull();
    }
    expect(match('')).toBeNull();
    expect(match(': x')).toBeNull();
    expect(match(`${'A'.repeat(100)}: x`)).toBeNull();
  });

  it('never looks beyond the end of the line', () => {
    const bytes = new TextEncoder().encode('CPV: a');
    expect(matchKey(bytes, 0, 3, { position: 0, colon: 0 })).toBe(false);
  });
});
