// Every truncation and every flipped byte of small indices: a value with problems, never an exception other than FormatError.

import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormatError } from '../../src/base/format-error.js';
import { type PackagesIndex, readPackagesIndex } from '../../src/formats/packages-index/packages-index.js';
import { writePackagesIndex } from '../../src/formats/packages-index/packages-index-writer.js';
import { runs } from '../support/long.js';

const FIXTURES = new URL('../../fixtures/formats/packages-index/', import.meta.url);
const GOOD = readFileSync(new URL('multi-instance.Packages', FIXTURES));
const INHERITED = readFileSync(new URL('flat-inherited.Packages', FIXTURES));

/** Reads damaged bytes and holds the result to what every result must be. */
function readDamaged(bytes: Uint8Array): PackagesIndex | null {
  let index: PackagesIndex;
  try {
    index = readPackagesIndex(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError);
    return null;
  }
  let line = 0;
  for (const problem of index.problems) {
    expect(problem.line).toBeGreaterThanOrEqual(Math.max(1, line));
    expect(problem.offset).toBeGreaterThanOrEqual(0);
    expect(problem.offset).toBeLessThanOrEqual(bytes.length);
    expect(problem.hidden).toBeLessThanOrEqual(Math.max(1, index.entries.length));
    line = problem.line;
  }
  for (const entry of index.entries) {
    expect(entry.CPV).not.toBe('');
    expect(entry.offset).toBeLessThan(bytes.length);
  }
  return index;
}

describe('a cut index', () => {
  for (const [name, bytes] of Object.entries({ GOOD, INHERITED })) {
    it(`${name}: every truncation is told`, () => {
      const whole = readPackagesIndex(bytes).entries.length;
      for (let length = 0; length < bytes.length; length++) {
        const index = readDamaged(bytes.subarray(0, length));
        expect(index?.problems.length, `cut at ${length}`).toBeGreaterThan(0);
        expect(index?.entries.length).toBeLessThanOrEqual(whole);
      }
    });
  }
});

describe('a flipped byte', () => {
  for (const [name, bytes] of Object.entries({ GOOD, INHERITED })) {
    it(`${name}: gives a value that can be written, with problems or another value`, () => {
      const before = readPackagesIndex(bytes);
      for (let at = 0; at < bytes.length; at++) {
        for (const mask of [0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xff]) {
          const damaged = new Uint8Array(bytes);
          damaged[at]! ^= mask;
          const index = readDamaged(damaged);
          if (index === null || index.problems.length > 0) continue;
          // Unnoticed only where the change is one of content: it must show.
          expect(index.entries.length).toBe(before.entries.length);
          expect([index.header, index.entries], `${at} ^ ${mask}`).not.toEqual([
            before.header,
            before.entries,
          ]);
          writePackagesIndex(index);
        }
      }
    });
  }
});

describe('malformed indices', () => {
  const names = readdirSync(new URL('malformed/', FIXTURES));
  it.each(names)('%s: every truncation is read', name => {
    const bytes = readFileSync(new URL(`malformed/${name}`, FIXTURES));
    for (let length = 0; length < bytes.length; length++) readDamaged(bytes.subarray(0, length));
  });
});

describe('noise', () => {
  const lines = fc.constantFrom(
    '\n',
    '\n\n',
    ' ',
    '\r\n',
    '\0',
    ':',
    ': ',
    'CPV: a/b-1',
    'VERSION: 0',
    'USE:',
    'X: y',
    '\ufeff',
    '\xff',
  );
  it('any bytes are read', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), bytes => void readDamaged(bytes)),
      runs(1000),
    );
  });
  it('any order of pieces of an index is read', () => {
    const pieces = fc.array(lines, { maxLength: 40 }).map(parts => new TextEncoder().encode(parts.join('')));
    fc.assert(
      fc.property(pieces, bytes => void readDamaged(bytes)),
      runs(2000),
    );
  });
});
