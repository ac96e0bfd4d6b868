// What one client's profile and `/etc/portage` come to (PMS 5; portage(5)): read once, asked for each package.

import type { Atom } from '../pms/atom.js';

/** A line of a package.* file: an atom (wildcards allowed in the user's own) and what stands after it. */
export interface PackageSetting<V> {
  readonly atom: Atom;
  readonly value: V;
  /** File it is from, as given, and line. */
  readonly file: string;
  readonly line: number;
}

export interface MaskSetting extends PackageSetting<null> {
  /** The comment above it. */
  readonly comment: string;
}

/** Flags with a leading `-` take away. */
export type FlagChanges = readonly string[];

/** Changes by USE flag at one level of the profile, or of the user. */
export interface FlagLevel {
  readonly useMask: FlagChanges;
  readonly useForce: FlagChanges;
  readonly useStableMask: FlagChanges;
  readonly useStableForce: FlagChanges;
  readonly packageUse: readonly PackageSetting<FlagChanges>[];
  readonly packageUseMask: readonly PackageSetting<FlagChanges>[];
  readonly packageUseForce: readonly PackageSetting<FlagChanges>[];
  readonly packageUseStableMask: readonly PackageSetting<FlagChanges>[];
  readonly packageUseStableForce: readonly PackageSetting<FlagChanges>[];
}

export interface ClientSettings {
  /** How the user named it: of several, they tell matrices apart. */
  readonly name: string;
  /** Final values of make.defaults and make.conf, incrementals stacked: ARCH, USE, ACCEPT_KEYWORDS, CHOST, USE_EXPAND, ... */
  readonly variables: ReadonlyMap<string, string>;
  readonly arch: string;
  /** Global USE, USE_EXPAND values as `python_targets_python3_12`. */
  readonly use: ReadonlySet<string>;
  /** PMS 11.1.1: IUSE_IMPLICIT and the implicit USE_EXPAND values. */
  readonly iuseEffective: ReadonlySet<string>;
  /** Profiles from the root to the leaf, then the user's own. */
  readonly levels: readonly FlagLevel[];
  readonly acceptKeywords: readonly string[];
  readonly packageKeywords: readonly PackageSetting<readonly string[]>[];
  readonly packageAcceptKeywords: readonly PackageSetting<readonly string[]>[];
  readonly masks: readonly MaskSetting[];
  readonly unmasks: readonly MaskSetting[];
  readonly acceptLicense: readonly string[];
  readonly packageLicense: readonly PackageSetting<readonly string[]>[];
  /** By group, its licences and groups (`@FREE` without the at sign). */
  readonly licenseGroups: ReadonlyMap<string, readonly string[]>;
  readonly acceptProperties: readonly string[];
  readonly acceptRestrict: readonly string[];
  /** package.provided: versions taken to be installed. */
  readonly provided: readonly string[];
  /** `@system`: the atoms of `packages` with an asterisk. */
  readonly system: readonly Atom[];
}
