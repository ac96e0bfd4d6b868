// One signature over some bytes: what it is good for, and what breaks it.

import { createMessage, enums, generateKey, sign } from 'openpgp';
import { describe, expect, it } from 'vitest';
import { verifySignature } from '../../../src/load/signature/verify-signature.js';
import { forgeSignature, keyringOf, MADE_AT, makeKey } from '../../support/sign-gpkg.js';

const DAY = 86_400;
const lasting = (await makeKey('lasting')).key;
const passing = (await makeKey('passing', { lasts: 10 * DAY })).key;

/** Subpackets of a signature (RFC 9580, 5.2.3) that it is not over, as places in the packet. */
function unsignedPartOf(packet: Uint8Array): { readonly from: number; readonly to: number } {
  // A header of two bytes; version, type, algorithm and digest; lengths of two bytes.
  const length = (at: number) => ((packet[at] as number) << 8) + (packet[at + 1] as number);
  const from = 8 + length(6);
  return { from: from + 2, to: from + 2 + length(from) };
}

describe('verifySignature', () => {
  const data = new TextEncoder().encode('data');
  const verify = async (signature: Uint8Array, at = MADE_AT + DAY, over = data) =>
    verifySignature(
      { signature, isText: false, open: () => createMessage({ text: new TextDecoder().decode(over) }) },
      await keyringOf(lasting),
      at,
    );
  const make = async (more: object = {}) =>
    (await sign({
      message: await createMessage({ binary: data }),
      signingKeys: lasting,
      date: new Date(MADE_AT * 1000),
      detached: true,
      format: 'binary',
      ...more,
    })) as Uint8Array;

  it('is good over what was signed and nothing else', async () => {
    const signature = await make();
    expect(await verify(signature)).toMatchObject({ state: 'good' });
    expect(await verify(signature, MADE_AT + DAY, data.subarray(1))).toMatchObject({
      state: 'bad',
      code: 'signature-mismatch',
    });
  });

  it.each([
    [enums.hash.sha1, 'SHA1'],
    [enums.hash.ripemd, 'RIPEMD160'],
    [enums.hash.md5, 'MD5'],
  ])('refuses the digest %i, which is %s', async (hash, actual) => {
    const forged = (await make()).slice();
    // Ed25519 does not sign these: what the packet says of its digest counts.
    forged[forged.indexOf(enums.hash.sha512, 4)] = hash;
    expect(await verify(forged)).toMatchObject({ state: 'bad', code: 'digest-weak', actual });
  });

  it('does not call one a mismatch that rests on SHA224: it cannot be checked', async () => {
    const forged = (await make()).slice();
    forged[forged.indexOf(enums.hash.sha512, 4)] = enums.hash.sha224;
    expect(await verify(forged)).toMatchObject({
      state: 'bad',
      code: 'signature-unsupported',
      message: expect.stringContaining('rests on SHA224, with which one by Ed25519 cannot be checked here'),
    });
  });

  const forge = async (fields: Parameters<typeof forgeSignature>[2], key = lasting) => {
    const [literal] = (await createMessage({ binary: data })).packets;
    const packet = await forgeSignature(key.keyPacket as never, literal as object, {
      signatureType: enums.signature.binary,
      ...fields,
    });
    const body = packet.write();
    return Uint8Array.of(0xc2, body.length, ...body);
  };

  it('is bad before its key was made', async () => {
    const before = { date: new Date((MADE_AT - 1) * 1000) };
    expect(await verify(await forge({}))).toMatchObject({ state: 'good' });
    expect(await verify(await forge(before))).toMatchObject({ state: 'bad', code: 'signature-before-key' });
  });

  it('is bad over a text where it is to be over bytes', async () => {
    const signature = await forge({ signatureType: enums.signature.text });
    expect(await verify(signature)).toMatchObject({ state: 'bad', code: 'signature-kind' });
  });

  it('is bad with a critical part that is not signed, as for GnuPG', async () => {
    const body = (await forge({})).slice(2);
    const at = 6 + ((body[4] as number) << 8) + (body[5] as number);
    const rest = at + 2 + ((body[at] as number) << 8) + (body[at + 1] as number);
    const subpacket = [0, 3, 2, 0x80 | 101, 1];
    const forged = [...body.subarray(0, at), ...subpacket, ...body.subarray(rest)];
    const signature = Uint8Array.of(0xc2, forged.length, ...forged);
    expect(await verify(signature)).toMatchObject({ state: 'bad', code: 'signature-unsupported' });
  });

  it('is bad by an algorithm that GnuPG does not have', async () => {
    const { privateKey } = await generateKey({
      type: 'curve25519',
      userIDs: [{ name: 'new' }],
      date: new Date(MADE_AT * 1000),
      format: 'object',
    });
    const signature = await forge(
      { publicKeyAlgorithm: privateKey.keyPacket.algorithm as never },
      privateKey,
    );
    expect(await verify(signature)).toMatchObject({ state: 'bad', code: 'signature-unsupported' });
  });

  it('says that each of several has to hold', async () => {
    const other = await forge({}, passing);
    const { message } = await verify(Uint8Array.of(...(await make()), ...other));
    expect(message).toBe('is by a key that the keyring does not have; each of its 2 signatures has to hold');
  });

  it('counts the keys of a large keyring and does not list them', async () => {
    const keys = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(async name => (await makeKey(name)).key));
    const signed = {
      signature: await make(),
      isText: false,
      open: () => createMessage({ binary: data }) as never,
    };
    expect(await verifySignature(signed, await keyringOf(...keys), MADE_AT + DAY)).toMatchObject({
      code: 'key-unknown',
      expected: 'one of 5 keys',
    });
  });

  it('is bad before it was made', async () => {
    expect(await verify(await make(), MADE_AT - 1)).toMatchObject({
      state: 'bad',
      code: 'signature-from-future',
    });
  });

  it('survives every truncation and every flipped byte', async () => {
    const signature = await make();
    const unsigned = unsignedPartOf(signature);
    expect(unsigned.to - unsigned.from).toBeLessThan(signature.length / 3);
    for (let length = 0; length < signature.length; length++)
      expect((await verify(signature.subarray(0, length))).state, `${length} bytes`).toBe('bad');
    for (let at = 0; at < signature.length; at++) {
      const flipped = signature.slice();
      flipped[at] = (flipped[at] as number) ^ 0x55;
      const { state } = await verify(flipped);
      // Either part names the key, which may be another by that; what is not signed may say anything.
      const isSigned = at < unsigned.from || at >= unsigned.to;
      expect(isSigned ? ['bad', 'untrusted'] : ['bad', 'untrusted', 'good'], `byte ${at}`).toContain(state);
    }
  });
});
