// What one client's profile and `/etc/portage` come to (PMS 5; portage(5)): read once, asked for each package.

import type { Atom } from '../../pms/atom.js';

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

/** What one profile (or the top of a repository's profiles) says about USE flags. */
export interface FlagLevel {
  /** USE of its make.defaults, with the USE_EXPAND variables of that file as flags before it. */
  readonly use: FlagChanges;
  readonly useStable: FlagChanges;
  readonly useMask: FlagChanges;
  readonly useForce: FlagChanges;
  readonly useStableMask: FlagChanges;
  readonly useStableForce: FlagChanges;
  readonly packageUse: readonly PackageSetting<FlagChanges>[];
  readonly packageUseStable: readonly PackageSetting<FlagChanges>[];
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
  /** Profiles from the root to the leaf, then `/etc/portage/profile`. */
  readonly levels: readonly FlagLevel[];
  /** By repository: levels that hold for its packages alone, its masters' first. */
  readonly repositoryLevels: ReadonlyMap<string, readonly FlagLevel[]>;
  /** What make.defaults and make.conf say by themselves: incrementals as written, not yet stacked. */
  readonly profileVariables: ReadonlyMap<string, string>;
  readonly userVariables: ReadonlyMap<string, string>;
  /** The user's package.use, without what it says of every package, which is in `userVariables`. */
  readonly userPackageUse: readonly PackageSetting<FlagChanges>[];
  /** package.env: variables of the files that it names, one after the other. */
  readonly packageEnvironment: readonly PackageSetting<readonly ReadonlyMap<string, string>[]>[];
  /** Stacked. */
  readonly acceptKeywords: readonly string[];
  /** package.keywords, changes to KEYWORDS; by level. */
  readonly packageKeywords: readonly (readonly PackageSetting<readonly string[]>[])[];
  /** package.accept_keywords by level, the user's last; lines without keywords have those they stand for. */
  readonly packageAcceptKeywords: readonly (readonly PackageSetting<readonly string[]>[])[];
  /** package.mask of repositories (`::repository` added), profiles and the user, stacked. Its atoms have no USE dependencies. */
  readonly masks: readonly MaskSetting[];
  readonly unmasks: readonly MaskSetting[];
  /** Groups not expanded. */
  readonly acceptLicense: readonly string[];
  readonly packageLicense: readonly PackageSetting<readonly string[]>[];
  /** By group, its licences and groups (`@FREE` without the at sign). */
  readonly licenseGroups: ReadonlyMap<string, readonly string[]>;
  readonly acceptProperties: readonly string[];
  readonly packageProperties: readonly PackageSetting<readonly string[]>[];
  readonly acceptRestrict: readonly string[];
  readonly packageAcceptRestrict: readonly PackageSetting<readonly string[]>[];
  /** package.provided: versions taken to be installed. */
  readonly provided: readonly string[];
  /** soname.provided: libraries taken to be installed, as `x86_64 libx.so.1`; absent where nobody looked. */
  readonly providedSonames?: ReadonlySet<string>;
  /** `@system`: the atoms of `packages` with an asterisk. */
  readonly system: readonly Atom[];
  /** Flags that use.mask and use.force of the profiles name for every package. */
  readonly useMask: ReadonlySet<string>;
  readonly useForce: ReadonlySet<string>;
  /** Architectures of arch.list. */
  readonly architectures: readonly string[];
  /** Lines that Portage passes over with a warning. */
  readonly problems: readonly SettingProblem[];
}

export interface SettingProblem {
  readonly file: string;
  /** 0 where it is about the whole file. */
  readonly line: number;
  readonly message: string;
  /** Portage does not pass over it: it stops with an error, and emerge does nothing with these settings. */
  readonly stops?: true;
}

/** The first thing in a client's settings at which Portage stops; null where it reads them to their end. */
export function stopOf({ problems }: ClientSettings): SettingProblem | null {
  return problems.find(({ stops }) => stops === true) ?? null;
}
