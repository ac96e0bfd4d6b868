// The smallest package.use with which a client takes its targets as binaries: for each target the package of the version it would build
// whose flags are nearest to what it wants now. The package was built with these flags, so REQUIRED_USE allows them.

import type { BinaryPackage } from '../package.js';
import type { ClientView } from './client-view.js';
import type { Choice, Chooser, Passed } from './hit-rate.js';
import { type FlagMismatch, formatBuiltFlag } from './use-mismatch.js';

/** A line of package.use. */
export interface UseLine {
  /** `=dev-libs/openssl-1.1.1j`: what was asked of the package holds for this version only. */
  readonly atom: string;
  readonly flags: readonly string[];
  readonly package: BinaryPackage;
}

/** Why no line of package.use makes the client take any package of the version. */
export type Obstacle =
  /** `masked` or `forced`: by the profile, whatever package.use says; `iuse`: only one side has the flag. */
  | { readonly kind: 'masked' | 'forced' | 'iuse'; readonly flags: readonly string[] }
  | { readonly kind: 'not-use' }
  /** The line was tried, and the client still does not take a package. */
  | { readonly kind: 'unproved' };

export interface PackageUse {
  readonly lines: readonly UseLine[];
  /** Targets taken with these lines, found by choosing again with them. */
  readonly taken: number;
  readonly blocked: readonly { readonly choice: Choice; readonly obstacle: Obstacle }[];
}

/** `withLines` is the same client whose package.use ends in these lines. */
export function findPackageUse(
  choices: readonly Choice[],
  view: ClientView,
  withLines: (lines: readonly UseLine[]) => Chooser,
): PackageUse {
  const lines = new Map<string, UseLine>();
  const blocked: { choice: Choice; obstacle: Obstacle }[] = [];
  const tried: Choice[] = [];
  for (const choice of choices) {
    if (choice.taken !== null) continue;
    const line = lineFor(choice, view);
    if ('kind' in line) blocked.push({ choice, obstacle: line });
    else {
      lines.set(line.atom, line);
      tried.push(choice);
    }
  }
  const chooser = withLines([...lines.values()]);
  for (const choice of tried) {
    if (chooser.choose(choice.atom).taken === null) blocked.push({ choice, obstacle: { kind: 'unproved' } });
  }
  const taken = choices.filter(({ atom }) => chooser.choose(atom).taken !== null).length;
  return { lines: [...lines.values()], taken, blocked };
}

/** The line with the fewest flags; of equals the one of the package that Portage tries first. */
function lineFor({ passed, ebuild }: Choice, view: ClientView): UseLine | Obstacle {
  let best: UseLine | null = null;
  let obstacle: Obstacle = { kind: 'not-use' };
  for (const { package: pkg, miss } of passed) {
    if (miss.kind !== 'use') continue;
    const found = obstacleTo(miss.flags, ebuild === null ? view.useOfBinary(pkg) : view.useOfEbuild(ebuild));
    if (found !== null) {
      if (obstacle.kind === 'not-use') obstacle = found;
      continue;
    }
    if (best === null || miss.flags.length < best.flags.length) best = toLine({ package: pkg, miss });
  }
  return best ?? obstacle;
}

function toLine({ package: pkg, miss }: Passed): UseLine {
  const flags = miss.kind === 'use' ? miss.flags.map(formatBuiltFlag) : [];
  return { atom: `=${pkg.cpvText}`, flags, package: pkg };
}

function obstacleTo(
  flags: readonly FlagMismatch[],
  wanted: { readonly forced: ReadonlySet<string>; readonly masked: ReadonlySet<string> },
): Obstacle | null {
  const foreign = flags.filter(({ wants, built }) => wants === 'gone' || built === 'absent');
  if (foreign.length > 0) return { kind: 'iuse', flags: foreign.map(({ flag }) => flag) };
  const masked = flags.filter(({ flag, built }) => built === 'on' && wanted.masked.has(flag));
  if (masked.length > 0) return { kind: 'masked', flags: masked.map(({ flag }) => flag) };
  const forced = flags.filter(({ flag, built }) => built === 'off' && wanted.forced.has(flag));
  return forced.length === 0 ? null : { kind: 'forced', flags: forced.map(({ flag }) => flag) };
}
