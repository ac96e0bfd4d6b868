import { describe, expect, it } from 'vitest';
import { NO_ENTRY, PathHash, PathTable } from '../../../src/model/contents/path-table.js';

const hashOf = (text: string) => new PathHash().start().add(text);

describe('PathHash', () => {
  it('is the same in pieces', () => {
    const whole = hashOf('/usr/bin/wget');
    const pieces = new PathHash().start().add('/usr').add('/bin/wget').add('');
    const part = new PathHash().start().add('x/usr/bin/wgety', 1, 14);
    for (const { low, high } of [pieces, part]) expect([low, high]).toEqual([whole.low, whole.high]);
  });

  it('differs for 300,000 paths that are alike', () => {
    const seen = new Set<string>();
    for (let i = 0; i < 300_000; i++) {
      const { low, high } = hashOf(`/usr/share/package-${i % 500}/file-${i}`);
      seen.add(`${low} ${high}`);
    }
    expect(seen.size).toBe(300_000);
  });
});

describe('PathTable', () => {
  it('keeps all entries of a path, and no other', () => {
    const table = new PathTable(900);
    for (let i = 0; i < 900; i++) expect(table.put(hashOf(`/p${i % 300}`))).toBe(i);
    for (let i = 0; i < 300; i++) {
      const entries: number[] = [];
      for (let at = table.first(hashOf(`/p${i}`)); at !== NO_ENTRY; at = table.next(at)) entries.push(at);
      expect(entries.sort((a, b) => a - b)).toEqual([i, i + 300, i + 600]);
      expect([i, i + 300, i + 600].map(entry => table.isFirst(entry))).toEqual([true, false, false]);
    }
    expect(table.first(hashOf('/p300'))).toBe(NO_ENTRY);
    table.clear();
    expect([table.count, table.first(hashOf('/p1'))]).toEqual([0, NO_ENTRY]);
  });

  it('may be empty', () => {
    expect(new PathTable(0).first(hashOf('/'))).toBe(NO_ENTRY);
  });
});
