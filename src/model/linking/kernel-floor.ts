// The oldest kernel that ELF files say they run on (`.note.ABI-tag`, Linux Standard Base), and what it is held against.

import { getOrMake } from '../../base/get-or-make.js';
import { LIBC_NAMES } from '../libc.js';
import { isSuperseded } from '../newest.js';
import { type BinaryPackage, instanceName } from '../package.js';
import { payloadOf } from '../payload-of.js';
import { compareKernels, type Policy } from '../policy.js';
import { remember } from '../remember.js';
import type { Universe } from '../universe.js';
import { elfPlaceOf } from './elf-place.js';

export interface KernelNeed {
  /** `5.10.0` */
  readonly kernel: string;
  /** The first file that asks for it. */
  readonly path: string;
  /** Files that ask for more than they may. */
  readonly files: number;
  readonly yardstick: KernelYardstick;
}

interface KernelYardstick {
  readonly kernel: string;
  /** Whose it is: a C library, or null for that of most packages. */
  readonly libc: string | null;
}

/** By ABI: programs of one have asked for newer kernels from their first day on (x32), those of another not. */
export type KernelYardsticks = (abi: string) => KernelYardstick | null;

/** The newest kernel that files ask for, of those that ask for more than the yardstick; null where none does. */
export function kernelNeedOf(
  universe: Universe,
  pkg: BinaryPackage,
  yardsticks: KernelYardsticks,
): KernelNeed | null {
  let need: KernelNeed | null = null;
  let files = 0;
  for (const { path, kernel, abi } of kernelsOf(universe, pkg)) {
    const yardstick = yardsticks(abi);
    if (yardstick === null || compareKernels(kernel, yardstick.kernel) <= 0) continue;
    files++;
    if (need === null || compareKernels(kernel, need.kernel) > 0) need = { kernel, path, files, yardstick };
  }
  return need === null ? null : { ...need, files };
}

/** What clients run, by the policy or else by what they run already: the C library of the index, or what most packages ask for. */
export function kernelYardsticks(universe: Universe, policy: Policy): KernelYardsticks {
  if (policy.kernel !== null) {
    const told = { kernel: policy.kernel, libc: null };
    return () => told;
  }
  const common = remember(universe, commonKernels, null, () => commonKernels(universe));
  const libcs = remember(universe, libcKernels, null, () => libcKernels(universe));
  return abi => libcs.get(abi) ?? common.get(abi) ?? null;
}

function* kernelsOf(universe: Universe, pkg: BinaryPackage) {
  for (const { path, oldestKernel, category, machine } of payloadOf(universe, pkg)?.elf ?? []) {
    const kernel = linuxOf(oldestKernel);
    if (kernel !== null && elfPlaceOf(path) !== 'data') yield { path, kernel, abi: category ?? machine };
  }
}

/** The newest that a package asks for, by ABI. */
function highestOf(universe: Universe, pkg: BinaryPackage): ReadonlyMap<string, string> {
  const highest = new Map<string, string>();
  for (const { kernel, abi } of kernelsOf(universe, pkg)) {
    const known = highest.get(abi);
    if (known === undefined || compareKernels(kernel, known) > 0) highest.set(abi, kernel);
  }
  return highest;
}

/** Of C libraries the lowest that clients may have: none of them runs an older kernel. */
function libcKernels(universe: Universe): ReadonlyMap<string, KernelYardstick> {
  const lowest = new Map<string, KernelYardstick>();
  for (const pkg of LIBC_NAMES.flatMap(name => universe.byCpn.get(name) ?? [])) {
    if (pkg.role === 'published' || (pkg.role !== 'installed' && isSuperseded(universe, pkg))) continue;
    for (const [abi, kernel] of highestOf(universe, pkg)) {
      const known = lowest.get(abi);
      if (known === undefined || compareKernels(kernel, known.kernel) < 0)
        lowest.set(abi, { kernel, libc: instanceName(pkg) });
    }
  }
  return lowest;
}

/** What more packages ask for than anything else, the older of equals; of one package alone nothing is common. */
function commonKernels(universe: Universe): ReadonlyMap<string, KernelYardstick> {
  const counts = new Map<string, Map<string, number>>();
  for (const pkg of universe.judged) {
    for (const [abi, kernel] of highestOf(universe, pkg)) {
      const count = getOrMake(counts, abi, () => new Map<string, number>());
      count.set(kernel, (count.get(kernel) ?? 0) + 1);
    }
  }
  const common = new Map<string, KernelYardstick>();
  for (const [abi, count] of counts) {
    const [first] = [...count].sort(([a, m], [b, n]) => n - m || compareKernels(a, b));
    if (first !== undefined) common.set(abi, { kernel: first[0], libc: null });
  }
  return common;
}

function linuxOf(note: string | null): string | null {
  return note?.startsWith('Linux ') === true ? note.slice('Linux '.length) : null;
}
