import { expect, it } from 'vitest';
import { indexEntryOf } from '../../src/formats/packages-index/packages-index-keys.js';
import type { SourceInput } from '../../src/model/build-universe.js';
import { hideInstances } from '../../src/model/hide-instances.js';

const source = (...records: readonly Readonly<Record<string, string>>[]) =>
  ({ location: 'x', records: records.map(record => indexEntryOf(record)) }) as unknown as SourceInput;
const a = { CPV: 'a/b-1', BUILD_ID: '1', SIZE: '10', BUILD_TIME: '100', _mtime_: '101' };

it('of one instance only that of the first source is known', () => {
  const [first, second] = hideInstances([
    source(a),
    source({ ...a, RDEPEND: 'c/d' }, { ...a, BUILD_ID: '2' }),
  ]);
  expect(first?.records).toHaveLength(1);
  expect(second?.records.map(({ BUILD_ID }) => BUILD_ID)).toEqual(['2']);
});

it('another build, size or time is another instance; twice in one source is no matter of this', () => {
  for (const other of [{ SIZE: '11' }, { BUILD_TIME: '101' }, { _mtime_: '1' }, { CPV: 'a/b-2' }]) {
    const [, second] = hideInstances([source(a), source({ ...a, ...other })]);
    expect(second?.records).toHaveLength(1);
  }
  expect(hideInstances([source(a, a)])[0]?.records).toHaveLength(2);
});
