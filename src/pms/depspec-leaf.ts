// What the leaves of each kind of dependency specification are (PMS 8.2).

import type { Atom } from './atom.js';
import { FLAG_CHARACTER, FLAG_START, isName, NAME_CHARACTER, NAME_START } from './name-characters.js';

/** A flag of REQUIRED_USE, `flag` or `!flag`. */
export interface FlagCondition {
  readonly flag: string;
  readonly negated: boolean;
}

/** An entry of SRC_URI; `rename` is the name after `->`, or null. */
export interface SourceUri {
  readonly uri: string;
  readonly rename: string | null;
}

export interface LeafOf {
  readonly dependency: Atom;
  readonly 'required-use': FlagCondition;
  readonly license: string;
  readonly restrict: string;
  readonly properties: string;
  readonly 'src-uri': SourceUri;
}

/** Reads a leaf that is a single token and no atom; the rule that it breaks, as a text, where it is none. */
export function readToken(
  kind: DepspecKind,
  token: string,
): FlagCondition | string | { readonly broken: string } {
  switch (kind) {
    case 'required-use': {
      const negated = token.startsWith('!');
      const flag = negated ? token.slice(1) : token;
      return isFlag(flag)
        ? { flag, negated }
        : { broken: 'PMS 3.1.4: a USE flag is letters, digits and +_@-' };
    }
    case 'license':
      return isName(NAME_START, NAME_CHARACTER, token)
        ? token
        : { broken: 'PMS 3.1.7: a license name is letters, digits and +_.-' };
    default:
      return GLUED.test(token)
        ? { broken: 'PMS 8.2: brackets and operators stand alone between spaces, -> only in SRC_URI' }
        : token;
  }
}

/** A bracket or operator that does not stand alone, or the arrow of SRC_URI. */
const GLUED = /^(?:\(|\)|\|\||->$)|(?:\(|\)|\|\|)$/;

/** Whether the text is the name of a USE flag (PMS 3.1.4). */
export function isFlag(text: string): boolean {
  return isName(FLAG_START, FLAG_CHARACTER, text);
}

/** Whether a token after `->` can be a file name: no path, and nothing else of the grammar (PMS 7.3.2). */
export function isFileName(token: string): boolean {
  return (
    token !== '(' &&
    token !== ')' &&
    token !== '->' &&
    token !== '||' &&
    !token.includes('/') &&
    !token.endsWith('?')
  );
}
export type DepspecKind = 'dependency' | 'required-use' | 'license' | 'restrict' | 'properties' | 'src-uri';
