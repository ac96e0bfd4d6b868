// Levels of x86-64 (System V psABI): what files need by their notes, what packages were built for by their flags, and what a
// binhost is for.

import { fileMetadataOf } from '../file-metadata.js';
import type { BinaryPackage } from '../package.js';
import type { ElfObject } from '../payload.js';
import { payloadOf } from '../payload-of.js';
import type { IsaLevel, Policy } from '../policy.js';
import { remember } from '../remember.js';
import type { Universe } from '../universe.js';
import { elfPlaceOf } from './elf-place.js';

/** `-march` of GCC and Clang by the level that the processor has whole; others are not judged. */
const PROCESSORS: Readonly<Record<IsaLevel, string>> = {
  1: 'x86-64 k8 k8-sse3 opteron opteron-sse3 athlon64 athlon64-sse3 athlon-fx nocona core2 penryn bonnell atom amdfam10 barcelona btver1',
  2: 'x86-64-v2 nehalem corei7 westmere sandybridge corei7-avx ivybridge core-avx-i silvermont slm goldmont goldmont-plus tremont btver2 bdver1 bdver2 bdver3',
  3: 'x86-64-v3 haswell core-avx2 broadwell skylake bdver4 znver1 znver2 znver3 alderlake raptorlake meteorlake gracemont arrowlake arrowlake-s lunarlake pantherlake sierraforest grandridge clearwaterforest',
  4: 'x86-64-v4 skylake-avx512 skx cannonlake cascadelake cooperlake icelake-client icelake-server rocketlake tigerlake sapphirerapids emeraldrapids graniterapids graniterapids-d diamondrapids znver4 znver5',
};
const LEVELS: ReadonlyMap<string, IsaLevel> = new Map(
  ([1, 2, 3, 4] as const).flatMap(level => PROCESSORS[level].split(' ').map(name => [name, level] as const)),
);

export interface Built {
  /** `haswell` */
  readonly processor: string;
  readonly level: IsaLevel;
}

/** Built for the processor of the builder, whichever that was. */
export function isBuiltForNative(universe: Universe, pkg: BinaryPackage): boolean {
  const metadata = fileMetadataOf(universe, pkg);
  return ['CFLAGS', 'CXXFLAGS'].some(key => lastMarch(metadata?.get(key) ?? '') === 'native');
}

/** What `-march` of the flags that a package records says, the last one as compilers have it; null for `native` and the like. */
export function builtFor(universe: Universe, pkg: BinaryPackage): Built | null {
  const metadata = fileMetadataOf(universe, pkg);
  const built = ['CFLAGS', 'CXXFLAGS'].flatMap(key => readMarch(metadata?.get(key) ?? '') ?? []);
  return built.toSorted((a, b) => b.level - a.level)[0] ?? null;
}

export function readMarch(flags: string): Built | null {
  const processor = lastMarch(flags);
  const level = processor === undefined ? undefined : LEVELS.get(processor);
  return processor === undefined || level === undefined ? null : { processor, level };
}

function lastMarch(flags: string): string | undefined {
  return [...flags.matchAll(/(?:^|\s)-march=(\S+)/g)].at(-1)?.[1];
}

export interface IsaNeed {
  readonly level: number;
  /** The first file of that level. */
  readonly path: string;
  /** Files above what they may need. */
  readonly files: number;
}

/** The highest level that files need, of those that need more than `most`; null where none does. */
export function isaNeedOf(universe: Universe, pkg: BinaryPackage, most: number): IsaNeed | null {
  let need: IsaNeed | null = null;
  let files = 0;
  for (const file of payloadOf(universe, pkg)?.elf ?? []) {
    const level = file.isaNeeded.at(-1) ?? 0;
    if (level <= Math.max(most, chosenLevel(file)) || elfPlaceOf(file.path) === 'data') continue;
    files++;
    if (need === null || level > need.level) need = { level, path: file.path, files };
  }
  return need === null ? null : { ...need, files };
}

export function hasX86(universe: Universe, pkg: BinaryPackage): boolean {
  return payloadOf(universe, pkg)?.elf.some(({ machine }) => machine === 'X86_64') === true;
}

/** Where glibc looks only on processors of that level. */
function chosenLevel({ path }: ElfObject): number {
  return Number(/\/glibc-hwcaps\/x86-64-v([2-4])\//.exec(path)?.[1] ?? 0);
}

export interface IsaYardstick {
  readonly level: IsaLevel;
  /** Packages that were built for it; null where the policy says it. */
  readonly packages: number | null;
}

/** What clients have: by the policy, or else what most packages were built for, the lower of equals; null where nobody says. */
export function isaYardstick(universe: Universe, policy: Policy): IsaYardstick | null {
  if (policy.isa !== null) return { level: policy.isa, packages: null };
  return remember(universe, isaYardstick, null, () => {
    const counts = new Map<IsaLevel, number>();
    for (const pkg of universe.judged) {
      const level = hasX86(universe, pkg) ? levelOfFlags(universe, pkg) : null;
      if (level !== null) counts.set(level, (counts.get(level) ?? 0) + 1);
    }
    const [first] = [...counts].sort(([a, m], [b, n]) => n - m || a - b);
    return first === undefined ? null : { level: first[0], packages: first[1] };
  });
}

/** Flags without `-march` build for the baseline, as long as CHOST is that of the whole architecture. */
function levelOfFlags(universe: Universe, pkg: BinaryPackage): IsaLevel | null {
  const metadata = fileMetadataOf(universe, pkg);
  const flags = metadata?.get('CFLAGS');
  if (flags === undefined) return null;
  if (!/(?:^|\s)-march=/.test(flags)) return 1;
  return readMarch(flags)?.level ?? null;
}
