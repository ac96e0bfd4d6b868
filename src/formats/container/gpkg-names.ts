// The names of a gpkg's members (GLEP 78): PREFIX/gpkg-1, PREFIX/metadata.tar[.EXT], PREFIX/image.tar[.EXT],
// PREFIX/Manifest, and a signature PREFIX/NAME.sig beside any of them.

import { COMPRESSIONS, type Compression, EXTENSIONS } from './compression.js';
import { isUtf8Name } from './decode-name.js';

/** The empty member that says what the file is, and in which version. */
export const MARKER = 'gpkg-1';
export const MANIFEST = 'Manifest';

export type ArchiveRole = 'metadata' | 'image';

export type MemberRole =
  | { readonly role: 'marker' | 'manifest' | 'signature' | 'unknown' }
  /** `compression` is null for a plain tar. */
  | { readonly role: ArchiveRole; readonly compression: Compression | null }
  /** `image.tar.foo`: no client finds it. */
  | { readonly role: 'unreadable'; readonly of: ArchiveRole };

/** What a member is, by its name without the prefix. */
export function readMemberRole(name: string): MemberRole {
  if (name === MARKER) return { role: 'marker' };
  if (name === MANIFEST) return { role: 'manifest' };
  if (name.endsWith('.sig')) return { role: 'signature' };
  const archive = /^(metadata|image)\.tar(\..*)?$/.exec(name);
  if (archive === null) return { role: 'unknown' };
  const of: ArchiveRole = archive[1] === 'image' ? 'image' : 'metadata';
  const extension = archive[2];
  if (extension === undefined) return { role: of, compression: null };
  const compression = COMPRESSIONS.find(kind => EXTENSIONS[kind] === extension);
  return compression === undefined ? { role: 'unreadable', of } : { role: of, compression };
}

/** The prefix of a path, or null where it has not exactly the form PREFIX/NAME. */
export function readPrefix(path: string): string | null {
  const parts = path.split('/');
  // A name that was not UTF-8 cannot be listed in a Manifest.
  const odd = parts.some(
    part => part === '' || part === '.' || part === '..' || !isUtf8Name(part) || part.includes('\ufffd'),
  );
  return parts.length === 2 && !odd ? (parts[0] ?? null) : null;
}
