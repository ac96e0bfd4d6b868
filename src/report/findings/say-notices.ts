// What was not judged, in sentences: rules left out or without their inputs, and what no rule of the run could see.

import type { LeftOutRule, NotRunRule, Unchecked } from '../../check/result.js';
import { shortRevision } from '../../model/repository/revisions.js';
import { sayNeeds } from '../words/name-ways.js';
import { sayCount } from '../words/say-count.js';

/** Why a rule did not judge. */
export function sayWhy(notice: LeftOutRule | NotRunRule): string {
  if ('wanted' in notice) return sayNeeds(notice.wanted);
  return notice.by === 'skip'
    ? 'left out by --skip or the configuration'
    : 'not among those that --only or the configuration names';
}

export function sayUnchecked(unchecked: Unchecked): string {
  switch (unchecked.kind) {
    case 'baseline':
      return 'no baseline given: what a stage3 has counts as missing (--installed)';
    case 'package-files':
      return 'package files not read: the index is taken at its word (give the PKGDIR to check them)';
    case 'elsewhere':
      return `package files not read: the index says that they are at ${unchecked.uri}`;
    case 'images':
      return 'images not read: whether they fit their Manifest, signature and the digests of the index is not known (give the PKGDIR)';
    case 'contents':
      return sayUnread(`contents of ${unchecked.location} not read`, unchecked);
    case 'libraries': {
      const { providers, needs } = unchecked;
      const who = `${providers[0]}${sayMore(providers.length - 1)}`;
      return `libraries of ${who} not known: no PROVIDES, files not read; ${sayCount(needs, 'need')} of them not judged`;
    }
    case 'tree-revision': {
      const { repository, recorded, actual } = unchecked;
      const [made, here] = [recorded, actual].map(shortRevision);
      return `what ebuilds of ${repository} said when the index was made (${made}) is not known: the tree is at ${here}`;
    }
    case 'maintainers':
      return sayUnread(`maintainers in ${unchecked.repository} not known`, unchecked);
    case 'repository-files':
      return sayUnread(`files of ${unchecked.repository} not read`, unchecked);
    case 'settings': {
      const { client, file, line, message, more } = unchecked;
      const place = line === 0 ? file : `${file}:${line}:`;
      return `settings of ${client} that do not count: ${place} ${message}${sayMore(more)}`;
    }
  }
}

interface Unread {
  readonly file: string;
  readonly message: string;
  readonly more: number;
}

function sayUnread(what: string, { file, message, more }: Unread): string {
  return `${what}: ${file}: ${message}${sayMore(more)}`;
}

function sayMore(more: number): string {
  return more === 0 ? '' : ` (and ${more} more)`;
}
