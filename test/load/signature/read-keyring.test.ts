import { describe, expect, it } from 'vitest';
import { readKeyring } from '../../../src/load/signature/read-keyring.js';
import { makeKey } from '../../support/sign-gpkg.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

const directory = useTemporaryDirectory();
const one = (await makeKey('one', { subkey: true })).key;
const two = (await makeKey('two')).key;
const fingerprints = [one, two].map(key => key.getFingerprint().toUpperCase()).sort();

describe('readKeyring', () => {
  it('reads armoured and binary keys, several in a file', async () => {
    const text = `about these keys\n\n${one.toPublic().armor()}\n${two.toPublic().armor()}`;
    const both = directory.write('both.asc', text.replaceAll('\r\n', '\n'));
    expect((await readKeyring([both])).fingerprints).toEqual(fingerprints);
    const binary = directory.write(
      'both.gpg',
      Buffer.concat([one.toPublic().write(), two.toPublic().write()]),
    );
    expect((await readKeyring([binary])).fingerprints).toEqual(fingerprints);
  });

  it('reads a directory, and passes over what is no key', async () => {
    directory.write('keys/a.asc', one.toPublic().armor());
    directory.write('keys/b.gpg', two.toPublic().write());
    directory.write('keys/README', 'text\n');
    directory.write('keys/.hidden.asc', 'text\n');
    expect((await readKeyring([`${directory.path}/keys`])).fingerprints).toEqual(fingerprints);
  });

  it('names the keybox of a directory that has nothing else', async () => {
    directory.write('home/pubring.kbx', Buffer.concat([Buffer.alloc(8), Buffer.from('KBXf')]));
    directory.write('home/trustdb.gpg', '\u0001gpg');
    await expect(readKeyring([`${directory.path}/home`])).rejects.toThrow(/pubring\.kbx: a keybox.*--export/);
  });

  it('passes over bytes in a directory that begin like a key by chance', async () => {
    directory.write('seeded/a.asc', one.toPublic().armor());
    directory.write('seeded/random_seed', Uint8Array.of(0x99, 1, 2, 3));
    expect((await readKeyring([`${directory.path}/seeded`])).fingerprints).toHaveLength(1);
    directory.write('seeded/b.gpg', Uint8Array.of(0x99, 1, 2, 3));
    await expect(readKeyring([`${directory.path}/seeded`])).rejects.toThrow(/b\.gpg/);
  });

  it('finds a key by its own ID and that of a subkey', async () => {
    const keyring = await readKeyring([directory.write('one.asc', one.toPublic().armor())]);
    for (const id of one.getKeyIDs()) expect(keyring.find(id.toHex())).toHaveLength(1);
    expect(keyring.find(two.getKeyID().toHex())).toEqual([]);
  });

  it.each([
    ['armoured', () => one.armor()],
    ['binary', () => one.write()],
  ])('keeps no secrets of %s ones', async (_, make) => {
    const keyring = await readKeyring([directory.write('one.asc', make())]);
    expect(keyring.find(one.getKeyID().toHex())[0]?.isPrivate()).toBe(false);
  });

  it.each([
    ['nothing', ''],
    ['text', 'no key\n'],
    [
      'a damaged armour',
      one
        .toPublic()
        .armor()
        .replace(/\n(.{20})/, '\n!$1'),
    ],
    ['a key cut off', Buffer.from(one.toPublic().write()).subarray(0, 40)],
    ['a keybox', Buffer.concat([Buffer.alloc(8), Buffer.from('KBXf')])],
  ])('refuses %s', async (_, content) => {
    const path = directory.write('odd', content);
    await expect(readKeyring([path])).rejects.toThrow(path);
  });

  it('refuses what is not there, and a directory without keys', async () => {
    await expect(readKeyring([`${directory.path}/absent`])).rejects.toThrow(/no such file/);
    await expect(readKeyring([directory.path])).rejects.toThrow(/no public key/);
  });
});
