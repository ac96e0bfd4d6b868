import { describe, expect, it } from 'vitest';
import { Lazy, writeJson } from '../../../src/report/words/write-json.js';

const write = (parts: Parameters<typeof writeJson>[0]) => [...writeJson(parts)].join('');

describe('JSON in pieces', () => {
  it('is the same bytes as JSON at once', () => {
    const items = [{ a: [1, { b: null }] }, 'x\n"y"', []];
    const record = { schema: 's', list: items, empty: [], rest: { deep: { er: [true] } } };
    expect(write(Object.entries({ ...record, list: new Lazy(items), empty: new Lazy([]) }))).toBe(
      `${JSON.stringify(record, null, 2)}\n`,
    );
    expect(write([])).toBe('{}\n');
  });

  it('asks for a member when it is written and not before', () => {
    let made = 0;
    const items = (function* make() {
      for (;;) yield { at: made++ };
    })();
    const pieces = writeJson([['list', new Lazy(items)]])[Symbol.iterator]();
    for (let at = 0; at < 10; at++) pieces.next();
    expect(made).toBeLessThan(10);
  });
});
