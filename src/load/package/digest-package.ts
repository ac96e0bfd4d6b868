// The digests of a package file (MD5 and SHA1, as the index has them) and, in the same pass, those of a gpkg's members,
// which are held against its Manifest.

import type { Problem } from '../../base/format-error.js';
import type { GpkgContainer } from '../../formats/container/gpkg.js';
import { findRecord } from '../../formats/container/gpkg-listing.js';
import {
  MANIFEST_HASHES,
  type ManifestHash,
  type ManifestRecord,
} from '../../formats/container/gpkg-manifest.js';
import type { GpkgMember } from '../../formats/container/gpkg-members.js';
import { hasContents } from '../../formats/container/tar.js';
import type { ByteSource } from '../file/byte-source.js';
import { type DigestRequest, digestSource } from '../file/digest-source.js';

export interface PackageDigests {
  readonly md5: string | null;
  readonly sha1: string | null;
  readonly problems: readonly Problem[];
}

const ALGORITHMS: Readonly<Record<ManifestHash, string>> = { SHA512: 'sha512', BLAKE2B: 'blake2b512' };

interface Pair {
  readonly member: GpkgMember;
  readonly record: ManifestRecord;
}

/** `whole`: the digests of the file; `image`: also those of the image, which is most of it. */
export async function digestPackage(
  source: ByteSource,
  container: GpkgContainer | null,
  wanted: { readonly whole: boolean; readonly image: boolean },
): Promise<PackageDigests> {
  const pairs = container === null ? [] : pairUp(container, wanted.image);
  const requests: DigestRequest[] = pairs.map(({ member, record }) => ({
    range: { offset: member.dataOffset, length: member.size },
    algorithms: hashesOf(record).map(hash => ALGORITHMS[hash]),
  }));
  if (wanted.whole) requests.push({ range: { offset: 0, length: source.size }, algorithms: ['md5', 'sha1'] });
  const digests = await digestSource(source, requests);
  const whole = wanted.whole ? digests[pairs.length] : undefined;
  return {
    md5: whole?.get('md5') ?? null,
    sha1: whole?.get('sha1') ?? null,
    problems: pairs.flatMap((pair, i) => judgeDigests(pair, digests[i] ?? new Map()) ?? []),
  };
}

/** Members whose bytes can be held against a record; where sizes differ, that is told already. */
function pairUp(container: GpkgContainer, image: boolean): Pair[] {
  const { manifest, members } = container;
  if (manifest === null) return [];
  return members.flatMap(member => {
    const record = findRecord(manifest, member);
    const skipped = !hasContents(member.kind) || (!image && member.name.startsWith('image'));
    return record === null || record.size !== member.size || skipped ? [] : [{ member, record }];
  });
}

function hashesOf(record: ManifestRecord): ManifestHash[] {
  return MANIFEST_HASHES.filter(hash => record.hashes.has(hash));
}

function judgeDigests({ member, record }: Pair, digests: ReadonlyMap<string, string>): Problem | null {
  const wrong = hashesOf(record).filter(hash => record.hashes.get(hash) !== digests.get(ALGORITHMS[hash]));
  const [first] = wrong;
  if (first === undefined) return null;
  return {
    code: 'digest-mismatch',
    message: `${member.name} does not have the ${wrong.join(' and ')} that the Manifest gives`,
    offset: member.dataOffset,
    effect: 'refused',
    field: member.name,
    expected: record.hashes.get(first) ?? '',
    actual: digests.get(ALGORITHMS[first]) ?? '',
  };
}
