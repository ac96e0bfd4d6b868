// What a package file is known by without reading its payload: its size and time with the digests of its index entry, or else those
// that a gpkg's Manifest gives of the image, or else its own.

import { detectContainer } from '../../formats/container/container-format.js';
import { readGpkg } from '../../formats/container/gpkg.js';
import { findRecord } from '../../formats/container/gpkg-listing.js';
import type { Payload } from '../../model/payload.js';
import { type ByteSource, readSource } from '../file/byte-source.js';
import { digestSource } from '../file/digest-source.js';
import { openPackageFile } from '../file/open-package-file.js';
import type { PayloadCache, PayloadIdentity } from './payload-cache.js';
import { scanPayload } from './scan-payload.js';

/** What the index says of a file; null where it does not. */
export interface KnownFile {
  readonly size: number;
  readonly mtime: number;
  readonly md5: string | null;
  readonly sha1: string | null;
}

/** Null where the file cannot be read. `known` counts while size and time are those of the file, as it does for Portage. */
export async function identifyPayload(
  root: string,
  path: string,
  known: KnownFile | null = null,
): Promise<PayloadIdentity | null> {
  const opened = openPackageFile(root, path);
  if (!('source' in opened)) return null;
  const { source, mtime } = opened;
  const { size } = source;
  try {
    const isTrusted = known !== null && known.size === size && known.mtime === mtime;
    const told = isTrusted ? tagged({ sha1: known.sha1, md5: known.md5 }) : [];
    return { size, mtime, digests: told.length > 0 ? told : await digestsOf(source) };
  } finally {
    opened.close();
  }
}

/** The facts of a package file, from the cache where it has them; `cache` null: always from the file. */
export async function findPayload(
  root: string,
  path: string,
  cache: PayloadCache | null,
  known: KnownFile | null = null,
): Promise<Payload> {
  const identity = cache === null ? null : await identifyPayload(root, path, known);
  const found = identity === null ? null : (cache?.find(identity) ?? null);
  if (found !== null) return found;
  const payload = await scanPayload(root, path);
  if (identity !== null && isLasting(payload)) cache?.add(identity, payload);
  return payload;
}

/** Worth keeping: another time or on another machine more would not be read. */
export function isLasting({ problems }: Payload): boolean {
  return !problems.some(({ effect }) => effect === 'unchecked');
}

/** A Manifest that does not tell the truth about the image is a problem of the container, and told with every reading. */
async function digestsOf(source: ByteSource): Promise<readonly string[]> {
  if (readSource(source, detectContainer(source.size)) === 'gpkg') {
    const { image, manifest } = readSource(source, readGpkg(source.size));
    const record = image === null || manifest === null ? null : findRecord(manifest, image.member);
    const told = tagged({
      'image-sha512': record?.hashes.get('SHA512') ?? null,
      'image-blake2b': record?.hashes.get('BLAKE2B') ?? null,
    });
    if (told.length > 0) return told;
  }
  const [digests] = await digestSource(source, [
    { range: { offset: 0, length: source.size }, algorithms: ['sha1', 'md5'] },
  ]);
  return tagged({ sha1: digests?.get('sha1') ?? null, md5: digests?.get('md5') ?? null });
}

function tagged(digests: Readonly<Record<string, string | null>>): readonly string[] {
  return Object.entries(digests).flatMap(([name, value]) =>
    value !== null && /^[0-9a-f]+$/.test(value) ? [`${name}:${value}`] : [],
  );
}
