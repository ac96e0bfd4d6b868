// Signs gpkg containers as Portage has GnuPG do it, with keys made for the test.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AnySecretKeyPacket,
  config,
  createCleartextMessage,
  createMessage,
  enums,
  generateKey,
  type Key,
  type PrivateKey,
  SignaturePacket,
  sign,
} from 'openpgp';
import type { Keyring } from '../../src/load/signature/keyring.js';
import { readKeyring } from '../../src/load/signature/read-keyring.js';
import { type GpkgMemberInput, withManifest } from './write-gpkg.js';

export interface SignOptions {
  readonly date?: Date;
  /** Signature members of these are left out. */
  readonly without?: readonly string[];
  readonly format?: 'armored' | 'binary';
}

/** Seconds of a day in the past of all tests. */
export const MADE_AT = Date.UTC(2025, 0, 1) / 1000;

export async function makeKey(
  name: string,
  more: { readonly lasts?: number; readonly subkey?: boolean } = {},
): Promise<{ readonly key: PrivateKey; readonly revocation: string }> {
  const { privateKey, revocationCertificate } = await generateKey({
    type: 'ecc',
    curve: 'ed25519Legacy',
    userIDs: [{ name, email: `${name}@example.org` }],
    keyExpirationTime: more.lasts ?? 0,
    subkeys: more.subkey ? [{ sign: true }] : [],
    date: new Date(MADE_AT * 1000),
    format: 'object',
  });
  return { key: privateKey, revocation: revocationCertificate };
}

/** Marker, metadata, image with their signatures, and the signed Manifest. */
export async function signMembers(
  members: readonly GpkgMemberInput[],
  keys: readonly PrivateKey[],
  { date = new Date((MADE_AT + 60) * 1000), without = [], format = 'armored' }: SignOptions = {},
): Promise<GpkgMemberInput[]> {
  const signingKeys = [...keys];
  const signed: GpkgMemberInput[] = [];
  for (const member of members) {
    signed.push(member);
    if (member.name === 'gpkg-1' || without.includes(member.name)) continue;
    const message = await createMessage({ binary: member.content });
    const signature = await sign({ message, signingKeys, date, detached: true, format: format as 'binary' });
    const content = typeof signature === 'string' ? new TextEncoder().encode(signature) : signature;
    signed.push({ name: `${member.name}.sig`, content });
  }
  const listed = withManifest(signed);
  const manifest = new TextDecoder().decode(listed.at(-1)?.content);
  const message = await createCleartextMessage({ text: manifest });
  const text = await sign({ message, signingKeys, date });
  return [...signed, { name: 'Manifest', content: new TextEncoder().encode(text) }];
}

/** A signature that has anything in it, also what no program writes. */
export async function forgeSignature(
  key: AnySecretKeyPacket,
  data: object,
  { date = new Date(MADE_AT * 1000), ...fields }: Partial<SignaturePacket> & { readonly date?: Date },
): Promise<SignaturePacket> {
  const packet = Object.assign(new SignaturePacket(), {
    publicKeyAlgorithm: key.algorithm,
    hashAlgorithm: enums.hash.sha512,
    ...fields,
  });
  // It wants its configuration, which is not declared.
  const { sign: signPacket } = packet as unknown as { sign(...all: readonly unknown[]): Promise<void> };
  await signPacket.call(packet, key, data, date, true, config);
  return packet;
}

/** A keyring of these keys, read from a file as any other. */
export async function keyringOf(...keys: readonly Key[]): Promise<Keyring> {
  const folder = mkdtempSync(join(tmpdir(), 'keyring-'));
  try {
    const path = join(folder, 'keys.asc');
    writeFileSync(path, keys.map(key => key.toPublic().armor()).join('\n'));
    return await readKeyring([path]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
