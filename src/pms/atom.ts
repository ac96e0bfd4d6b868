// Package dependency specifications, "atoms" (PMS 8.3): `!!>=cat/pkg-1.2-r1*:0/5=::repo[flag(+),-other]`.

import { parseAtomName } from './atom-name.js';
import { parseAtomTail } from './atom-tail.js';
import { eapiFeatures } from './eapi.js';
import { PmsSyntaxError } from './syntax-error.js';
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

const ANY: AtomOptions = {};

/** Reads one atom. Throws `PmsSyntaxError`. */
export function parseAtom(text: string, options: AtomOptions = ANY): Atom {
  const bangs = text.charCodeAt(0) !== 0x21 ? 0 : text.charCodeAt(1) !== 0x21 ? 1 : 2;
  const name = parseAtomName(text, bangs, options);
  const tail = parseAtomTail(text, name.end, options);
  // All atoms are made here, so that all have one shape.
  const atom: Atom = {
    text,
    blocker: bangs === 0 ? null : bangs === 1 ? 'weak' : 'strong',
    operator: name.operator,
    category: name.category,
    package: name.package,
    version: name.version,
    versionPart: name.versionPart,
    buildId: name.buildId,
    slot: tail.slot,
    subSlot: tail.subSlot,
    slotOperator: tail.slotOperator,
    repo: tail.repo,
    use: tail.use,
  };
  if (options.eapi !== undefined) refuseForeign(atom, options.eapi);
  return atom;
}

/** Refuses what the EAPI lacks (PMS tables 8.7 to 8.9). */
function refuseForeign(atom: Atom, eapi: string): void {
  const features = eapiFeatures(eapi);
  if (features === null) return;
  const refuse = (what: string) => {
    throw new PmsSyntaxError(atom.text, 0, `EAPI ${eapi} has no ${what} (PMS 8.3)`);
  };
  if (atom.slot !== null && !features.slotDependencies) refuse('slot dependencies');
  if ((atom.slotOperator !== null || atom.subSlot !== null) && !features.slotOperators) {
    refuse('slot operators and sub-slots');
  }
  if (atom.use.length > 0 && !features.useDependencies) refuse('USE dependencies');
  if (!features.useDefaults && atom.use.some(dependency => dependency.default !== null)) {
    refuse('defaults in USE dependencies');
  }
  if (atom.blocker === 'strong' && !features.strongBlockers) refuse('strong blockers');
}

/** Whether the atom records the slot and sub-slot it was built against (`:S/SS=`). */
export function isBuiltSlotOperator(atom: Atom): boolean {
  return atom.slotOperator === '=' && atom.subSlot !== null;
}

/** Tells atoms from the other leaves of a dependency specification. */
export function isAtom(value: unknown): value is Atom {
  return typeof value === 'object' && value !== null && 'category' in value && 'blocker' in value;
}
