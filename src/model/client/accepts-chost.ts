// CHOST of a binary package against ACCEPT_CHOSTS, a list of regular expressions, or else the client's own CHOST
// (Portage `config._accept_chost`).

import type { ClientSettings } from './client-settings.js';
import { wordsOf } from './stack-changes.js';

/** A package that does not say and a client that does not say fit everything. */
export function acceptsChost({ variables }: ClientSettings, chost: string): boolean {
  if (chost === '') return true;
  const accepted = wordsOf(variables.get('ACCEPT_CHOSTS') || variables.get('CHOST'));
  return accepted.length === 0 || accepted.some(pattern => matchesWhole(pattern, chost));
}

/** Most are plain names; one that is no expression accepts nothing, as in Portage. */
function matchesWhole(pattern: string, text: string): boolean {
  if (pattern === text) return true;
  if (!/[\\^$.|?*+()[\]{}]/.test(pattern)) return false;
  try {
    return new RegExp(`^(?:${pattern})$`).test(text);
  } catch {
    return false;
  }
}
