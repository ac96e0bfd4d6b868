// The machine that an ELF file is for, where it is not the one of the package's CHOST.

import type { OtherMachine } from '../../model/linking/native-machine.js';

/** `ARM`, or `PPC64 (little-endian)` and `X86_64 (32 bits)` where the name alone is not the difference. */
export function sayMachine({ name, bits, order }: OtherMachine): string {
  if (bits !== null) return `${name} (${bits} bits)`;
  return order === null ? name : `${name} (${order}-endian)`;
}
