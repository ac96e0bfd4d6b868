// The keys that are trusted: public keys of files or directories, armoured or binary (`gpg --export`). OpenPGP.js is loaded here
// and where signatures are verified, and only if a keyring is given.

import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config, Key, SignaturePacket } from 'openpgp';
import { compareText } from '../../base/compare-text.js';
import { readArmour } from '../../formats/openpgp/armour.js';
import { InputError, reasonOf } from '../file/input-error.js';
import { addRevocations, findRevokedByOthers, readRevocations } from './key-revocations.js';
import type { Keyring } from './keyring.js';

/** What verifying sees of a keyring. */
export class TrustedKeys implements Keyring {
  readonly fingerprints: readonly string[];
  readonly #byId = new Map<string, Key[]>();
  readonly #revoked: ReadonlySet<string>;

  constructor(keys: readonly Key[], revoked: ReadonlySet<string>) {
    const sorted = [...keys].sort((a, b) => compareText(a.getFingerprint(), b.getFingerprint()));
    this.fingerprints = sorted.map(key => key.getFingerprint().toUpperCase());
    this.#revoked = revoked;
    for (const key of sorted)
      for (const id of new Set(key.getKeyIDs().map(keyId => keyId.toHex())))
        this.#byId.set(id, [...(this.#byId.get(id) ?? []), key]);
  }

  /** Of a keyring that `readKeyring` gave. */
  static of(keyring: Keyring): TrustedKeys {
    if (keyring instanceof TrustedKeys) return keyring;
    throw new TypeError('a keyring comes from readKeyring');
  }

  /** Keys that have this key ID themselves or as that of a subkey. */
  find(keyId: string): readonly Key[] {
    return this.#byId.get(keyId) ?? [];
  }

  /** Whether a key that may do so revoked this one; what the owner said is in the key. */
  isRevokedByOther(key: Key): boolean {
    return this.#revoked.has(key.getFingerprint());
  }
}

/** Larger than any export of keys that one would trust. */
const MAX_BYTES = 16 << 20;
const BLOCK =
  /^-----BEGIN PGP (PUBLIC|PRIVATE) KEY BLOCK-----[ \t\r]*\n([\s\S]*?)^-----END PGP \1 KEY BLOCK-----/gm;
/** The first byte of a packet with a key, of old and new form, and of one with a signature: revocations are such. */
const KEY_TAGS: ReadonlySet<number> = new Set([0x94, 0x95, 0x96, 0xc5, 0x98, 0x99, 0x9a, 0xc6]);
const SIGNATURE_TAGS: ReadonlySet<number> = new Set([0x88, 0x89, 0xc2]);
const KEYBOX = 'KBXf';
const KEY_NAME = /\.(asc|gpg|key|pgp|pub|rev)$/;

interface KeyFileContent {
  readonly keys: readonly Key[];
  readonly revocations: readonly SignaturePacket[];
  readonly isKeybox: boolean;
}

/** Reads the keys of all paths. Throws `InputError` where one cannot be read or has none. */
export async function readKeyring(paths: readonly string[]): Promise<TrustedKeys> {
  const keys = new Map<string, Key>();
  const revocations: SignaturePacket[] = [];
  for (const path of paths) {
    let found = 0;
    let keybox: string | null = null;
    for (const { file, bytes, listed } of listFiles(path)) {
      const content = await readContent(file, bytes, listed);
      if (content.isKeybox) keybox ??= file;
      for (const key of content.keys) {
        const known = keys.get(key.getFingerprint());
        // A revocation or a new date of expiry counts, whichever file has it.
        keys.set(key.getFingerprint(), known === undefined ? key : await known.update(key));
      }
      revocations.push(...content.revocations);
      found += content.keys.length + content.revocations.length;
    }
    if (found === 0 && keybox !== null) throw new InputError(keybox, KEYBOX_UNREAD);
    if (found === 0) throw new InputError(path, 'there is no public key in it');
  }
  if (keys.size === 0) throw new InputError(paths.join(' '), 'there is no public key in it');
  addRevocations([...keys.values()], revocations);
  return new TrustedKeys([...keys.values()], await findRevokedByOthers(keys, await policy()));
}

interface KeyFile {
  readonly file: string;
  readonly bytes: Uint8Array;
  /** It was not named but found: it need not be one of keys. */
  readonly listed: boolean;
}

function* listFiles(path: string): Generator<KeyFile> {
  try {
    if (!statSync(path).isDirectory()) yield { file: path, bytes: readBounded(path), listed: false };
    else {
      const names = readdirSync(path, { withFileTypes: true }).filter(isVisibleFile);
      for (const { name } of names.sort((a, b) => compareText(a.name, b.name))) {
        const file = join(path, name);
        if (statSync(file).isFile()) yield { file, bytes: readBounded(file), listed: true };
      }
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(path, reasonOf(error));
  }
}

function isVisibleFile(entry: Dirent): boolean {
  return !entry.name.startsWith('.') && (entry.isFile() || entry.isSymbolicLink());
}

function readBounded(file: string): Uint8Array {
  if (statSync(file).size > MAX_BYTES) throw new InputError(file, 'this is too large for a file of keys');
  return readFileSync(file);
}

const NOTHING: KeyFileContent = { keys: [], revocations: [], isKeybox: false };
const KEYBOX_UNREAD =
  "a keybox of GnuPG is not read; write its keys to a file with 'gpg --homedir DIR --export > keys.gpg'";

async function readContent(file: string, bytes: Uint8Array, listed: boolean): Promise<KeyFileContent> {
  const { readKeys } = await import('openpgp');
  const blocks = readBlocks(file, bytes);
  if (blocks.length === 0) {
    const isKeybox = new TextDecoder('latin1').decode(bytes.subarray(8, 12)) === KEYBOX;
    if (isKeybox && !listed) throw new InputError(file, KEYBOX_UNREAD);
    const tag = bytes[0] ?? 0;
    if (!KEY_TAGS.has(tag) && !SIGNATURE_TAGS.has(tag)) return { ...NOTHING, isKeybox };
    blocks.push(bytes);
  }
  const config = await policy();
  const keys: Key[] = [];
  const revocations: SignaturePacket[] = [];
  for (const block of blocks) {
    try {
      if (SIGNATURE_TAGS.has(block[0] ?? 0)) revocations.push(...(await readRevocations(block, config)));
      else keys.push(...(await readKeys({ binaryKeys: block, config })).map(key => key.toPublic()));
    } catch (error) {
      // Any bytes may begin like a key: GnuPG's `random_seed` does at times.
      if (listed && block === bytes && !KEY_NAME.test(file)) return NOTHING;
      throw new InputError(file, `these are no keys that can be read: ${(error as Error).message}`);
    }
  }
  return { keys, revocations, isKeybox: false };
}

/** A file may hold several armours, one after the other. */
function readBlocks(file: string, bytes: Uint8Array): Uint8Array[] {
  const text = new TextDecoder('latin1').decode(bytes).replaceAll('\r\n', '\n');
  return [...text.matchAll(BLOCK)].map(([, , inside = '']) => {
    const armour = readArmour(
      inside
        .split('\n')
        .slice(0, -1)
        .map(line => line.trimEnd()),
    );
    if (armour.bytes === null) throw new InputError(file, `a key cannot be read: ${armour.fault}`);
    return armour.bytes;
  });
}

/** What GnuPG takes for a key and OpenPGP.js would not by default: clients go by the former. */
export async function policy(): Promise<Config> {
  const { config } = await import('openpgp');
  return {
    ...config,
    minRSABits: 1024,
    allowMissingKeyFlags: true,
    rejectPublicKeyAlgorithms: new Set(),
    rejectCurves: new Set(),
    rejectHashAlgorithms: config.rejectHashAlgorithms,
    // Which digests a message may have is said in `verify-signature.ts`.
    rejectMessageHashAlgorithms: new Set(),
  };
}
