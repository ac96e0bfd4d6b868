// The flags for which `--binpkg-respect-use` passes a binary package over (Portage `depgraph.py:_reinstall_for_flags`): those that only
// one side has in IUSE, unless the client forces or masks them, and those that are on for one side only.

import type { BinaryPackage } from '../package.js';

/** Flags of an ebuild as a client would build it. */
export interface WantedUse {
  /** Without the signs of defaults. */
  readonly iuse: ReadonlySet<string>;
  readonly enabled: ReadonlySet<string>;
  readonly forced: ReadonlySet<string>;
  readonly masked: ReadonlySet<string>;
}

export interface FlagMismatch {
  readonly flag: string;
  /** What the client wants; `gone` where the ebuild no longer has the flag. */
  readonly wants: 'on' | 'off' | 'gone';
  /** What the package was built with; `absent` where it did not have the flag. */
  readonly built: 'on' | 'off' | 'absent';
}

/** In the order of the alphabet; none: a client takes the package as far as its flags go. */
export function findUseMismatch(
  pkg: Pick<BinaryPackage, 'iuse' | 'use'>,
  wanted: WantedUse,
): readonly FlagMismatch[] {
  const found: FlagMismatch[] = [];
  for (const flag of new Set([...pkg.iuse, ...wanted.iuse])) {
    const isInBoth = pkg.iuse.has(flag) && wanted.iuse.has(flag);
    const isFixed = wanted.forced.has(flag) || wanted.masked.has(flag);
    const isBuiltOn = pkg.iuse.has(flag) && pkg.use.has(flag);
    const isWantedOn = wanted.iuse.has(flag) && wanted.enabled.has(flag);
    if (isBuiltOn === isWantedOn && (isInBoth || isFixed)) continue;
    found.push({
      flag,
      wants: wanted.iuse.has(flag) ? (isWantedOn ? 'on' : 'off') : 'gone',
      built: pkg.iuse.has(flag) ? (isBuiltOn ? 'on' : 'off') : 'absent',
    });
  }
  return found.sort((a, b) => (a.flag < b.flag ? -1 : 1));
}

/** `-ssl` where the package was built without it, as a line of package.use would have it. */
export function formatBuiltFlag({ flag, built }: FlagMismatch): string {
  return built === 'on' ? flag : `-${flag}`;
}
