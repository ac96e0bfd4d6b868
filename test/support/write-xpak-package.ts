// Writes xpak packages for tests and fixtures: a tarball with the image and the metadata segment behind it.

import { writeXpak } from '../../src/formats/container/write-xpak.js';
import { type WrittenCompression, writeCompressed } from './write-compressed.js';
import { concat, type TarInput, writeTar } from './write-tar.js';

export interface XpakInput {
  /** Values as stored: Portage ends most with a line feed. Written sorted by key, as Portage does. */
  readonly metadata: Readonly<Record<string, string | Uint8Array>>;
  /** Below `./`. */
  readonly image?: readonly TarInput[];
  readonly compression?: WrittenCompression;
}

export async function writeXpakPackage(input: XpakInput): Promise<Uint8Array> {
  const image = (input.image ?? []).map(entry => ({ ...entry, name: `./${entry.name}` }));
  const tarball = writeTar([{ name: './', type: '5' }, ...image]);
  const values = Object.entries(input.metadata).sort(([a], [b]) => (a < b ? -1 : 1));
  return concat([await writeCompressed(input.compression ?? 'gzip', tarball), writeXpak(values)]);
}
