import { describe, expect, it } from 'vitest';
import { readFromBytes } from '../../src/base/byte-range.js';
import { FormatError } from '../../src/base/format-error.js';
import { readElf } from '../../src/formats/elf/elf.js';
import { readElfForward } from '../../src/formats/elf/elf-stream.js';
import { startStopwatch } from '../support/stopwatch.js';
import { type ElfInput, writeElf } from '../support/write-elf.js';

const FULL: ElfInput = {
  interpreter: '/lib64/ld-linux-x86-64.so.2',
  soname: 'libhello.so.1',
  needed: ['libz.so.1', 'libc.so.6'],
  runpath: '$ORIGIN/../lib',
  versionDefinitions: ['libhello.so.1', 'HELLO_1.0', 'HELLO_1.1'],
  versionNeeds: [
    { library: 'libc.so.6', versions: ['GLIBC_2.34', 'GLIBC_2.2.5'] },
    { library: 'libz.so.1', versions: ['ZLIB_1.2.9'] },
  ],
  symbols: [
    { name: 'hello', defined: true, version: 2 },
    { name: 'printf', defined: false, version: 5 },
    { name: '__gmon_start__', defined: false, weak: true },
  ],
  kernel: [3, 2, 0],
  buildId: Uint8Array.of(0xca, 0xfe, 0x01),
  isaNeeded: 1 | 4,
  features: 1,
};

/** One of each form; the machine and its flags decide the ABI's name. */
const FORMS: Readonly<Record<string, ElfInput>> = {
  '64 bits, little-endian': { ...FULL, bits: 64, order: 'little', machine: 62 },
  '32 bits, little-endian': { ...FULL, bits: 32, order: 'little', machine: 3 },
  '64 bits, big-endian': { ...FULL, bits: 64, order: 'big', machine: 21 },
  '32 bits, big-endian': { ...FULL, bits: 32, order: 'big', machine: 8, flags: 0x1000 },
};
const CATEGORIES = ['x86_64', 'x86_32', 'ppc_64', 'mips_o32'];

describe.each(Object.entries(FORMS))('an ELF file of %s', (name, input) => {
  const bytes = writeElf(input);

  it('says what it is, what it needs and what it offers', () => {
    expect(readElf(bytes, { symbols: true })).toEqual({
      bits: input.bits,
      order: input.order,
      machine: input.machine,
      type: 'shared',
      osAbi: 0,
      flags: input.flags ?? 0,
      category: CATEGORIES[Object.keys(FORMS).indexOf(name)],
      interpreter: '/lib64/ld-linux-x86-64.so.2',
      soname: 'libhello.so.1',
      needed: ['libz.so.1', 'libc.so.6'],
      rpath: null,
      runpath: '$ORIGIN/../lib',
      versionNeeds: [
        { library: 'libc.so.6', version: 'GLIBC_2.34', isWeak: false },
        { library: 'libc.so.6', version: 'GLIBC_2.2.5', isWeak: false },
        { library: 'libz.so.1', version: 'ZLIB_1.2.9', isWeak: false },
      ],
      versionDefinitions: ['HELLO_1.0', 'HELLO_1.1'],
      isPie: null,
      oldestKernel: 'Linux 3.2.0',
      buildId: 'cafe01',
      isaNeeded: [1, 3],
      isaUsed: [],
      hasIbt: true,
      hasShadowStack: false,
      symbols: [
        { name: 'hello', isDefined: true, isWeak: false, version: 'HELLO_1.0', library: null },
        { name: 'printf', isDefined: false, isWeak: false, version: 'GLIBC_2.2.5', library: 'libc.so.6' },
        { name: '__gmon_start__', isDefined: false, isWeak: true, version: null, library: null },
      ],
    });
  });

  it('survives every cut: a value, or an error with its place', () => {
    for (let length = 0; length < bytes.length; length++)
      survive(bytes.subarray(0, length), `cut at ${length}`);
  });

  it('survives every flipped byte', () => {
    for (let at = 0; at < bytes.length; at++) {
      for (const bits of [0xff, 0x01, 0x80]) {
        const damaged = bytes.slice();
        damaged[at] = (damaged[at] ?? 0) ^ bits;
        survive(damaged, `byte ${at} flipped by ${bits}`);
      }
    }
  });
});

function survive(bytes: Uint8Array, what: string): void {
  const took = startStopwatch();
  try {
    readElf(bytes, { symbols: true });
  } catch (error) {
    if (!(error instanceof FormatError)) throw new Error(what, { cause: error });
    expect(error.problem.offset, what).toBeGreaterThanOrEqual(0);
    expect(error.problem.offset, what).toBeLessThanOrEqual(bytes.length);
  }
  expect(took(), what).toBeLessThan(1_000);
}

describe('an executable', () => {
  it('is told from a library by the flag of the linker, where there is one', () => {
    expect(readElf(writeElf({ pie: true })).isPie).toBe(true);
    expect(readElf(writeElf({ pie: false })).isPie).toBe(false);
  });

  it('without dynamic section needs nothing', () => {
    expect(readElf(writeElf({ type: 2 }))).toMatchObject({ type: 'executable', needed: [], soname: null });
  });

  it('with x32 or another ABI of its machine gets the name that Portage has for it', () => {
    const category = (input: ElfInput) => readElf(writeElf(input)).category;
    expect(category({ bits: 32, machine: 62 })).toBe('x86_x32');
    expect(category({ machine: 243, flags: 5 })).toBe('riscv_lp64d');
    expect(category({ machine: 258, flags: 3 })).toBe('loong_lp64d');
    expect(category({ machine: 183 })).toBe('arm_64');
    expect(category({ machine: 9999 })).toBeNull();
  });
});

describe('a large ELF file', () => {
  const input: ElfInput = { ...FULL, code: 300_000 };
  const LIMIT = 100_000;
  /** Runs the reader, counting the bytes that it asks for. */
  const readLarge = (bytes: Uint8Array, limit = LIMIT) => {
    let asked = 0;
    const reader = readElfForward(bytes.subarray(0, 512), bytes.length, { symbols: true, limit });
    let step = reader.next();
    let position = 512;
    while (!step.done) {
      const { offset, length } = step.value;
      expect(offset).toBeGreaterThanOrEqual(position);
      position = offset + length;
      asked += length;
      step = reader.next(bytes.subarray(offset, offset + length));
    }
    return { file: step.value, asked };
  };

  it.each(Object.entries(FORMS))('of %s is known from a few of its bytes', (_, form) => {
    const bytes = writeElf({ ...form, code: 300_000 });
    const { file, asked } = readLarge(bytes);
    expect(file).toEqual(readElf(bytes, { symbols: true }));
    expect(asked).toBeLessThan(10_000);
  });

  it('is known too where its tables stand behind the code', () => {
    const bytes = writeElf({ ...input, tables: 'last' });
    expect(readLarge(bytes).file).toEqual(readElf(bytes, { symbols: true }));
  });

  it('is not judged where what is needed was not kept', () => {
    const bytes = writeElf({ ...input, tables: 'last' });
    // Room for the dynamic section and notes, not for all of the names.
    expect(() => readLarge(bytes, 700)).toThrow(
      expect.objectContaining({
        problem: expect.objectContaining({ code: 'elf-too-large', effect: 'unchecked' }),
      }),
    );
  });

  it('is the same from a small file, read whole', () => {
    const bytes = writeElf(FULL);
    expect(readFromBytes(readElfForward(bytes.subarray(0, 512), bytes.length), bytes)).toEqual(
      readElf(bytes),
    );
  });

  it('survives every flipped byte of what is kept', () => {
    const bytes = writeElf({ ...FULL, code: 5_000 });
    for (let at = 0; at < 1_500; at++) {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 0xff;
      try {
        readFromBytes(readElfForward(damaged.subarray(0, 512), damaged.length, { limit: 4_000 }), damaged);
      } catch (error) {
        expect(error, `byte ${at}`).toBeInstanceOf(FormatError);
      }
    }
  });
});

describe('what is refused', () => {
  const bytes = writeElf(FULL);
  const patched = (at: number, ...values: number[]) => {
    const copy = bytes.slice();
    copy.set(values, at);
    return copy;
  };
  it.each([
    ['no magic', patched(0, 0), 'elf-magic', 0],
    ['a class that is neither', patched(4, 3), 'elf-class', 4],
    ['a byte order that is neither', patched(5, 0), 'elf-order', 5],
    ['program headers that are too small', patched(54, 8), 'elf-segments', 54],
    ['program headers outside of the file', patched(32, 0xff, 0xff, 0xff), 'elf-range', bytes.length],
    ['half a header', bytes.subarray(0, 40), 'elf-range', 0],
  ])('%s', (_, damaged, code, offset) => {
    expect(() => readElf(damaged)).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code, offset }) }),
    );
  });

  it('ends where many entries refer to one long name', () => {
    const file = writeElf({ needed: Array.from({ length: 40 }, () => 'A'.repeat(60_000)) });
    expect(() => readElf(file)).toThrow('the names of libraries and versions do not end');
    expect(readElf(writeElf({ needed: ['A'.repeat(60_000)] })).needed).toHaveLength(1);
  });
});
