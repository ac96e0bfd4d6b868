// The oldest kernel that ELF files say they run on (`.note.ABI-tag`, Linux Standard Base), and what it is held against.

import { elfPlaceOf } from './elf-place.js';
import { LIBC_NAMES } from './libc.js';
import { isSuperseded } from './newest.js';
import { type BinaryPackage, instanceName } from './package.js';
import { payloadOf } from './payload-of.js';
import { compareKernels, type Policy } from './policy.js';
import { remember } from './remember.js';
import type { Universe } from './universe.js';

export interface KernelNeed {
  /** `5.10.0` */
  readonly kernel: string;
  /** The first file that asks for it. */
  readonly path: string;
  /** Files that ask for more than they may. */
  readonly files: number;
}

export interface KernelYardstick {
  readonly kernel: string;
  /** Whose it is: a C library, or null for that of most packages. */
  readonly libc: string | null;
}

/** The newest kernel that files ask for, of those that ask for more than `most`; null where none does. */
export function kernelNeedOf(universe: Universe, pkg: BinaryPackage, most: string): KernelNeed | null {
  let need: KernelNeed | null = null;
  let files = 0;
  for (const { path, oldestKernel } of payloadOf(universe, pkg)?.elf ?? []) {
    const kernel = linuxOf(oldestKernel);
    if (kernel === null || compareKernels(kernel, most) <= 0 || elfPlaceOf(path) === 'data') continue;
    files++;
    if (need === null || compareKernels(kernel, need.kernel) > 0) need = { kernel, path, files };
  }
  return need === null ? null : { ...need, files };
}

/** What clients run, by the policy or else by what they run already: the C library of the index. */
export function kernelYardstick(universe: Universe, policy: Policy): KernelYardstick | null {
  if (policy.kernel !== null) return { kernel: policy.kernel, libc: null };
  return remember(
    universe,
    kernelYardstick,
    null,
    () => libcYardstick(universe) ?? commonYardstick(universe),
  );
}

/** The lowest of those that clients may have: none of them runs an older kernel. */
function libcYardstick(universe: Universe): KernelYardstick | null {
  let lowest: KernelYardstick | null = null;
  for (const name of LIBC_NAMES) {
    for (const pkg of universe.byCpn.get(name) ?? []) {
      if (pkg.role === 'published' || (pkg.role !== 'installed' && isSuperseded(universe, pkg))) continue;
      const kernel = highestOf(universe, pkg);
      if (kernel !== null && (lowest === null || compareKernels(kernel, lowest.kernel) < 0))
        lowest = { kernel, libc: instanceName(pkg) };
    }
  }
  return lowest;
}

function highestOf(universe: Universe, pkg: BinaryPackage): string | null {
  return kernelNeedOf(universe, pkg, '0')?.kernel ?? null;
}

/** What more packages ask for than anything else, the older of equals; of one package alone nothing is common. */
function commonYardstick(universe: Universe): KernelYardstick | null {
  const counts = new Map<string, number>();
  for (const pkg of universe.judged) {
    const kernel = highestOf(universe, pkg);
    if (kernel !== null) counts.set(kernel, (counts.get(kernel) ?? 0) + 1);
  }
  const [first] = [...counts].sort(([a, m], [b, n]) => n - m || compareKernels(a, b));
  return first === undefined ? null : { kernel: first[0], libc: null };
}

function linuxOf(note: string | null): string | null {
  return note?.startsWith('Linux ') === true ? note.slice('Linux '.length) : null;
}
