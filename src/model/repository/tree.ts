// Ebuild repositories as one tree: what can be built, and what they say about packages by name.

import type { Atom } from '../../pms/atom.js';
import type { SourceProblem } from '../problem.js';
import type { EbuildPackage, UnreadEbuild } from './ebuild-package.js';

/** One line of `profiles/updates` (PMS 4.4.4). */
export type PackageMove =
  | { readonly kind: 'move'; readonly from: string; readonly to: string; readonly file: string }
  | {
      readonly kind: 'slotmove';
      readonly atom: Atom;
      readonly from: string;
      readonly to: string;
      readonly file: string;
    };

/** A Gentoo linux security advisory about one package. */
export interface SecurityAdvisory {
  /** As in `202105-39`. */
  readonly id: string;
  readonly title: string;
  readonly severity: string;
  readonly cpn: string;
  /** Architectures it is about; `*` for all. */
  readonly arch: string;
  /** A version is vulnerable that matches one of `vulnerable` and none of `unaffected`. */
  readonly vulnerable: readonly VersionRange[];
  readonly unaffected: readonly VersionRange[];
}

export interface VersionRange {
  /** `rlt` and the like compare the revision only where the version is the same. */
  readonly operator: 'lt' | 'le' | 'eq' | 'ge' | 'gt' | 'rlt' | 'rle' | 'rge' | 'rgt';
  /** With `*` at its end it is a prefix, for `eq`. */
  readonly version: string;
  /** `*` for any. */
  readonly slot: string;
}

interface Maintainer {
  readonly email: string;
  readonly name: string | null;
  readonly kind: 'person' | 'project';
}

/** `metadata.xml` of one package (GLEP 68). */
export interface PackageNotes {
  readonly maintainers: readonly Maintainer[];
  /** By USE flag. */
  readonly flags: ReadonlyMap<string, string>;
}

export interface Repository {
  /** `profiles/repo_name`. */
  readonly name: string;
  /** As the user gave it. */
  readonly location: string;
  /** The commit that it is at; null or absent where nothing tells. */
  readonly revision?: string | null;
  /** Names in the order of layout.conf. */
  readonly masters: readonly string[];
  readonly ebuilds: readonly EbuildPackage[];
  readonly unread: readonly UnreadEbuild[];
  /** In the order in which they apply: by file (`4Q-2021` after `3Q-2021`), then by line. */
  readonly moves: readonly PackageMove[];
  readonly advisories: readonly SecurityAdvisory[];
  /** By category and name; empty where the files were not read. */
  readonly notes: ReadonlyMap<string, PackageNotes>;
  /** `profiles/license_groups`: by group its licences and groups. Absent where it was not read. */
  readonly licenseGroups?: ReadonlyMap<string, readonly string[]>;
  /** What of its files could not be read, ebuilds aside: with the file below the repository. */
  readonly problems?: readonly SourceProblem[];
}

/** Repositories, those of higher priority last. */
export interface Tree {
  readonly repositories: readonly Repository[];
  /** All ebuilds of a name, ascending by version, then by priority of their repository. */
  readonly byCpn: ReadonlyMap<string, readonly EbuildPackage[]>;
}
