// The machines whose programs a CHOST runs: its own, and those that the same processor runs beside it.

import type { ElfObject } from '../payload.js';

export interface Machine {
  /** As `EM_X86_64` without `EM_`; several where ELF has more than one for it. */
  readonly names: readonly string[];
  /** Null where both are its own. */
  readonly bits: 32 | 64 | null;
  readonly order: 'little' | 'big' | null;
}

export interface NativeMachines {
  readonly own: Machine;
  /** What a multilib system has besides. */
  readonly others: readonly Machine[];
}

const machine = (name: string, bits: Machine['bits'], order: Machine['order'] = null): Machine => ({
  names: name.split(' '),
  bits,
  order,
});
const X86 = machine('386', 32, 'little');
const X32 = machine('X86_64', 32, 'little');

/** By the first part of CHOST (GNU config.sub); the first that fits. */
const MACHINES: readonly (readonly [RegExp, Machine, ...Machine[]])[] = [
  [/^x86_64$/, machine('X86_64', 64, 'little'), X86, X32],
  [/^i[3-7]86$/, X86],
  [/^aarch64_be$/, machine('AARCH64', 64, 'big'), machine('ARM', 32, 'big')],
  [/^aarch64$/, machine('AARCH64', 64, 'little'), machine('ARM', 32, 'little')],
  [/^arm.*(eb|b)$/, machine('ARM', 32, 'big')],
  [/^arm/, machine('ARM', 32, 'little')],
  [/^(powerpc64|ppc64)(le|el)$/, machine('PPC64', 64, 'little')],
  [/^(powerpc64|ppc64)$/, machine('PPC64', 64, 'big'), machine('PPC', 32, 'big')],
  [/^(powerpc|ppc)$/, machine('PPC', 32, 'big')],
  [/^riscv64$/, machine('RISCV', 64, 'little'), machine('RISCV', 32, 'little')],
  [/^riscv32$/, machine('RISCV', 32, 'little')],
  [/^s390x$/, machine('S390', 64, 'big'), machine('S390', 32, 'big')],
  [/^s390$/, machine('S390', 32, 'big')],
  [/^sparc/, machine('SPARC SPARC32PLUS SPARCV9', null, 'big')],
  [/^mips(isa.*)?(64)?(r\d)?el$/, machine('MIPS', null, 'little')],
  [/^mips/, machine('MIPS', null, 'big')],
  [/^loongarch64$/, machine('LOONGARCH', 64, 'little')],
  [/^alpha/, machine('ALPHA', 64, 'little')],
  [/^hppa/, machine('PARISC', 32, 'big')],
  [/^ia64$/, machine('IA_64', 64, 'little')],
  [/^m68k$/, machine('68K', 32, 'big')],
  [/^sh/, machine('SH', 32)],
];

/** Null for processors that are not known here. */
export function nativeMachines(chost: string): NativeMachines | null {
  const processor = chost.slice(0, chost.indexOf('-'));
  for (const [pattern, own, ...others] of MACHINES) if (pattern.test(processor)) return { own, others };
  return null;
}

export function isOf({ machine: name, bits, order }: ElfObject, wanted: Machine): boolean {
  return wanted.names.includes(name) && (wanted.bits ?? bits) === bits && (wanted.order ?? order) === order;
}

/** A machine beside the own one of a CHOST: bits or byte order only where the name alone is not the difference. */
export interface OtherMachine {
  readonly name: string;
  readonly bits: 32 | 64 | null;
  readonly order: 'little' | 'big' | null;
}

export function otherMachine({ machine: name, bits, order }: ElfObject, own: Machine): OtherMachine {
  if (!own.names.includes(name)) return { name, bits: null, order: null };
  return (own.bits ?? bits) !== bits ? { name, bits, order: null } : { name, bits: null, order };
}
