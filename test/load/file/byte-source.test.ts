import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBytes } from '../../../src/base/byte-range.js';
import {
  type ByteSource,
  readSource,
  sourceOfBytes,
  sourceOfFile,
} from '../../../src/load/file/byte-source.js';

const BYTES = Uint8Array.from({ length: 1000 }, (_, i) => i & 255);
const folder = mkdtempSync(join(tmpdir(), 'byte-source-'));
let descriptor = -1;

beforeAll(() => {
  writeFileSync(join(folder, 'file'), BYTES);
  descriptor = openSync(join(folder, 'file'), 'r');
});
afterAll(() => {
  closeSync(descriptor);
  rmSync(folder, { recursive: true });
});

describe.each([
  ['memory', (): ByteSource => sourceOfBytes(BYTES)],
  ['a file', (): ByteSource => sourceOfFile(descriptor, BYTES.length)],
])('a source of %s', (_, open) => {
  const read = (offset: number, length: number) => readSource(open(), readBytes(offset, length));

  it('gives what stands in a range', () => {
    expect(read(10, 3)).toEqual(BYTES.slice(10, 13));
    expect(read(0, 1000)).toEqual(BYTES);
  });

  it('gives less where the end is, and nothing behind it', () => {
    expect(read(998, 10)).toEqual(BYTES.slice(998));
    expect(read(1000, 10)).toHaveLength(0);
    expect(read(2 ** 40, 10)).toHaveLength(0);
  });
});

it('a file that has become shorter gives what is left', () => {
  const source = sourceOfFile(descriptor, 5000);
  expect(readSource(source, readBytes(0, 5000))).toEqual(BYTES);
});
