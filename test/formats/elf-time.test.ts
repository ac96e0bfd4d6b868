import { describe, expect, it } from 'vitest';
import { readElf } from '../../src/formats/elf/elf.js';
import { timeBitsOf } from '../../src/formats/elf/time-symbols.js';
import { writeElf } from '../support/write-elf.js';

const calls = (...names: readonly string[]) => names.map(name => ({ name, defined: false }));

describe('the width of time_t', () => {
  const of = (bits: 32 | 64, ...names: readonly string[]) =>
    readElf(
      writeElf({ bits, machine: bits === 32 ? 3 : 62, needed: ['libc.so.6'], symbols: calls(...names) }),
      {
        timeBits: true,
      },
    ).timeBits;

  it('is told by the calls of a 32-bit file', () => {
    expect(of(32, 'printf', '__clock_gettime64')).toBe(64);
    expect(of(32, '__stat64_time64')).toBe(64);
    expect(of(32, 'clock_gettime', 'open64')).toBe(32);
    expect(of(32, 'fstat64')).toBe(32);
  });

  it('is unknown where it calls none of them, or some of either', () => {
    expect(of(32, 'printf')).toBeNull();
    expect(of(32, '__time64', 'localtime')).toBeNull();
  });

  it('is no question of 64-bit files, nor asked for by default', () => {
    expect(of(64, 'clock_gettime')).toBeUndefined();
    const bytes = writeElf({ bits: 32, machine: 3, symbols: calls('time') });
    expect(readElf(bytes)).not.toHaveProperty('timeBits');
  });

  it('is not what a file defines for others', () => {
    const defined = { name: '__time64', isDefined: true, isWeak: false, version: null, library: null };
    expect(timeBitsOf([defined])).toBeNull();
  });
});
