// Everything known in one run: sources, packages and the questions every rule asks of them. Immutable to its users.

import type { Atom } from '../pms/atom.js';
import type { Depspec } from '../pms/depspec.js';
import type { MaskReason } from './mask-reason.js';
import type { BinaryPackage, Soname } from './package.js';
import type { Source } from './source.js';

export interface Universe {
  readonly sources: readonly Source[];
  readonly packages: readonly BinaryPackage[];
  /** The packages that are judged (candidates), in the order of their index. */
  readonly judged: readonly BinaryPackage[];
  /**
   * Candidates, background and installed packages of a name, ascending by version, then BUILD_TIME, then position:
   * the last one is what Portage tries first.
   */
  readonly byCpn: ReadonlyMap<string, readonly BinaryPackage[]>;
  /** The atom of a text; equal texts are one object. Throws `PmsSyntaxError`. */
  atom(text: string): Atom;
  /** The packages that match an atom, USE dependencies included, in the order of `byCpn`. */
  matches(atom: Atom): readonly BinaryPackage[];
  /** Parsed dependency text; equal texts are one object. Null where the text breaks the grammar, which a rule reports. */
  depspec(text: string): Depspec<Atom> | null;
  /** What would match if nothing masked it, for everybody or in a universe as a client sees it for the client, and what does. */
  masked(atom: Atom): readonly MaskedPackage[];
  /** Of a universe as a client sees it: whether its soname.provided stands for a library. */
  isProvided?(soname: Soname): boolean;
  /** Of a universe as a client sees it: `@system` of its profile. */
  readonly system?: readonly Atom[];
}

export interface MaskedPackage {
  readonly package: BinaryPackage;
  /** At least one. */
  readonly masks: readonly MaskReason[];
}
