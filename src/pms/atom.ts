// Package dependency specifications, "atoms" (PMS 8.3): `!!>=cat/pkg-1.2-r1*:0/5=::repo[flag(+),-other]`.

import type { UseDependency } from './use-dependency.js';
import type { Version } from './version.js';

export type Operator = '<' | '<=' | '=' | '=*' | '~' | '>=' | '>';

export interface Atom {
  /** As written. */
  readonly text: string;
  readonly blocker: 'weak' | 'strong' | null;
  readonly operator: Operator | null;
  readonly category: string;
  readonly package: string;
  /** Null exactly where `operator` is. */
  readonly version: Version | null;
  /** `=cat/pkg-*9999*` of configuration files: text that the version contains; `operator` is null then. */
  readonly versionPart: string | null;
  /** `cat/pkg-1-3`: a certain build of a binary package, a syntax that only Portage knows. */
  readonly buildId: number | null;
  readonly slot: string | null;
  readonly subSlot: string | null;
  /** With `=` and a sub-slot the operator is *built*: it records what the package was built against. */
  readonly slotOperator: '=' | '*' | null;
  readonly repo: string | null;
  readonly use: readonly UseDependency[];
}

export interface AtomOptions {
  /** Refuse what this EAPI does not have. Without it, all that official EAPIs and built packages use is read. */
  readonly eapi?: string;
  /** Accept `*` in category and package, as configuration files do. */
  readonly wildcard?: boolean;
  /** Accept `::repo`; by default only without an EAPI. */
  readonly repo?: boolean;
  /** Accept a build id after the version; by default only without an EAPI. */
  readonly buildId?: boolean;
}

export const ANY: AtomOptions = {};

/** Whether the atom records the slot and sub-slot it was built against (`:S/SS=`). */
export function isBuiltSlotOperator(atom: Atom): boolean {
  return atom.slotOperator === '=' && atom.subSlot !== null;
}

/** Tells atoms from the other leaves of a dependency specification. */
export function isAtom(value: unknown): value is Atom {
  return typeof value === 'object' && value !== null && 'category' in value && 'blocker' in value;
}
