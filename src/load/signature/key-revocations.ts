// Revocations that a key does not hold itself: certificates in files of their own (`gpg --gen-revoke`), and those by another key that
// the owner named for it (RFC 9580, 5.2.3.23), which OpenPGP.js reads and does not judge.

import type { Config, Key, SignaturePacket } from 'openpgp';

/** The revocations of keys among the packets; others are left out. */
export async function readRevocations(
  bytes: Uint8Array,
  config: Config,
): Promise<readonly SignaturePacket[]> {
  const { enums, PacketList, SignaturePacket: Packet } = await import('openpgp');
  const allowed = { [enums.packet.signature]: Packet } as never;
  const packets = await PacketList.fromBinary(bytes, allowed, config);
  return packets
    .filter(packet => packet instanceof Packet)
    .filter(packet => packet.signatureType === enums.signature.keyRevocation);
}

/** Gives each key those that its owner, or whom the owner named, may have made. Whether they did is found out where it counts. */
export function addRevocations(keys: readonly Key[], revocations: readonly SignaturePacket[]): void {
  for (const key of keys)
    for (const revocation of revocations) {
      const ids = [key.getKeyID().toHex(), ...revokersOf(key).map(fingerprint => fingerprint.slice(-16))];
      if (ids.includes(revocation.issuerKeyID.toHex())) key.revocationSignatures.push(revocation);
    }
}

/** Fingerprints of the keys that another of the keys revoked, as it may. */
export async function findRevokedByOthers(
  keys: ReadonlyMap<string, Key>,
  config: Config,
): Promise<ReadonlySet<string>> {
  const { enums } = await import('openpgp');
  const revoked = new Set<string>();
  for (const [fingerprint, key] of keys)
    for (const revoker of revokersOf(key)) {
      const { keyPacket } = keys.get(revoker) ?? {};
      if (keyPacket === undefined) continue;
      for (const revocation of key.revocationSignatures) {
        // No date: a revocation holds whenever it was made.
        const never = null as unknown as Date;
        const isValid = await revocation
          .verify(keyPacket, enums.signature.keyRevocation, { key: key.keyPacket }, never, false, config)
          .then(
            () => true,
            () => false,
          );
        if (isValid) revoked.add(fingerprint);
      }
    }
  return revoked;
}

/** Fingerprints that the key itself names as those of its revokers. */
function revokersOf(key: Key): readonly string[] {
  return [...directSignaturesOf(key), ...key.users.flatMap(user => user.selfCertifications)]
    .flatMap(({ revocationKeyFingerprint }) => revocationKeyFingerprint ?? [])
    .map(bytes => [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join(''));
}

/** What the key says of itself, and of no user ID. */
export function directSignaturesOf(key: Key): readonly SignaturePacket[] {
  // OpenPGP.js has them and does not declare them.
  const { directSignatures = [] } = key as { readonly directSignatures?: readonly SignaturePacket[] };
  return directSignatures.filter(({ issuerKeyID }) => issuerKeyID.equals(key.getKeyID()));
}
