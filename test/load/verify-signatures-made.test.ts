// Signatures by keys made here: expiry, revocation, subkeys, several signatures, weak digests, forms of the Manifest.

import { type PrivateKey, revokeKey, sign } from 'openpgp';
import { describe, expect, it } from 'vitest';
import { readPackageBytes } from '../../src/load/package/read-package-file.js';
import type { Keyring } from '../../src/load/signature/keyring.js';
import { keyringOf, MADE_AT, makeKey, type SignOptions, signMembers } from '../support/sign-gpkg.js';
import { type GpkgMemberInput, makeMembers, writeMembers, writeRecord } from '../support/write-gpkg.js';

const PREFIX = 'hello-1.0-1';
const DAY = 86_400;

const MEMBERS = await makeMembers({
  prefix: PREFIX,
  metadata: { PF: 'hello-1.0\n' },
  image: [{ name: 'a', content: 'x' }],
});
const lasting = (await makeKey('lasting')).key;
const passing = (await makeKey('passing', { lasts: 10 * DAY })).key;

async function judge(members: readonly GpkgMemberInput[], keyring: Keyring, at = MADE_AT + DAY) {
  const bytes = writeMembers(PREFIX, members);
  return (await readPackageBytes('x.gpkg.tar', bytes, { digests: true, trust: { keyring, at } })).signature;
}

const signBy = (keys: readonly PrivateKey[], options?: SignOptions) => signMembers(MEMBERS, keys, options);

/** Each signature before what it signs. */
async function signedBefore() {
  const signed = (await signBy([lasting])).slice(0, -1);
  const order = signed.flatMap(member => {
    const signature = signed.find(({ name }) => name === `${member.name}.sig`);
    if (member.name.endsWith('.sig')) return [];
    return signature === undefined ? [member] : [signature, member];
  });
  const [manifest] = (await signMembers(order, [lasting], { without: order.map(({ name }) => name) })).slice(
    -1,
  );
  return { clearSign: [...order, manifest as GpkgMemberInput] };
}

/** The same with another Manifest. */
function editManifest(
  members: readonly GpkgMemberInput[],
  edit: (text: string) => string,
): GpkgMemberInput[] {
  return members.map(({ name, content }) => {
    if (name !== 'Manifest') return { name, content };
    return { name, content: new TextEncoder().encode(edit(new TextDecoder().decode(content))) };
  });
}

describe('verifySignatures', () => {
  it.each(['armored', 'binary'] as const)('takes %s signatures of members', async format => {
    expect(await judge(await signBy([lasting], { format }), await keyringOf(lasting))).toMatchObject({
      state: 'good',
      fingerprint: lasting.getFingerprint().toUpperCase(),
      userId: 'lasting <lasting@example.org>',
      madeAt: MADE_AT + 60,
      expiresAt: null,
    });
  });

  it('tells when a key expires, and that it has', async () => {
    const signed = await signBy([passing]);
    const keyring = await keyringOf(passing);
    const expiresAt = MADE_AT + 10 * DAY;
    expect(await judge(signed, keyring)).toMatchObject({ state: 'good', expiresAt });
    expect(await judge(signed, keyring, expiresAt - 1)).toMatchObject({ state: 'good', expiresAt });
    expect(await judge(signed, keyring, expiresAt)).toMatchObject({
      state: 'expired',
      code: 'key-expired',
      expiresAt,
    });
  });

  it('takes the signature of a key that was extended since', async () => {
    const signed = await signBy([passing]);
    const { reformatKey } = await import('openpgp');
    const { privateKey } = await reformatKey({
      privateKey: passing,
      userIDs: [{ name: 'passing', email: 'passing@example.org' }],
      keyExpirationTime: 100 * DAY,
      date: new Date((MADE_AT + 5 * DAY) * 1000),
      format: 'object',
    });
    const keyring = await keyringOf(privateKey);
    expect(await judge(signed, keyring, MADE_AT + 50 * DAY)).toMatchObject({
      state: 'good',
      expiresAt: MADE_AT + 100 * DAY,
    });
  });

  it('takes a signature by a subkey', async () => {
    const { key } = await makeKey('main', { subkey: true });
    expect(await judge(await signBy([key]), await keyringOf(key))).toMatchObject({
      state: 'good',
      fingerprint: key.subkeys[0]?.getFingerprint().toUpperCase(),
      userId: 'main <main@example.org>',
    });
  });

  it('does not trust a revoked key, wherever the revocation is', async () => {
    const { key, revocation } = await makeKey('revoked');
    const signed = await signBy([key]);
    const { publicKey } = await revokeKey({ key, revocationCertificate: revocation, format: 'object' });
    for (const keys of [[publicKey], [key, publicKey], [publicKey, key]])
      expect(await judge(signed, await keyringOf(...keys))).toMatchObject({
        state: 'untrusted',
        code: 'key-revoked',
      });
  });

  it('wants each of several signatures to be by a key of the keyring', async () => {
    const signed = await signBy([lasting, passing]);
    expect(await judge(signed, await keyringOf(lasting, passing))).toMatchObject({
      state: 'good',
      expiresAt: MADE_AT + 10 * DAY,
    });
    for (const key of [lasting, passing])
      expect(await judge(signed, await keyringOf(key))).toMatchObject({
        state: 'untrusted',
        code: 'key-unknown',
      });
  });

  it('wants each member to be signed, and by a trusted key', async () => {
    const keyring = await keyringOf(lasting);
    const name = MEMBERS[2]?.name as string;
    expect(await judge(await signBy([lasting], { without: [name] }), keyring)).toMatchObject({
      state: 'bad',
      code: 'signature-missing',
      field: name,
    });
    const mixed = new Map((await signBy([passing])).map(({ name, content }) => [name, content]));
    const members = MEMBERS.flatMap(member => {
      const content = mixed.get(`${member.name}.sig`);
      return content === undefined ? [member] : [member, { name: `${member.name}.sig`, content }];
    });
    const [manifest] = (
      await signMembers(members, [lasting], { without: members.map(({ name }) => name) })
    ).slice(-1);
    expect(await judge([...members, manifest as GpkgMemberInput], keyring)).toMatchObject({
      state: 'untrusted',
      code: 'key-unknown',
      field: MEMBERS[1]?.name,
    });
  });

  it('is bad where the Manifest signs other members', async () => {
    const keyring = await keyringOf(lasting);
    const other = await makeMembers({ prefix: PREFIX, metadata: { PF: 'other-1.0\n' } });
    const theirs = await signMembers(other, [lasting]);
    const ours = await signBy([lasting]);
    const swapped = ours.map(member =>
      member.name.startsWith('metadata') ? theirs.find(({ name }) => name === member.name) : member,
    );
    const found = await judge(swapped as GpkgMemberInput[], keyring);
    expect(found).toMatchObject({ state: 'bad' });
    expect(['digest-mismatch', 'member-size-mismatch']).toContain(found?.code);
  });

  it.each([
    ['text before', 'good', null, (text: string) => `first\n${text}`],
    ['text after', 'good', null, (text: string) => `${text}last\n`],
    ['a second signed text', 'bad', 'signature-ambiguous', (text: string) => text + text],
    [
      'a second signature',
      'bad',
      'signature-ambiguous',
      (text: string) => `${text}-----BEGIN PGP SIGNATURE-----\n`,
    ],
    [
      'a wrong checksum',
      'bad',
      'signature-malformed',
      (text: string) => text.replace(/\n-----END/, '\n=AAAA\n-----END'),
    ],
    ['an escaped line', 'good', null, (text: string) => text.replace(/^DATA image/m, '- DATA image')],
    ['blanks at the end of a line', 'good', null, (text: string) => text.replace(/^(DATA .*)$/m, '$1 \t')],
    [
      'a blank more in a line',
      'bad',
      'signature-mismatch',
      (text: string) => text.replace('DATA gpkg-1', 'DATA  gpkg-1'),
    ],
    [
      'another digest named',
      'bad',
      'signature-malformed',
      (text: string) => text.replace('Hash: SHA512', 'Hash: SHA256'),
    ],
    ['a header that is none', 'bad', 'signature-malformed', (text: string) => text.replace('Hash:', 'Evil:')],
    [
      'no header, for which GnuPG takes MD5',
      'bad',
      'signature-malformed',
      (text: string) => text.replace('Hash: SHA512\n', ''),
    ],
    [
      'a digest that GnuPG does not read',
      'bad',
      'signature-malformed',
      (text: string) => text.replace('SHA512', 'sha512'),
    ],
    [
      'blanks behind a mark',
      'bad',
      'signature-ambiguous',
      (text: string) => text.replace('MESSAGE-----', 'MESSAGE----- '),
    ],
    [
      'a line that is not signed',
      'bad',
      'signature-mismatch',
      (text: string) => text.replace('\n\n', '\n\n\n'),
    ],
    [
      'the signature of another text',
      'bad',
      'signature-mismatch',
      (text: string) => text.replace(/\nDATA gpkg-1[^\n]*/, ''),
    ],
  ])('reads a Manifest with %s as %s', async (_, state, code, edit) => {
    const signed = editManifest(await signBy([lasting]), edit);
    expect(await judge(signed, await keyringOf(lasting))).toMatchObject({ state, code });
  });

  it.each([
    [
      'ends a record for the client',
      'manifest-character',
      (text: string) => text.replace('\n', '\fDATA ghost 0\n'),
    ],
    [
      'divides words for us alone',
      'manifest-character',
      (text: string) => text.replace('DATA ', 'DATA\ufeff'),
    ],
    [
      'names a hash twice, first a wrong one',
      'digest-mismatch',
      (text: string) => text.replace('SHA512', `SHA512 ${'0'.repeat(128)} SHA512`),
    ],
  ])('refuses a signed Manifest of which a line %s', async (_, code, edit) => {
    const signed = (await signBy([lasting])).slice(0, -1);
    const { createCleartextMessage } = await import('openpgp');
    const message = await createCleartextMessage({ text: edit(signed.map(writeRecord).join('')) });
    const date = new Date((MADE_AT + 60) * 1000);
    const content = new TextEncoder().encode(await sign({ message, signingKeys: lasting, date }));
    const found = await judge([...signed, { name: 'Manifest', content }], await keyringOf(lasting));
    expect(found).toMatchObject({ state: 'bad', code });
  });

  it('refuses a signature before its member, which the client does not find', async () => {
    const { clearSign } = await signedBefore();
    expect(await judge(clearSign, await keyringOf(lasting))).toMatchObject({
      state: 'bad',
      code: 'signature-order',
    });
  });

  it('says what a file of a signature is instead', async () => {
    const signed = (await signBy([lasting])).map(member =>
      member.name.endsWith('.sig') ? { ...member, content: new TextEncoder().encode('x\r\n') } : member,
    );
    expect((await judge(signed, await keyringOf(lasting)))?.message).toMatch(
      /is not a signature: it has not just/,
    );
  });

  it('does not go by what stands before the signed text', async () => {
    const signed = editManifest(await signBy([lasting]), text => `DATA evil 1 SHA512 00 BLAKE2B 00\n${text}`);
    expect(await judge(signed, await keyringOf(lasting))).toMatchObject({ state: 'good' });
  });

  it('says none of what is not signed', async () => {
    const { withManifest } = await import('../support/write-gpkg.js');
    expect(await judge(withManifest(MEMBERS), await keyringOf(lasting))).toMatchObject({ state: 'none' });
  });
});
