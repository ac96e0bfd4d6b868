// Reads package dependency specifications (PMS 8.3), held to an EAPI or not.

import { ANY, type Atom, type AtomOptions } from './atom.js';
import { parseAtomName } from './atom-name.js';
import { parseAtomTail } from './atom-tail.js';
import { eapiFeatures } from './eapi.js';
import { PmsSyntaxError } from './syntax-error.js';

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
export function refuseForeign(atom: Atom, eapi: string): void {
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
