import { describe, expect, it } from 'vitest';
import { readFromBytes } from '../../../src/base/byte-range.js';
import {
  findRecord,
  isSigned,
  judgeListing,
  judgeSignatures,
} from '../../../src/formats/container/gpkg-listing.js';
import { readGpkgManifest } from '../../../src/formats/container/gpkg-manifest.js';
import { readMembers } from '../../../src/formats/container/gpkg-members.js';
import { type GpkgMemberInput, withManifest, writeMembers, writeRecord } from '../../support/write-gpkg.js';
import { toBytes } from '../../support/write-tar.js';

const member = (name: string, text = ''): GpkgMemberInput => ({ name, content: toBytes(text) });
const UNSIGNED = [member('gpkg-1'), member('metadata.tar.gz', 'm'), member('image.tar.gz', 'i')];
const SIGNED = UNSIGNED.flatMap(each =>
  each.name === 'gpkg-1' ? [each] : [each, member(`${each.name}.sig`, 's')],
);

const clearSign = (text: string) =>
  `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n${text}-----BEGIN PGP SIGNATURE-----\n\na=\n-----END PGP SIGNATURE-----\n`;

/** Members with a Manifest made of the given text, by default the right one. */
function open(members: readonly GpkgMemberInput[], text = members.map(writeRecord).join('')) {
  const all = [...members, member('Manifest', text)];
  const bytes = writeMembers('p', all);
  const found = readFromBytes(readMembers(bytes.length), bytes).members;
  const place = found.at(-1)?.dataOffset ?? 0;
  return { members: found, manifest: readGpkgManifest(toBytes(text), place, []), place };
}

const listing = ({ members, manifest }: ReturnType<typeof open>) =>
  judgeListing(members, manifest).map(({ code, offset, field }) => `${code} ${offset} ${field}`);
const signatures = ({ members, manifest }: ReturnType<typeof open>) =>
  judgeSignatures(members, manifest).map(({ code, field, effect }) => `${code} ${field} ${effect}`);

describe('judgeListing', () => {
  it('is silent where both agree', () => {
    expect(listing(open(UNSIGNED))).toEqual([]);
    expect(listing(open(SIGNED))).toEqual([]);
  });

  it('names members that are not listed, the marker too', () => {
    const text = UNSIGNED.slice(1).map(writeRecord).join('');
    expect(listing(open(UNSIGNED, text))).toEqual(['member-unlisted 0 gpkg-1']);
  });

  it('names records without a member, at the record', () => {
    const opened = open(UNSIGNED, UNSIGNED.map(writeRecord).join('') + writeRecord(member('x')));
    const offset = opened.place + UNSIGNED.map(writeRecord).join('').length;
    expect(listing(opened)).toEqual([`manifest-member-missing ${offset} x`]);
    const itself = withManifest(UNSIGNED).map(writeRecord).join('');
    expect(listing(open(UNSIGNED, itself))).toMatchObject([/manifest-member-missing \d+ Manifest/]);
  });

  it('compares sizes', () => {
    const text = UNSIGNED.map(writeRecord).join('').replace('image.tar.gz 1', 'image.tar.gz 2');
    const opened = open(UNSIGNED, text);
    expect(judgeListing(opened.members, opened.manifest)).toMatchObject([
      { code: 'member-size-mismatch', field: 'image.tar.gz', expected: '2', actual: '1' },
    ]);
  });
});

describe('findRecord', () => {
  it('goes by the name without the prefix', () => {
    const { members, manifest } = open(UNSIGNED);
    expect(members.map(each => findRecord(manifest, each)?.name ?? null)).toEqual([
      'gpkg-1',
      'metadata.tar.gz',
      'image.tar.gz',
      null,
    ]);
  });
});

describe('judgeSignatures', () => {
  const records = (members: readonly GpkgMemberInput[]) => members.map(writeRecord).join('');

  it('refuses a signature before what it signs: the client has struck it off by then', () => {
    const text = (members: readonly GpkgMemberInput[]) => clearSign(members.map(writeRecord).join(''));
    const [marker, metadata, sign, ...image] = SIGNED as [GpkgMemberInput, GpkgMemberInput, GpkgMemberInput];
    const order = [marker, sign, metadata, ...image];
    expect(signatures(open(SIGNED, text(SIGNED)))).toEqual([]);
    expect(signatures(open(order, text(order)))).toEqual(['signature-order metadata.tar.gz refused']);
    const last = [marker, metadata, ...image, sign];
    expect(signatures(open(last, text(last)))).toEqual([]);
  });

  it('is silent about packages that are signed throughout or not at all', () => {
    expect(signatures(open(UNSIGNED))).toEqual([]);
    expect(signatures(open(SIGNED, clearSign(records(SIGNED))))).toEqual([]);
  });

  it('wants the Manifest signed where members are', () => {
    expect(signatures(open(SIGNED))).toEqual(['manifest-unsigned Manifest refused']);
  });

  it('wants every member but the marker signed where the Manifest is', () => {
    expect(signatures(open(UNSIGNED, clearSign(records(UNSIGNED))))).toEqual([
      'signature-missing metadata.tar.gz refused',
      'signature-missing image.tar.gz refused',
    ]);
  });

  it('finds a signature without its member odd', () => {
    const members = [...SIGNED, member('gone.sig', 's')];
    expect(signatures(open(members, clearSign(records(members))))).toEqual([
      'signature-orphan gone.sig unusual',
    ]);
  });

  it('takes the mere marks of a signature for one, as the client does', () => {
    const { members, manifest } = open(UNSIGNED, `${records(UNSIGNED)}-----BEGIN PGP SIGNATURE-----\n`);
    expect(isSigned(members, manifest)).toBe(true);
    expect(isSigned(members, null)).toBe(false);
  });
});
