// The damaged packages of `../shared/data/corrupt` and what is said of each. Those that differ in name, place or values of
// metadata are sound containers and judged elsewhere; those whose image is damaged inside need a reading of the payload.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Effect } from '../../src/base/format-error.js';
import { readPackageFile } from '../../src/load/package/read-package-file.js';
import { realData } from '../support/real-data.js';

const FOLDER = realData('corrupt');

/** Judged elsewhere, or sound: nothing is said of the container. */
const SOUND = [
  'gpkg-00-good-control',
  'gpkg-61-image-leading-dotdot',
  'gpkg-63-image-device',
  'gpkg-65-image-hardlink-escape',
  'gpkg-66b-image-symlink-to-existing-dir-write-through',
  'gpkg-68-image-no-image-prefix',
  'gpkg-70-image-trailing-dotdot',
  'gpkg-86-metadata-missing-slot',
  'gpkg-90-metadata-bad-rdepend',
  'gpkg-92-metadata-eapi-unknown',
  'gpkg-94-metadata-buildtime-nan',
  'gpkg-98-metadata-slot-invalid',
  'gpkg-a0-wrong-filename',
  'gpkg-a2-wrong-category-dir',
  'gpkg-a4-flat-layout-buildid-name',
  'gpkg-a6-pkgdir-root',
  'gpkg-b6-gnu-container',
  'gpkg-c0-signed-good',
  'gpkg-c8-unsigned-but-required',
  'gpkg-ca-unknown-key-ignore-signature',
  'xpak-00-good-control',
  'xpak-51-missing-pf',
  'xpak-55-named-dot-xpak-no-buildid',
  'xpak-57-wrong-filename',
  'xpak-59-tbz2-in-multi-layout-dir',
];

/** Problems in order of their offsets: code, offset, and whether the client refuses (r), is harmed (h) or reads on (u). */
const DAMAGED: Readonly<Record<string, readonly string[]>> = {
  'gpkg-02-trunc-in-first-header': ['container-magic 0 r', 'tar-header-truncated 0 r'],
  'gpkg-04-trunc-mid-image': ['tar-truncated 8192 r'],
  'gpkg-06-trunc-mid-manifest': ['tar-truncated 11264 r'],
  'gpkg-08-trailing-garbage': ['trailing-bytes 20480 u'],
  'gpkg-11-manifest-bad-blake2b-image': ['digest-mismatch 8704 r'],
  'gpkg-13-manifest-bad-size': ['member-size-mismatch 12363 r'],
  'gpkg-15-manifest-extra-entry': ['manifest-member-missing 12660 r'],
  'gpkg-17-manifest-only-md5': [
    'manifest-hash-missing 11776 r',
    'manifest-hash-missing 11827 r',
    'manifest-hash-missing 11891 r',
  ],
  'gpkg-19-manifest-only-blake2b': [
    'manifest-hash-missing 11776 r',
    'manifest-hash-missing 11927 r',
    'manifest-hash-missing 12091 r',
  ],
  'gpkg-21-manifest-misc-record': ['member-unlisted 8192 r', 'manifest-record-kind 12363 r'],
  'gpkg-23-manifest-short-record': ['manifest-record-short 11776 r'],
  'gpkg-25-manifest-not-utf8': ['manifest-not-utf8 12660 r'],
  'gpkg-27-manifest-full-paths': [
    'member-unlisted 0 r',
    'member-unlisted 512 r',
    'member-unlisted 8192 r',
    'manifest-member-missing 11776 r',
    'manifest-member-missing 12079 r',
    'manifest-member-missing 12395 r',
  ],
  'gpkg-30-missing-marker': ['marker-missing 20480 r'],
  'gpkg-32-marker-last': ['marker-not-first 12288 u'],
  'gpkg-34-manifest-first': ['marker-not-first 1536 u', 'member-order 2048 u', 'member-order 9728 u'],
  'gpkg-40-wrong-prefix': ['prefix-mismatch 0 u'],
  'gpkg-42-no-prefix': ['member-path 0 r', 'member-path 512 r', 'member-path 8192 r', 'member-path 11264 r'],
  'gpkg-44-dot-slash-prefix': [
    'member-path 0 r',
    'member-path 512 r',
    'member-path 8192 r',
    'member-path 11264 r',
  ],
  'gpkg-46-traversal-member': ['member-path 12800 r', 'member-unknown 12800 u', 'member-unlisted 12800 r'],
  'gpkg-48-prefix-without-buildid': ['prefix-mismatch 0 u'],
  'gpkg-51-extra-member-unlisted': ['member-unknown 12800 u', 'member-unlisted 12800 r'],
  'gpkg-53-missing-metadata': ['metadata-archive-missing 10240 r'],
  'gpkg-55-two-images': ['member-ambiguous 11264 h'],
  'gpkg-57-image-is-symlink': ['member-not-file 8192 r', 'member-size-mismatch 9803 r'],
  'gpkg-72-image-zstd-garbage': ['payload-damaged 8704 r'],
  'gpkg-74-image-unknown-ext': ['compression-unknown 8192 r'],
  'gpkg-80-metadata-traversal': ['metadata-path 1024 r'],
  'gpkg-82-metadata-dup-members': ['metadata-duplicate 1024 r'],
  'gpkg-84-metadata-pf-mismatch': ['prefix-mismatch 0 u'],
  'gpkg-88-metadata-buildid-mismatch': ['prefix-mismatch 0 u'],
  'gpkg-96-metadata-zstd-bomb-200M': ['metadata-too-large 1024 h'],
  'gpkg-a8-gpkg-named-tbz2': ['extension-mismatch 0 r'],
  'gpkg-b0-tar-header-checksum': ['tar-header-checksum 8192 r'],
  'gpkg-b2-base256-negative-size': ['tar-size 8192 r'],
  'gpkg-b4-nonnumeric-size': ['tar-header-number 8316 r'],
  'gpkg-c2-signed-manifest-body-hash-tampered': ['digest-mismatch 9728 r'],
  'gpkg-c4-sig-of-metadata-missing': ['signature-missing 512 r'],
  'gpkg-c6-signed-manifest-only': ['signature-missing 512 r', 'signature-missing 8192 r'],
  'gpkg-cc-appended-data-after-signature': ['manifest-outside-signature 15588 u'],
  'gpkg-ce-fake-signature-armor': [
    'signature-missing 512 r',
    'signature-missing 8192 r',
    'manifest-signature-malformed 12660 r',
  ],
  'xpak-02-xpakstop-damaged': ['trailer-magic 9942 r'],
  'xpak-04-infosize-larger-than-file': ['segment-length 9950 r'],
  'xpak-06-infosize-off-by-one': ['header-magic 2589 r'],
  'xpak-10-indexlen-too-large': ['index-length 2598 r'],
  'xpak-12-indexlen-zero': ['index-empty 2606 r'],
  'xpak-14-indexlen-off-by-one': ['index-length 3252 h'],
  'xpak-16-datalen-zero': ['data-length 2602 u'],
  'xpak-21-entry-namelen-short': ['index-entry-truncated 2781 r'],
  'xpak-23-entry-len-huge': ['entry-range 3140 r'],
  'xpak-25-entry-offset-4G': ['entry-range 3140 h'],
  'xpak-31-traversal-name': ['entry-name-traversal 3252 r'],
  'xpak-33-nonutf8-name': ['entry-name-not-utf8 3252 u'],
  'xpak-35-nested-name': ['entry-name-nested 3252 u'],
  'xpak-40-truncated-tail': ['trailer-missing 9842 r'],
  'xpak-42-trailing-byte': ['trailer-not-last 9958 r'],
  'xpak-44-no-xpak': ['trailer-missing 2574 r'],
  'xpak-46-empty-file': ['trailer-missing 0 r'],
  'xpak-48-two-xpaks': ['segment-duplicate 9942 h'],
  'xpak-53-tarball-garbage': ['payload-damaged 0 r'],
};

interface Outcome {
  readonly ok: boolean;
  readonly result?: { readonly nkeys?: number; readonly SLOT?: string; readonly PF?: string };
}

interface Case {
  readonly path: string;
  readonly portage: Readonly<Record<'metadata' | 'decompress', Outcome>>;
}

const CASES: Readonly<Record<string, Case>> =
  FOLDER === null ? {} : JSON.parse(readFileSync(`${FOLDER}/cases.json`, 'utf8'));

describe.skipIf(FOLDER === null)('damaged packages', () => {
  const read = (id: string) => readPackageFile(FOLDER ?? '', CASES[id]?.path ?? '', { digests: true });

  it('are all known here', () => {
    expect(Object.keys(CASES).sort()).toEqual([...SOUND, ...Object.keys(DAMAGED)].sort());
  });

  it.each(SOUND)('%s: the container is sound', async id => {
    expect((await read(id)).problems).toEqual([]);
  });

  it.each(Object.entries(DAMAGED))('%s', async (id, expected) => {
    const letter: Readonly<Record<Effect, string>> = {
      refused: 'r',
      harmful: 'h',
      unusual: 'u',
      unchecked: '?',
    };
    const { problems } = await read(id);
    expect(
      problems.map(({ code, offset, effect }) => `${code} ${offset} ${effect && letter[effect]}`),
    ).toEqual(expected);
  });

  it('whatever Portage refuses to read has a problem that says so', async () => {
    for (const [id, { portage }] of Object.entries(CASES)) {
      // Without the policy that wants signatures this one is sound.
      if (portage.metadata.ok || id === 'gpkg-c8-unsigned-but-required') continue;
      const { problems } = await read(id);
      expect(
        problems.some(({ effect }) => effect === 'refused'),
        id,
      ).toBe(true);
    }
  });

  it('where Portage reads metadata, and nothing is refused or harmful, it reads the same', async () => {
    for (const [id, { portage }] of Object.entries(CASES)) {
      const { problems, metadata } = await read(id);
      const result = portage.metadata.result;
      if (result === undefined || problems.some(({ effect }) => effect !== 'unusual')) continue;
      for (const key of ['SLOT', 'PF'] as const)
        expect(metadata.get(key)?.trim() ?? '', id).toBe(result[key]);
    }
  });
});
