// What the operator promises of the clients of a binhost: the oldest kernel, the least processor and the oldest Portage that any of them has.

/** Of x86-64 (System V psABI, "Micro-Architecture Levels"); the position is the level less one. */
export const ISA_NAMES = ['x86-64', 'x86-64-v2', 'x86-64-v3', 'x86-64-v4'] as const;

export type IsaLevel = 1 | 2 | 3 | 4;

export interface Policy {
  /** `5.10`: the oldest kernel that a client runs; null where nobody says. */
  readonly kernel: string | null;
  readonly isa: IsaLevel | null;
  /** `3.0.30`: the oldest Portage that a client has; null or absent where nobody says. */
  readonly portage?: string | null;
}

export const NO_POLICY: Policy = { kernel: null, isa: null };

export function nameOfIsa(level: number): string {
  return ISA_NAMES[level - 1] ?? `x86-64 of level ${level}`;
}

/** Null where it is none. */
export function isaNamed(name: string): IsaLevel | null {
  const at = (ISA_NAMES as readonly string[]).indexOf(name);
  return at < 0 ? null : ((at + 1) as IsaLevel);
}

const KERNEL = /^\d{1,5}(\.\d{1,5}){1,3}$/;

/** `5.10` or `6.1.12`; a single number or a name of a release (`6.1.0-gentoo`) is not clear enough. */
export function isKernelVersion(text: string): boolean {
  return KERNEL.test(text);
}

/** Kernel versions have numbers only, and as many as they like: 5.10 is 5.10.0. */
export function compareKernels(a: string, b: string): number {
  const [left, right] = [a, b].map(text => text.split('.').map(Number)) as [number[], number[]];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** `3.0.31`, or with a fourth number where one was released. */
export function isPortageVersion(text: string): boolean {
  return /^\d{1,3}(\.\d{1,4}){2,3}$/.test(text);
}
