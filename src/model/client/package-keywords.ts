// KEYWORDS of a package against what a client accepts, as Portage's KeywordsManager decides.

import { missingKeywords, stackKeywords } from '../../pms/keywords.js';
import type { ClientSettings } from './client-settings.js';
import { type SettingCandidate, valuesFor } from './matching-settings.js';
import { stackChanges, wordsOf } from './stack-changes.js';

/** The keywords one of which the client would have to accept; none where it accepts the package. */
export function keywordsToAccept(
  client: ClientSettings,
  subject: SettingCandidate,
  keywords: string,
): readonly string[] {
  return missingKeywords(keywordsOf(client, subject, keywords), acceptedFor(client, subject));
}

/**
 * Whether the package counts as stable, for use.stable.mask and the like: accepted as it is, and not accepted any more if all its keywords
 * were testing ones.
 */
export function isStable(client: ClientSettings, subject: SettingCandidate, keywords: string): boolean {
  const own = keywordsOf(client, subject, keywords);
  const accepted = acceptedFor(client, subject);
  if (missingKeywords(own, accepted).length > 0) return false;
  const testing = wordsOf(own).map(word => (word.startsWith('~') ? word : `~${word}`));
  return missingKeywords(testing.join(' '), accepted).length > 0;
}

/** With the changes of the profiles' package.keywords. */
function keywordsOf(client: ClientSettings, subject: SettingCandidate, keywords: string): string {
  if (client.packageKeywords.length === 0) return keywords;
  const own = wordsOf(keywords).filter(word => word !== '-*');
  const changes = client.packageKeywords.flatMap(level => valuesFor(level, subject));
  return [...stackChanges(own, ...changes)].join(' ');
}

function acceptedFor(client: ClientSettings, subject: SettingCandidate): ReadonlySet<string> {
  const own = client.packageAcceptKeywords.flatMap(level => valuesFor(level, subject));
  return stackKeywords(client.acceptKeywords.join(' '), ...own.map(words => words.join(' ')));
}
