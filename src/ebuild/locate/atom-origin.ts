// Where a need of a binary package comes from: the line of an ebuild or eclass, or why there is none.

import type { Atom } from '../../pms/atom.js';
import type { Cpv } from '../../pms/cpv.js';
import type { DependencyClass } from '../../pms/dependency-class.js';
import type { EbuildOutcome } from '../metadata/evaluate-ebuild.js';
import type { ScriptFault } from './locate-faults.js';
import type { Scope } from './locate-syntax.js';
import type { TextPosition } from './locate-tree.js';
import type { ScriptFile } from './script-file.js';

/** Where a need comes from. */
export type AtomOrigin =
  | AtomLine
  /** No line writes it: these files make it, as far as can be seen. */
  | { readonly kind: 'computed'; readonly paths: readonly string[] }
  /** The ebuild in the repository does not ask for it in that class; `now` is what it says of the same package. */
  | { readonly kind: 'changed'; readonly now: readonly string[]; readonly line: AtomLine | null }
  /** The floor that Portage adds when it builds. */
  | { readonly kind: 'added-by-portage' };

export interface AtomLine extends TextPosition {
  readonly kind: 'line';
  /** Below its repository. */
  readonly path: string;
  readonly repository: string;
  /** The variable it is written in; null where it is in none. */
  readonly variable: string | null;
  /** As written: `>=dev-libs/foo-${PV}:=`. */
  readonly text: string;
  /** `ssl?`, `||`: outermost first. */
  readonly groups: readonly string[];
  readonly scope: Scope;
  /** Whether the metadata variable is made of it, as far as can be seen without running anything. */
  readonly flows: boolean;
  /** Other lines of which as much can be said. */
  readonly others: number;
}

export interface EbuildOrigins {
  readonly ebuild: ScriptFile;
  /** Of the version asked for, not the nearest one. */
  readonly isExact: boolean;
  readonly outcome: EbuildOutcome;
  /** Where the ebuild or one of its eclasses is no bash. */
  readonly faults: readonly (ScriptFault & { readonly path: string })[];
  /** `use`: null where the flags of the package are not known. */
  originOf(variable: DependencyClass, atom: Atom, use: ReadonlySet<string> | null): AtomOrigin;
}

/** What finds them in the repositories given. */
export interface Origins {
  /** Null where no repository has any version of it. */
  of(cpv: Cpv, repo: string): EbuildOrigins | null;
}
