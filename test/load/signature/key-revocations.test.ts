// Revocations beside a key, and by another that it names.

import { enums, type PrivateKey } from 'openpgp';
import { describe, expect, it } from 'vitest';
import { findRevokedByOthers, readRevocations } from '../../../src/load/signature/key-revocations.js';
import { policy, readKeyring } from '../../../src/load/signature/read-keyring.js';
import { isRevoked } from '../../../src/load/signature/signing-key.js';
import { forgeSignature, makeKey } from '../../support/sign-gpkg.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

const directory = useTemporaryDirectory();
const { key, revocation } = await makeKey('one');
const { key: other, revocation: revocationOfOther } = await makeKey('other');
const write = (name: string, one: PrivateKey) => directory.write(name, one.toPublic().armor());

describe('readKeyring', () => {
  it.each([
    ['before', ['a.rev', 'k.asc']],
    ['behind', ['k.asc', 'z.rev']],
  ])('gives a key its revocation, that stands %s it in a file of its own', async (_, names) => {
    const paths = names.map(name =>
      name.endsWith('.asc') ? write(name, key) : directory.write(name, revocation),
    );
    const [found] = (await readKeyring(paths)).find(key.getKeyID().toHex());
    expect(await isRevoked(found as PrivateKey, found as PrivateKey)).toBe(true);
  });

  it('finds it in a directory, and gives it to no other key', async () => {
    write('dir/one.asc', key);
    write('dir/other.asc', other);
    directory.write('dir/other.rev', revocationOfOther);
    const keyring = await readKeyring([`${directory.path}/dir`]);
    const revoked = async (one: PrivateKey) => {
      const [found] = keyring.find(one.getKeyID().toHex()) as [PrivateKey];
      return isRevoked(found, found);
    };
    expect([await revoked(key), await revoked(other)]).toEqual([false, true]);
  });

  it('is none of a revocation alone', async () => {
    const path = directory.write('alone.rev', revocation);
    await expect(readKeyring([path])).rejects.toThrow(/no public key/);
  });
});

describe('findRevokedByOthers', () => {
  const fingerprint = (one: PrivateKey) => one.getFingerprint();
  async function find(revoker: PrivateKey, named: PrivateKey) {
    const { key: owner } = await makeKey('owner');
    const data = { key: owner.keyPacket };
    const direct = await forgeSignature(owner.keyPacket as never, data, {
      signatureType: enums.signature.key,
      revocationKeyClass: 0x80,
      revocationKeyAlgorithm: named.keyPacket.algorithm as never,
      revocationKeyFingerprint: Uint8Array.from(Buffer.from(fingerprint(named), 'hex')),
    });
    Object.assign(owner, { directSignatures: [direct] });
    const signatureType = enums.signature.keyRevocation;
    owner.revocationSignatures.push(
      await forgeSignature(revoker.keyPacket as never, data, { signatureType }),
    );
    const keys = [owner, revoker].map(one => [fingerprint(one), one] as const);
    const revoked = await findRevokedByOthers(new Map(keys), await policy());
    return [...revoked].map(found => found === fingerprint(owner));
  }

  it('finds a key that another revoked which it names for that, and none else', async () => {
    expect(await find(other, other)).toEqual([true]);
    expect(await find(other, key)).toEqual([]);
  });
});

describe('readRevocations', () => {
  it('passes over signatures of documents', async () => {
    const data = { key: key.keyPacket };
    const of = async (signatureType: number) => {
      const packet = await forgeSignature(key.keyPacket as never, data, { signatureType });
      const body = packet.write();
      return Uint8Array.of(0xc2, body.length, ...body);
    };
    expect(await readRevocations(await of(enums.signature.keyRevocation), await policy())).toHaveLength(1);
    expect(await readRevocations(await of(enums.signature.key), await policy())).toEqual([]);
  });
});
