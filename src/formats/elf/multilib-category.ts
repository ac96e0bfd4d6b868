// The ABI of an ELF file as Portage names it in REQUIRES and PROVIDES: `x86_64`, `arm_32`, `riscv_lp64d`
// (`portage/dep/soname/multilib_category.py`).

import type { ElfHeader } from './elf-header.js';

const PREFIXES: Readonly<Record<number, string>> = {
  2: 'sparc',
  3: 'x86',
  4: 'm68k',
  8: 'mips',
  15: 'hppa',
  18: 'sparc',
  20: 'ppc',
  21: 'ppc',
  22: 's390',
  40: 'arm',
  42: 'sh',
  43: 'sparc',
  45: 'arc',
  50: 'ia64',
  62: 'x86',
  93: 'arc',
  113: 'nios2',
  175: 'e2k',
  183: 'arm',
  195: 'arc',
  224: 'amdgpu',
  243: 'riscv',
  247: 'bpf',
  253: 'arc',
  255: 'arc',
  258: 'loong',
  36902: 'alpha',
};

const MIPS: Readonly<Record<number, string>> = {
  4096: 'o32',
  8192: 'o64',
  12288: 'eabi32',
  16384: 'eabi64',
};
const LOONG: Readonly<Record<number, string>> = {
  1: 'lp64s',
  2: 'lp64f',
  3: 'lp64d',
  5: 'ilp32s',
  6: 'ilp32f',
  7: 'ilp32d',
};
/** Portage knows files with compressed instructions only, without floats in registers or with doubles. */
const RISCV: Readonly<Record<string, string>> = {
  '1 32': 'ilp32',
  '5 32': 'ilp32d',
  '1 64': 'lp64',
  '5 64': 'lp64d',
};

/** Null for machines and ABIs that Portage does not name. */
export function multilibCategory({ file, machine, flags }: ElfHeader): string | null {
  const prefix = PREFIXES[machine];
  const bits = file.is64 ? '64' : '32';
  if (prefix === undefined) return null;
  const suffix = suffixOf(prefix, machine, flags, bits);
  return suffix === null ? null : `${prefix}_${suffix}`;
}

function suffixOf(prefix: string, machine: number, flags: number, bits: '32' | '64'): string | null {
  switch (prefix) {
    case 'loong':
      return LOONG[flags & 7] ?? null;
    case 'mips':
      if ((flags & 0xf000) !== 0) return MIPS[flags & 0xf000] ?? null;
      if ((flags & 0x20) !== 0) return 'n32';
      return bits === '64' ? 'n64' : null;
    case 'riscv':
      return RISCV[`${flags} ${bits}`] ?? null;
    default:
      // x32: the instructions of 64 bits with pointers of 32.
      return machine === 62 && bits === '32' ? 'x32' : bits;
  }
}
