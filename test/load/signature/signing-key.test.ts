// Keys of which GnuPG and OpenPGP.js say different things.

import { enums, type PrivateKey, type SignaturePacket, UserIDPacket } from 'openpgp';
import { describe, expect, it } from 'vitest';
import { endsOf, isRevoked, maySign, signersOf, userOf } from '../../../src/load/signature/signing-key.js';
import { forgeSignature, MADE_AT, makeKey } from '../../support/sign-gpkg.js';

const DAY = 86_400;
const NOW = new Date((MADE_AT + 100 * DAY) * 1000);
const later = (days: number) => new Date((MADE_AT + days * DAY) * 1000);
const MAY_SIGN = { keyFlags: Uint8Array.of(3) };

/** A key with one user ID for each date, told to last so many days, or for ever. */
async function makeUsers(...users: readonly { readonly date: Date; readonly days?: number }[]) {
  const { key } = await makeKey('users');
  const [first] = key.users;
  key.users = await Promise.all(
    users.map(async ({ date, days }, at) => {
      const userID = UserIDPacket.fromObject({ name: `u${at}` });
      const lasts = days === undefined ? {} : { keyExpirationTime: days * DAY, keyNeverExpires: false };
      const certification = await forgeSignature(
        key.keyPacket as never,
        { userID, key: key.keyPacket },
        { signatureType: enums.signature.certPositive, date, ...MAY_SIGN, ...lasts },
      );
      return Object.assign(first?.clone() as PrivateKey['users'][0], {
        userID,
        selfCertifications: [certification],
      });
    }),
  );
  return key;
}

const revoke = (key: PrivateKey, signatureType: number, fields: object, more = {}) =>
  forgeSignature(key.keyPacket as never, { key: key.keyPacket, ...more }, { signatureType, ...fields });

describe('endsOf', () => {
  it('is nothing for a key that lasts', async () => {
    const { key } = await makeKey('lasting');
    expect(await endsOf(key, key, NOW)).toEqual([]);
  });

  it('goes by the newest user ID that says anything, though a newer one says nothing', async () => {
    const key = await makeUsers({ date: later(0), days: 30 }, { date: later(40) });
    expect(Math.min(...(await endsOf(key, key, NOW)))).toBe(MADE_AT + 30 * DAY);
    const extended = await makeUsers({ date: later(0), days: 30 }, { date: later(20), days: 300 });
    expect(Math.min(...(await endsOf(extended, extended, NOW)))).toBe(MADE_AT + 300 * DAY);
  });
});

describe('isRevoked', () => {
  it.each([
    ['at once', {}],
    ['in the future', { date: later(400), reasonForRevocationFlag: enums.reasonForRevocation.keyRetired }],
    ['for a time that is over', { signatureExpirationTime: 60, signatureNeverExpires: false }],
  ])('says so of a key and of a subkey that were revoked %s', async (_, fields) => {
    const { key } = await makeKey('one', { subkey: true });
    const [subkey] = key.subkeys as [PrivateKey['subkeys'][0]];
    expect(await isRevoked(key, subkey)).toBe(false);
    const bind = { bind: subkey.keyPacket };
    subkey.revocationSignatures.push(await revoke(key, enums.signature.subkeyRevocation, fields, bind));
    expect([await isRevoked(key, key), await isRevoked(key, subkey)]).toEqual([false, true]);
    key.revocationSignatures.push(await revoke(key, enums.signature.keyRevocation, fields));
    expect(await isRevoked(key, key)).toBe(true);
  });

  it('passes over what another signed', async () => {
    const { key } = await makeKey('one');
    const { key: other } = await makeKey('other');
    const data = { key: key.keyPacket };
    const signatureType = enums.signature.keyRevocation;
    key.revocationSignatures.push(await forgeSignature(other.keyPacket as never, data, { signatureType }));
    expect(await isRevoked(key, key)).toBe(false);
  });
});

describe('maySign', () => {
  it('goes by what a key says of itself, if it does', async () => {
    const { key } = await makeKey('one');
    expect(maySign(key)).toBe(true);
    const direct: SignaturePacket[] = [];
    Object.assign(key, { directSignatures: direct });
    const say = async (flags: number, date: Date) =>
      direct.push(await revoke(key, enums.signature.key, { keyFlags: Uint8Array.of(flags), date }));
    await say(1, later(1));
    expect(maySign(key)).toBe(false);
    await say(3, later(2));
    expect(maySign(key)).toBe(true);
  });
});

it('finds signers by their ID, and the name of the owner', async () => {
  const { key } = await makeKey('main', { subkey: true });
  expect(signersOf(key, key.getKeyID().toHex())).toEqual([key]);
  expect(signersOf(key, key.subkeys[0]?.getKeyID().toHex() as string)).toEqual([key.subkeys[0]]);
  expect(signersOf(key, '0'.repeat(16))).toEqual([]);
  expect(await userOf(key)).toBe('main <main@example.org>');
});
