import { describe, expect, it } from 'vitest';
import { MAX_METADATA_TEXT, MetadataTable } from '../../../src/formats/container/metadata-table.js';
import { toBytes } from '../../support/write-tar.js';

describe('MetadataTable', () => {
  it('keeps text as it is stored', () => {
    const table = new MetadataTable();
    table.add('SLOT', toBytes('\ufeff0/ä\n'), 5);
    expect(table.text.get('SLOT')).toBe('\ufeff0/ä\n');
    expect(table.problems).toEqual([]);
  });

  it('notes keys whose values are compressed, without reading them', () => {
    const table = new MetadataTable();
    expect(table.wants('environment.bz2', MAX_METADATA_TEXT + 1, 0)).toBe(false);
    expect(table.wants('SLOT', 2, 0)).toBe(true);
    expect([...table.binaryKeys]).toEqual(['environment.bz2']);
  });

  it('reports any other value that is not text', () => {
    const table = new MetadataTable();
    table.add('USE', Uint8Array.of(0x61, 0xff), 7);
    expect(table.text.has('USE')).toBe(false);
    expect(table.problems).toMatchObject([{ code: 'metadata-not-utf8', offset: 7, field: 'USE' }]);
  });

  it('takes no more than the limit, and says so once', () => {
    const table = new MetadataTable();
    expect(table.wants('A', MAX_METADATA_TEXT, 1)).toBe(true);
    expect(table.wants('B', 1, 2)).toBe(false);
    expect(table.wants('C', 1, 3)).toBe(false);
    expect(table.problems).toMatchObject([{ code: 'metadata-too-large', offset: 2 }]);
  });
});
