// Who may have written a file: what anybody else could have put there is not believed.

import type { Stats } from 'node:fs';

/** Write permission of group and others. */
const OTHERS = 0o022;

/** Why a file or directory is not to be believed; null where only who runs this, or root, may write it. */
export function whyNotOurs({ uid, mode }: Pick<Stats, 'uid' | 'mode'>): string | null {
  const own = process.geteuid?.() ?? null;
  // Where users have no numbers, modes say nothing either.
  if (own === null) return null;
  if (uid !== own && uid !== 0) return `it belongs to another user (${uid})`;
  return (mode & OTHERS) === 0
    ? null
    : `others may write it (mode ${(mode & 0o7777).toString(8).padStart(4, '0')})`;
}
