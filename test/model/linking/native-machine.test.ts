import { describe, expect, it } from 'vitest';
import { isOf, nativeMachines, otherMachine } from '../../../src/model/linking/native-machine.js';
import type { ElfObject } from '../../../src/model/payload.js';
import { sayMachine } from '../../../src/rules/words/say-machine.js';
import { elfObject } from '../../support/elf-object.js';

const file = (machine: string, bits: 32 | 64, order: 'little' | 'big' = 'little'): ElfObject =>
  elfObject('/usr/bin/a', { machine, bits, order });

/** `own`, `other` or what the file is for. */
function judge(chost: string, elf: ElfObject): string | null {
  const native = nativeMachines(chost);
  if (native === null) return null;
  if (isOf(elf, native.own)) return 'own';
  return native.others.some(other => isOf(elf, other)) ? 'other' : sayMachine(otherMachine(elf, native.own));
}

describe('CHOST and machine', () => {
  it.each([
    ['x86_64-pc-linux-gnu', file('X86_64', 64), 'own'],
    ['x86_64-pc-linux-gnu', file('386', 32), 'other'],
    ['x86_64-pc-linux-gnux32', file('X86_64', 32), 'other'],
    ['x86_64-pc-linux-gnu', file('AARCH64', 64), 'AARCH64'],
    ['i686-pc-linux-gnu', file('386', 32), 'own'],
    ['i686-pc-linux-gnu', file('X86_64', 64), 'X86_64'],
    ['aarch64-unknown-linux-gnu', file('AARCH64', 64), 'own'],
    ['aarch64_be-unknown-linux-gnu', file('AARCH64', 64), 'AARCH64 (little-endian)'],
    ['armv7a-unknown-linux-gnueabihf', file('ARM', 32), 'own'],
    ['armeb-unknown-linux-gnueabi', file('ARM', 32), 'ARM (little-endian)'],
    ['armv7b-unknown-linux-gnueabi', file('ARM', 32, 'big'), 'own'],
    ['powerpc64le-unknown-linux-gnu', file('PPC64', 64), 'own'],
    ['powerpc64-unknown-linux-gnu', file('PPC64', 64), 'PPC64 (little-endian)'],
    ['powerpc64-unknown-linux-gnu', file('PPC', 32, 'big'), 'other'],
    ['riscv64-unknown-linux-gnu', file('RISCV', 64), 'own'],
    ['s390x-ibm-linux-gnu', file('S390', 64, 'big'), 'own'],
    ['s390x-ibm-linux-gnu', file('S390', 32, 'big'), 'other'],
    ['sparc64-unknown-linux-gnu', file('SPARCV9', 64, 'big'), 'own'],
    ['sparc-unknown-linux-gnu', file('SPARC32PLUS', 32, 'big'), 'own'],
    ['mips64el-unknown-linux-gnu', file('MIPS', 32), 'own'],
    ['mipsisa64r6el-unknown-linux-gnu', file('MIPS', 64), 'own'],
    ['mips-unknown-linux-gnu', file('MIPS', 32), 'MIPS (little-endian)'],
    ['loongarch64-unknown-linux-gnu', file('LOONGARCH', 64), 'own'],
    ['alphaev6-unknown-linux-gnu', file('ALPHA', 64), 'own'],
    ['hppa2.0-unknown-linux-gnu', file('PARISC', 32, 'big'), 'own'],
    ['m68k-unknown-linux-gnu', file('68K', 32, 'big'), 'own'],
    ['vax-dec-netbsd', file('X86_64', 64), null],
    ['', file('X86_64', 64), null],
  ])('%s has a file for %o as %s', (chost, elf, expected) => {
    expect(judge(chost, elf)).toBe(expected);
  });
});
