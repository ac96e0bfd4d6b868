import { describe, expect, it } from 'vitest';
import { judgePrefix } from '../../../src/formats/container/gpkg-prefix.js';

const metadata = (values: Record<string, string>) => new Map(Object.entries(values));

describe('judgePrefix', () => {
  it('wants PF, and BUILD_ID where there is one', () => {
    expect(judgePrefix('foo-1-2', metadata({ PF: 'foo-1\n', BUILD_ID: '2' }))).toBeNull();
    expect(judgePrefix('foo-1', metadata({ PF: 'foo-1\n' }))).toBeNull();
    expect(judgePrefix('foo-1', metadata({ PF: 'foo-1\n', BUILD_ID: '\n' }))).toBeNull();
  });

  it('says what it expects', () => {
    expect(judgePrefix('foo-1', metadata({ PF: 'foo-1\n', BUILD_ID: '2' }))).toMatchObject({
      code: 'prefix-mismatch',
      effect: 'unusual',
      expected: 'foo-1-2',
      actual: 'foo-1',
    });
  });

  it('says nothing without PF', () => {
    expect(judgePrefix('foo-1', metadata({}))).toBeNull();
  });
});
