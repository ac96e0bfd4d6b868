// The damaged packages of `../shared/data/corrupt` as the command judges them with a full read: `inspect --payload` and `audit --payload`.
// What the containers alone say is in `test/corruption/damaged-packages.test.ts`.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/model/problem.js';
import type { Finding } from '../../src/rules/kit/finding.js';
import { realData } from '../support/real-data.js';
import { audit, inspect } from './run-inside.js';

const FOLDER = realData('corrupt');
const KEYS = realData('keys');

interface Outcome {
  readonly ok: boolean;
  readonly exc?: string;
}

interface Case {
  readonly path: string;
  readonly portage: Readonly<Record<'metadata' | 'decompress' | 'emaint', Outcome>>;
}

const CASES: Readonly<Record<string, Case>> =
  FOLDER === null ? {} : JSON.parse(readFileSync(`${FOLDER}/cases.json`, 'utf8'));

/** Nothing is wrong with the file; the last two depend on keys and on what a client wants. */
const SOUND = [
  'gpkg-00-good-control',
  'gpkg-b6-gnu-container',
  'gpkg-c0-signed-good',
  'gpkg-c8-unsigned-but-required',
  'gpkg-ca-unknown-key-ignore-signature',
  'xpak-00-good-control',
];

/** The client reads what was meant; what it finds in the wrong place is sound elsewhere. */
const UNUSUAL: Readonly<Record<string, readonly string[]>> = {
  'gpkg-08-trailing-garbage': ['trailing-bytes 20480'],
  'gpkg-32-marker-last': ['marker-not-first 12288'],
  'gpkg-34-manifest-first': ['marker-not-first 1536', 'member-order 2048', 'member-order 9728'],
  'gpkg-40-wrong-prefix': ['prefix-mismatch 0'],
  'gpkg-48-prefix-without-buildid': ['prefix-mismatch 0'],
  'gpkg-70-image-trailing-dotdot': ['image-path-dots 8704'],
  'gpkg-a2-wrong-category-dir': ['directory-invalid 1024'],
  'gpkg-a4-flat-layout-buildid-name': ['directory-invalid 1024'],
  'gpkg-a6-pkgdir-root': ['directory-invalid 1024'],
  'gpkg-cc-appended-data-after-signature': ['manifest-outside-signature 15588'],
  'xpak-16-datalen-zero': ['data-length 2602'],
  'xpak-33-nonutf8-name': ['entry-name-not-utf8 3252'],
  'xpak-35-nested-name': ['entry-name-nested 3252'],
  'xpak-59-tbz2-in-multi-layout-dir': ['directory-invalid 3277'],
};

/** What only a reading of the image, or of the values of metadata, shows. */
const INSIDE: Readonly<Record<string, readonly string[]>> = {
  'gpkg-61-image-leading-dotdot': ['image-path-outside 8704'],
  'gpkg-63-image-device': ['image-device 8704'],
  'gpkg-65-image-hardlink-escape': ['image-hardlink 8704'],
  'gpkg-66b-image-symlink-to-existing-dir-write-through': ['image-through-symlink 8704'],
  'gpkg-68-image-no-image-prefix': ['image-prefix 8704', 'image-root-missing 8704', 'image-prefix 8704'],
  'gpkg-86-metadata-missing-slot': ['metadata-missing 1024'],
  'gpkg-90-metadata-bad-rdepend': ['dependency-invalid 1024'],
  'gpkg-92-metadata-eapi-unknown': ['value-invalid 1024'],
  'gpkg-94-metadata-buildtime-nan': ['value-invalid 1024'],
  'gpkg-98-metadata-slot-invalid': ['value-invalid 1024'],
  'gpkg-a0-wrong-filename': ['file-name-invalid 1024'],
  'xpak-51-missing-pf': ['metadata-missing 3238'],
  'xpak-55-named-dot-xpak-no-buildid': ['file-name-invalid 4426'],
  'xpak-57-wrong-filename': ['file-name-invalid 4426'],
};

/** Values that clients misread are judged as entries of the index, which an audit makes where there is none. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'gpkg-92-metadata-eapi-unknown': 'metadata-invalid',
  'gpkg-94-metadata-buildtime-nan': 'index-grammar',
  'gpkg-98-metadata-slot-invalid': 'metadata-invalid',
};

/** Cases on which Portage hangs, writes outside of its directory, or `emaint binhost` crashes. */
const NAMED: Readonly<Record<string, string>> = {
  'gpkg-02-trunc-in-first-header': 'container-magic',
  'gpkg-17-manifest-only-md5': 'manifest-hash-missing',
  'gpkg-19-manifest-only-blake2b': 'manifest-hash-missing',
  'gpkg-23-manifest-short-record': 'manifest-record-short',
  'gpkg-25-manifest-not-utf8': 'manifest-not-utf8',
  'gpkg-53-missing-metadata': 'metadata-archive-missing',
  'gpkg-66b-image-symlink-to-existing-dir-write-through': 'image-through-symlink',
  'xpak-10-indexlen-too-large': 'index-length',
  'xpak-21-entry-namelen-short': 'index-entry-truncated',
  'xpak-23-entry-len-huge': 'entry-range',
  'xpak-31-traversal-name': 'entry-name-traversal',
};

async function inspectCase(id: string, keyring: readonly string[] | null = null) {
  const path = `${FOLDER}/${CASES[id]?.path}`;
  const { code, text } = await inspect([path], {
    payload: true,
    format: 'json',
    color: false,
    ...(keyring === null ? {} : { keyring }),
  });
  const { problems } = JSON.parse(text) as { readonly problems: readonly Problem[] };
  return { code, problems, said: problems.map(problem => `${problem.code} ${problem.offset}`) };
}

async function auditCase(id: string) {
  const { code, text } = await audit(`${FOLDER}/${id}`, {
    payload: true,
    cache: false,
    format: 'json',
    color: false,
    progress: false,
    jobs: 1,
  });
  const { findings } = JSON.parse(text) as { readonly findings: readonly Finding[] };
  const of = (rule: string) => findings.filter(finding => finding.rule === rule);
  return { code, of, container: of('container-invalid') };
}

const damaged = Object.keys(CASES).filter(id => !SOUND.includes(id) && UNUSUAL[id] === undefined);

describe.skipIf(FOLDER === null)('a full read', () => {
  it('is made of all cases', () => {
    expect(Object.keys(CASES)).toHaveLength(85);
    for (const id of [...SOUND, ...Object.keys({ ...UNUSUAL, ...INSIDE, ...NAMED })])
      expect(Object.keys(CASES)).toContain(id);
  });

  it.each(SOUND)('%s passes', async id => {
    expect(await inspectCase(id)).toEqual({ code: 0, problems: [], said: [] });
    expect((await auditCase(id)).container).toEqual([]);
  });

  it.each(Object.entries(UNUSUAL))('%s passes, and is told of', async (id, expected) => {
    const { code, said } = await inspectCase(id);
    expect([code, said]).toEqual([0, expected]);
    const misplaced = expected.some(text => text.startsWith('directory-invalid'));
    const { container } = await auditCase(id);
    // In a PKGDIR, Portage skips what lies in the wrong place.
    for (const { severity } of container) expect(severity).toBe(misplaced ? 'error' : 'info');
    expect(container.map(({ data }) => `${data['code']} ${data['offset']}`).sort()).toEqual(
      [...expected].sort(),
    );
  });

  it.each(damaged)('%s is a problem with code and offset', async id => {
    const { code, problems, said } = await inspectCase(id);
    expect(code).toBe(1);
    const serious = problems.filter(({ effect }) => effect === 'refused' || effect === 'harmful');
    expect(serious.length).toBeGreaterThan(0);
    for (const { offset } of problems) expect(offset).not.toBeNull();
    if (INSIDE[id] !== undefined) expect(said).toEqual(INSIDE[id]);
    const judged = await auditCase(id);
    expect(judged.code).toBe(1);
    const elsewhere = ELSEWHERE[id];
    if (elsewhere === undefined)
      expect(judged.container.map(({ data }) => `${data['code']} ${data['offset']}`)).toEqual(
        expect.arrayContaining(serious.map(problem => `${problem.code} ${problem.offset}`)),
      );
    else expect(judged.of(elsewhere).map(({ severity }) => severity)).toContain('error');
    const named = NAMED[id];
    if (named !== undefined) expect(judged.container.map(({ data }) => data['code'])).toContain(named);
  });

  it('names all on which Portage hangs, is led outside or crashes', () => {
    const isLost = ({ portage }: Case) =>
      !portage.emaint.ok || Object.values(portage).some(({ exc = '' }) => exc.includes('TIMEOUT'));
    const lost = Object.keys(CASES).filter(id => isLost(CASES[id] as Case));
    expect(Object.keys(NAMED)).toEqual(expect.arrayContaining(lost));
  });

  it('whatever Portage fails to read or to unpack is judged harmful here', async () => {
    for (const [id, { portage }] of Object.entries(CASES)) {
      if (portage.metadata.ok && portage.decompress.ok) continue;
      if (id !== 'gpkg-c8-unsigned-but-required') expect(damaged).toContain(id);
    }
  });

  it.skipIf(KEYS === null)('who wants signatures learns of a package without one', async () => {
    expect((await inspectCase('gpkg-c8-unsigned-but-required', [KEYS ?? ''])).code).toBe(1);
  });

  it('of the bomb no more is read than the stated limit', async () => {
    const { problems } = await inspectCase('gpkg-96-metadata-zstd-bomb-200M');
    expect(problems.map(({ message }) => message)).toEqual([expect.stringMatching(/larger than 64 MiB/)]);
  });
});
