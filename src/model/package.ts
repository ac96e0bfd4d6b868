// A binary package as an index or a VDB records it: ground (USE fixed, conditionals reduced, `:=` recorded).

import type { Cpv } from '../pms/cpv.js';
import type { FlagTest } from '../pms/match-atom.js';
import type { MetadataFault } from './metadata-fault.js';
import type { PackageRecord } from './package-record.js';

/** Judged are candidates; published, background and installed packages only satisfy. */
export type Role = 'candidate' | 'published' | 'background' | 'installed';

/** Position in `Universe.packages`. */
export type PackageId = number & { readonly brand: 'PackageId' };

/** The classes that a client of binary packages must satisfy. */
export const RUNTIME_CLASSES = ['RDEPEND', 'PDEPEND', 'IDEPEND'] as const;

/** One shared library name of an ABI category, as in REQUIRES and PROVIDES: `x86_64` `libc.so.6`. */
export interface Soname {
  readonly abi: string;
  readonly soname: string;
}

export interface BinaryPackage {
  readonly id: PackageId;
  /** Position in `Universe.sources`. */
  readonly source: number;
  readonly role: Role;
  readonly cpv: Cpv;
  readonly cpvText: string;
  /** Category and package name: `dev-lang/perl`. */
  readonly cpn: string;
  readonly slot: { readonly slot: string; readonly subSlot: string };
  /** Empty where the index does not say. */
  readonly repo: string;
  readonly eapi: string;
  /** Null where the index has none (flat layout). */
  readonly buildId: number | null;
  /** Seconds since the epoch; 0 where absent or not a number, as Portage takes it. */
  readonly buildTime: number;
  readonly use: ReadonlySet<string>;
  /** Without the `+` and `-` of defaults. */
  readonly iuse: ReadonlySet<string>;
  /** Implicit IUSE of the source it comes from (PMS 11.1.1). */
  readonly iuseEffective: FlagTest;
  /** Libraries the package's ELF files need and offer, without those it provides to itself. */
  readonly requires: readonly Soname[];
  readonly provides: readonly Soname[];
  /** Why no client whatever takes it from a binhost; empty for nearly all packages. */
  readonly faults: readonly MetadataFault[];
  /** Everything else, as its index or VDB says it. */
  readonly record: PackageRecord;
}

/** `dev-lang/perl-5.40.0-r1`, followed by `-2` for build 2: how people name an instance. */
export function instanceName(pkg: BinaryPackage): string {
  return pkg.buildId === null ? pkg.cpvText : `${pkg.cpvText}-${pkg.buildId}`;
}

/** `category/PN:SLOT`: packages of one key replace each other. */
export function slotKey(pkg: BinaryPackage): string {
  return `${pkg.cpn}:${pkg.slot.slot}`;
}

/** PATH of the package below its binhost; Portage's default where the index gives none. Empty for installed packages. */
export function packagePath(pkg: BinaryPackage): string {
  if (pkg.role === 'installed') return '';
  return pkg.record.PATH === '' ? `${pkg.cpvText}.tbz2` : pkg.record.PATH;
}

/** Whether its image holds ELF files that need other libraries, as far as the index tells. */
export function isElf(pkg: BinaryPackage): boolean {
  return pkg.requires.length > 0;
}
