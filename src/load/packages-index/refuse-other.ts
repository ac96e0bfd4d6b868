// Tells an index, however damaged, from what is none: a verdict on a web page would be a verdict on nothing.

import { InputError } from '../file/input-error.js';
import { CONTENT_NAMES, type ContentKind, nameContent } from '../file/name-content.js';
import type { IndexFile } from './read-index.js';

/** Keys that Portage writes into every header (`bintree.py:591-608`, `getbinpkg.py:154-156`); one of them is enough. */
const HEADER_KEYS = ['PACKAGES', 'TIMESTAMP', 'VERSION', 'ARCH', 'CHOST', 'ACCEPT_KEYWORDS', 'PROFILE'];

/** Throws `InputError` where the bytes are no index, or one that is cut off before its first entry. */
export function refuseOther(location: string, { bytes, index: { header, entries } }: IndexFile): void {
  const hasHeader = HEADER_KEYS.some(key => header.has(key));
  if (entries.length > 0) return;
  if (!hasHeader) {
    const kind = kindOf(location, bytes);
    throw new InputError(location, `this is ${CONTENT_NAMES[kind]}, not a Packages index`, null, kind);
  }
  const promised = header.get('PACKAGES');
  if (promised !== undefined && /^0*[1-9]\d*$/.test(promised))
    throw new InputError(
      location,
      `this index is cut off inside its header: of ${promised} packages none is there`,
      null,
      'index-cut',
    );
  // Keys are sorted: whatever else may be missing, VERSION is the last but a few.
  if (promised === undefined || !header.has('VERSION'))
    throw new InputError(
      location,
      'this index is cut off inside its header: it has no VERSION and no package',
      null,
      'index-cut',
    );
}

/** The trailer of an xpak is gone where its tarball was taken for a compressed index: then its name tells. */
function kindOf(location: string, bytes: Uint8Array): ContentKind {
  const kind = nameContent(bytes);
  const isPacked = kind === 'tar' || kind === 'compressed' || kind === 'binary';
  return isPacked && /\.(xpak|tbz2)$/.test(location) ? 'xpak' : kind;
}
