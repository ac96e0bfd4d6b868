// The keys that are trusted: public keys of files or directories, armoured or binary (`gpg --export`). OpenPGP.js is loaded here
// and where signatures are verified, and only if a keyring is given.

import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config, Key } from 'openpgp';
import { compareText } from '../base/compare-text.js';
import { readArmour } from '../formats/armour.js';
import { InputError, reasonOf } from './input-error.js';

export interface Keyring {
  /** Of the keys, upper-case hexadecimal, sorted. */
  readonly fingerprints: readonly string[];
  /** Keys that have this key ID themselves or as that of a subkey. */
  find(keyId: string): readonly Key[];
}

/** Larger than any export of keys that one would trust. */
const MAX_BYTES = 16 << 20;
const BLOCK =
  /^-----BEGIN PGP (PUBLIC|PRIVATE) KEY BLOCK-----[ \t\r]*\n([\s\S]*?)^-----END PGP \1 KEY BLOCK-----/gm;
/** The first byte of a public key packet, of old and new form. */
const PACKET_TAGS: ReadonlySet<number> = new Set([0x98, 0x99, 0x9a, 0xc6]);
const KEYBOX = 'KBXf';

/** Reads the keys of all paths. Throws `InputError` where one cannot be read or has none. */
export async function readKeyring(paths: readonly string[]): Promise<Keyring> {
  const keys = new Map<string, Key>();
  for (const path of paths) {
    let found = 0;
    for (const { file, bytes, listed } of listFiles(path)) {
      for (const key of await readKeys(file, bytes, listed)) {
        const known = keys.get(key.getFingerprint());
        // A revocation or a new date of expiry counts, whichever file has it.
        keys.set(key.getFingerprint(), known === undefined ? key : await known.update(key));
        found++;
      }
    }
    if (found === 0) throw new InputError(path, 'there is no public key in it');
  }
  const sorted = [...keys.values()].sort((a, b) => compareText(a.getFingerprint(), b.getFingerprint()));
  return {
    fingerprints: sorted.map(key => key.getFingerprint().toUpperCase()),
    find: keyId => sorted.filter(key => key.getKeyIDs().some(id => id.toHex() === keyId)),
  };
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

async function readKeys(file: string, bytes: Uint8Array, listed: boolean): Promise<readonly Key[]> {
  const { readKeys: parse } = await import('openpgp');
  const blocks = readBlocks(file, bytes);
  if (blocks.length === 0) {
    const isKeybox = new TextDecoder('latin1').decode(bytes.subarray(8, 12)) === KEYBOX;
    if (isKeybox && !listed) {
      throw new InputError(
        file,
        "a keybox of GnuPG is not read; write its keys to a file with 'gpg --export'",
      );
    }
    if (!PACKET_TAGS.has(bytes[0] ?? 0)) return [];
    blocks.push(bytes);
  }
  const config = await policy();
  const keys: Key[] = [];
  for (const binaryKeys of blocks) {
    try {
      keys.push(...(await parse({ binaryKeys, config })).map(key => key.toPublic()));
    } catch (error) {
      throw new InputError(file, `these are no keys that can be read: ${(error as Error).message}`);
    }
  }
  return keys;
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
    rejectPublicKeyAlgorithms: new Set(),
    rejectCurves: new Set(),
    rejectHashAlgorithms: config.rejectHashAlgorithms,
    // Which digests a message may have is said in `verify-signature.ts`.
    rejectMessageHashAlgorithms: new Set(),
  };
}
