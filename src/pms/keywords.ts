// KEYWORDS (PMS 7.3.3) and what of them ACCEPT_KEYWORDS lets in, as Portage's KeywordsManager decides.

import { isName, KEYWORD_CHARACTER, NAME_START } from './name-characters.js';
import { PmsSyntaxError } from './syntax-error.js';

export interface Keyword {
  /** Architecture, or `*` for all. */
  readonly arch: string;
  /** `arch` stable, `~arch` testing, `-arch` broken. */
  readonly state: 'stable' | 'testing' | 'broken';
}

/** Reads a KEYWORDS value. Throws `PmsSyntaxError`. */
export function parseKeywords(text: string): readonly Keyword[] {
  const keywords: Keyword[] = [];
  for (const { 0: token, index } of text.matchAll(/\S+/g)) {
    const sign = token[0];
    const state = sign === '~' ? 'testing' : sign === '-' ? 'broken' : 'stable';
    const arch = state === 'stable' ? token : token.slice(1);
    if (arch !== '*' && !isName(NAME_START, KEYWORD_CHARACTER, arch)) {
      throw new PmsSyntaxError(
        text,
        index,
        'PMS 3.1.8: a keyword is letters, digits and _-, with ~ or - before it, or -*',
      );
    }
    keywords.push({ arch, state });
  }
  return keywords;
}

/**
 * What a list of accepted keywords comes to, later tokens overruling earlier ones: `-*` takes all back, `-arch` one. Give it
 * ACCEPT_KEYWORDS and what package.accept_keywords adds for the package.
 */
export function stackKeywords(...lists: readonly string[]): ReadonlySet<string> {
  return stack(lists.flatMap(words));
}

function stack(tokens: readonly string[]): ReadonlySet<string> {
  const accepted = new Set<string>();
  for (const token of tokens) {
    if (token === '-*') accepted.clear();
    else if (token.startsWith('-')) accepted.delete(token.slice(1));
    else accepted.add(token);
  }
  return accepted;
}

/** What a line of package.accept_keywords without keywords adds: the testing branch of every stable one accepted. */
export function testingOf(accepted: Iterable<string>): readonly string[] {
  return [...accepted].filter(keyword => !/^[~-]/.test(keyword)).map(keyword => `~${keyword}`);
}

/**
 * The keywords one of which would have to be accepted for a package with these KEYWORDS; none where one is already, `**` where it
 * has no keywords at all. Accepted `*` lets in every stable, `~*` every testing keyword, `**` everything.
 */
export function missingKeywords(keywords: string, accepted: ReadonlySet<string>): readonly string[] {
  // In KEYWORDS `-*` says that all other architectures are broken, which takes nothing from those named.
  const own = stack(words(keywords).filter(token => token !== '-*'));
  let stable = false;
  let testing = false;
  for (const keyword of own) {
    if (keyword === '*' || accepted.has(keyword)) return [];
    if (keyword === '~*' && [...accepted].some(other => other.startsWith('~'))) return [];
    if (keyword.startsWith('~')) testing = true;
    else stable = true;
  }
  if ((stable && accepted.has('*')) || (testing && accepted.has('~*')) || accepted.has('**')) return [];
  return own.size === 0 ? ['**'] : [...own];
}

/** Whether ACCEPT_KEYWORDS lets a package with these KEYWORDS in. */
export function areKeywordsAccepted(keywords: string, accepted: ReadonlySet<string>): boolean {
  return missingKeywords(keywords, accepted).length === 0;
}

function words(text: string): string[] {
  return text.split(/\s+/).filter(word => word !== '');
}
