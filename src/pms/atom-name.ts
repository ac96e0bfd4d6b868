// The front of an atom (PMS 8.3.1): operator, category, package name and version, `>=cat/pkg-1.2-r1`.

import type { Atom, AtomOptions, Operator } from './atom.js';
import { CATEGORY_RULE, isPackageName, PACKAGE_RULE, versionStart } from './cpv.js';
import { isIn, NAME_CHARACTER, NAME_START, skip, skipDigits } from './name-characters.js';
import { PmsSyntaxError } from './syntax-error.js';
import { versionIn } from './version.js';
import { isWildcardName, parseWildcardName } from './wildcard-name.js';

export interface AtomName
  extends Pick<Atom, 'operator' | 'category' | 'package' | 'version' | 'versionPart' | 'buildId'> {
  /** Where in the text it ends. */
  readonly end: number;
}

const OPERATOR_RULE = 'PMS 8.3.1: an operator and a version go together';

/** Reads it from `start`, behind the marks of a blocker. Throws `PmsSyntaxError`. */
export function parseAtomName(text: string, start: number, options: AtomOptions): AtomName {
  const operator = operatorAt(text, start);
  const categoryStart = operator === null ? start : start + operator.length;
  if (options.wildcard === true) {
    const end = endOfName(text, categoryStart);
    if (isWildcardName(text, categoryStart, end, operator !== null)) {
      const bracket = text.indexOf('[', end);
      if (bracket >= 0) throw new PmsSyntaxError(text, bracket, 'a wildcard atom has no USE dependencies');
      const { category, package: name, versionPart } = parseWildcardName(text, categoryStart, end, operator);
      return { operator: null, category, package: name, version: null, versionPart, buildId: null, end };
    }
  }

  const slash = skip(NAME_CHARACTER, text, categoryStart, text.length);
  if (!isIn(NAME_START, text.charCodeAt(categoryStart))) {
    throw new PmsSyntaxError(text, categoryStart, CATEGORY_RULE);
  }
  if (text.charCodeAt(slash) !== 0x2f) throw new PmsSyntaxError(text, slash, CATEGORY_RULE);
  const category = text.slice(categoryStart, slash);

  // Dots are part of versions only; with them the run holds all of PF.
  const nameStart = slash + 1;
  const nameEnd = skip(NAME_CHARACTER, text, nameStart, text.length);
  const versionAt = versionStart(text, nameStart, nameEnd);
  if (versionAt >= 0 !== (operator !== null)) throw new PmsSyntaxError(text, nameStart, OPERATOR_RULE);
  if (operator === null) {
    const name = packageName(text, nameStart, nameEnd);
    return {
      operator,
      category,
      package: name,
      version: null,
      versionPart: null,
      buildId: null,
      end: nameEnd,
    };
  }
  const glob = operator === '=' && text.charCodeAt(nameEnd) === 0x2a;
  const inner = glob ? -1 : buildIdVersion(text, nameStart, versionAt, nameEnd, options);
  const name = packageName(text, nameStart, (inner < 0 ? versionAt : inner) - 1);
  return {
    operator: glob ? '=*' : operator,
    category,
    package: name,
    version: inner < 0 ? versionIn(text, versionAt, nameEnd) : versionIn(text, inner, versionAt - 1),
    versionPart: null,
    buildId: inner < 0 ? null : Number(text.slice(versionAt, nameEnd)),
    end: glob ? nameEnd + 1 : nameEnd,
  };
}

function operatorAt(text: string, at: number): Operator | null {
  switch (text.charCodeAt(at)) {
    case 0x3d:
      return '=';
    case 0x7e:
      return '~';
    case 0x3e:
      return text.charCodeAt(at + 1) === 0x3d ? '>=' : '>';
    case 0x3c:
      return text.charCodeAt(at + 1) === 0x3d ? '<=' : '<';
    default:
      return null;
  }
}

function packageName(text: string, start: number, end: number): string {
  if (!isPackageName(text, start, end)) throw new PmsSyntaxError(text, start, PACKAGE_RULE);
  return text.slice(start, end);
}

/** Where the first `:` or `[` stands; neither can be part of a name. */
function endOfName(text: string, start: number): number {
  const colon = text.indexOf(':', start);
  const bracket = text.indexOf('[', start);
  return Math.min(colon < 0 ? text.length : colon, bracket < 0 ? text.length : bracket);
}

/**
 * Start of the version in `pkg-VERSION-BUILDID`, whose apparent version reaches from `versionAt` to `end`; -1 where it is the real
 * one. Only where the text before it ends like a version itself and a build id may be written; leading zeros are none.
 */
function buildIdVersion(
  text: string,
  start: number,
  versionAt: number,
  end: number,
  options: AtomOptions,
): number {
  const inner = versionStart(text, start, versionAt - 1);
  if (inner < 0 || !(options.buildId ?? options.eapi === undefined)) return -1;
  const digits = end - versionAt;
  if (skipDigits(text, versionAt, end) !== end || digits > 15) return -1;
  return digits > 1 && text.charCodeAt(versionAt) === 0x30 ? -1 : inner;
}
