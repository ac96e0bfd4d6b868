// Machines as ELF's constants name them without their `EM_`: the first field of a line of NEEDED.ELF.2.

const NAMES: Readonly<Record<number, string>> = {
  0: 'NONE',
  2: 'SPARC',
  3: '386',
  4: '68K',
  8: 'MIPS',
  15: 'PARISC',
  18: 'SPARC32PLUS',
  20: 'PPC',
  21: 'PPC64',
  22: 'S390',
  40: 'ARM',
  42: 'SH',
  43: 'SPARCV9',
  45: 'ARC',
  50: 'IA_64',
  62: 'X86_64',
  93: 'ARC_COMPACT',
  113: 'ALTERA_NIOS2',
  175: 'MCST_ELBRUS',
  183: 'AARCH64',
  195: 'ARC_COMPACT2',
  224: 'AMDGPU',
  243: 'RISCV',
  247: 'BPF',
  258: 'LOONGARCH',
  36902: 'ALPHA',
};

export function machineName(machine: number): string {
  return NAMES[machine] ?? `UNKNOWN_${machine}`;
}
