// Real signed packages, and what becomes of their signatures when a byte of them changes.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFromBytes } from '../../../src/base/byte-range.js';
import { readGpkg } from '../../../src/formats/container/gpkg.js';
import { readPackageBytes, readPackageFile } from '../../../src/load/package/read-package-file.js';
import type { Keyring } from '../../../src/load/signature/keyring.js';
import { readKeyring } from '../../../src/load/signature/read-keyring.js';
import { lacks } from '../../support/lacks.js';
import { realData, unpackPkgdirs } from '../../support/real-data.js';

const keys = realData('keys');
const corrupt = realData('corrupt');
const pkgdirs = keys === null ? null : unpackPkgdirs();
afterAll(() => {
  if (pkgdirs !== null) rmSync(pkgdirs, { recursive: true, force: true });
});

/** After the keys were made, before anything expires. */
const AT = Date.UTC(2026, 11, 1) / 1000;
const SIGN = 'F9B92E4CE3F7D5401F7D0B234152AA026D22CA2B';

describe.skipIf(pkgdirs === null || corrupt === null)('verifySignatures on real packages', () => {
  const folder = join(pkgdirs ?? '', 'gpkg-signed');
  const found = pkgdirs === null ? [] : readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const paths = (found as string[]).filter(name => name.endsWith('.gpkg.tar')).sort();
  const hello = 'app-misc/hello/hello-1.0-1.gpkg.tar';
  let right: Keyring;
  let other: Keyring;
  let bytes: Uint8Array;
  beforeAll(async () => {
    right = await readKeyring([join(keys as string, 'pub-sign.asc')]);
    other = await readKeyring([join(keys as string, 'pub-other.asc')]);
    bytes = readFileSync(join(folder, hello));
  });

  const judge = async (keyring: Keyring, content: Uint8Array) =>
    (await readPackageBytes(hello, content, { digests: true, trust: { keyring, at: AT } })).signature;

  it('are good with the right key', async () => {
    expect(paths).toHaveLength(6);
    for (const path of paths) {
      const file = await readPackageFile(folder, path, { digests: true, trust: { keyring: right, at: AT } });
      expect(file.signature, path).toMatchObject({
        state: 'good',
        code: null,
        fingerprint: SIGN,
        userId: expect.stringContaining('sign@example.org'),
        expiresAt: null,
        unread: [],
      });
      expect(file.signature?.madeAt).toBeGreaterThan(Date.UTC(2026, 10, 20) / 1000);
    }
  });

  it('are untrusted with the other', async () => {
    for (const path of paths) {
      const file = await readPackageFile(folder, path, { digests: true, trust: { keyring: other, at: AT } });
      expect(file.signature, path).toMatchObject({
        state: 'untrusted',
        code: 'key-unknown',
        actual: SIGN.slice(-16),
        fingerprint: null,
      });
    }
  });

  it('are good where either key is trusted', async () => {
    expect(await judge(await readKeyring([keys as string]), bytes)).toMatchObject({ state: 'good' });
  });

  it('are of no use before they were made', async () => {
    const { signature } = await readPackageBytes(hello, bytes, {
      digests: true,
      trust: { keyring: right, at: 1000 },
    });
    expect(signature).toMatchObject({ state: 'bad', code: 'signature-from-future' });
  });

  it('are bad after any flipped byte in any member', { timeout: 60_000 }, async () => {
    const { members } = readFromBytes(readGpkg(bytes.length), bytes);
    expect(members.map(({ name }) => name)).toHaveLength(6);
    let seed = 7;
    const next = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % below;
    };
    for (const { name, dataOffset, size } of members) {
      if (size === 0) continue;
      const everywhere = process.env['EVERY_BYTE'] !== undefined;
      const places = everywhere
        ? Array.from({ length: size }, (_, at) => at)
        : [0, size >> 1, size - 1, ...Array.from({ length: 20 }, () => next(size))];
      for (const place of places) {
        const flipped = bytes.slice();
        const mask = 1 + next(255);
        flipped[dataOffset + place] = (flipped[dataOffset + place] as number) ^ mask;
        const signature = await judge(right, flipped);
        expect(signature?.state, `${name} byte ${place} mask ${mask}: ${signature?.code}`).toBe('bad');
      }
    }
  });
});

describe.skipIf(keys === null || corrupt === null)('verifySignatures on damaged packages', () => {
  const path = (name: string) => join(corrupt as string, name, 'net-misc/curlish/curlish-8.5.0-1.gpkg.tar');

  it.each([
    ['gpkg-00-good-control', 'none', null],
    ['gpkg-c0-signed-good', 'good', null],
    ['gpkg-c2-signed-manifest-body-hash-tampered', 'bad', 'signature-mismatch'],
    ['gpkg-c4-sig-of-metadata-missing', 'bad', 'signature-missing'],
    ['gpkg-c6-signed-manifest-only', 'bad', 'signature-missing'],
    ['gpkg-c8-unsigned-but-required', 'none', null],
    ['gpkg-ca-unknown-key-ignore-signature', 'untrusted', 'key-unknown'],
    // The client has GnuPG write what is signed and goes on with that.
    ['gpkg-cc-appended-data-after-signature', 'good', null],
    ['gpkg-ce-fake-signature-armor', 'bad', 'manifest-signature-malformed'],
  ])('%s is %s', async (name, state, code) => {
    const keyring = await readKeyring([join(keys as string, 'pub-sign.asc')]);
    const bytes = readFileSync(path(name));
    const file = await readPackageBytes('x.gpkg.tar', bytes, { digests: true, trust: { keyring, at: AT } });
    expect(file.signature).toMatchObject({ state, code });
  });
});

const hasGpg = !lacks('gpg', spawnSync('gpg', ['--version']).status === 0);

describe.skipIf(pkgdirs === null || !hasGpg)('verifySignatures beside GnuPG', () => {
  const path = join(pkgdirs ?? '', 'gpkg-signed/app-misc/hello/hello-1.0-1.gpkg.tar');
  const home = hasGpg ? mkdtempSync(join(tmpdir(), 'gnupg-')) : '';
  afterAll(() => {
    spawnSync('gpgconf', ['--homedir', home, '--kill', 'all']);
    rmSync(home, { recursive: true, force: true });
  });
  const gpg = (args: readonly string[], input: string | Uint8Array = '') =>
    spawnSync('gpg', ['--homedir', home, '--batch', '--no-tty', ...args], { input });

  /** As the client asks (cnf/make.globals) and reads the answer (`_check_gpg_status`). */
  function isGood(args: readonly string[], input: Uint8Array): boolean {
    const { status, stderr } = gpg(
      ['--verify', '--no-auto-check-trustdb', '--status-fd', '2', ...args],
      input,
    );
    const lines = stderr.toString('latin1').split('\n');
    const has = (pattern: RegExp) => lines.some(line => pattern.test(line));
    return status === 0 && has(/^\[GNUPG:\] GOODSIG/) && has(/^\[GNUPG:\] TRUST_(ULTIMATE|FULLY)/);
  }

  it('calls no Manifest and no signature good that the client refuses', { timeout: 60_000 }, async () => {
    gpg(['--import', join(keys as string, 'pub-sign.asc')]);
    gpg(['--import-ownertrust'], `${SIGN}:6:\n`);
    gpg(['--check-trustdb']);
    const keyring = await readKeyring([join(keys as string, 'pub-sign.asc')]);
    const bytes = readFileSync(path);
    const { members } = readFromBytes(readGpkg(bytes.length), bytes);
    const rangeOf = (name: string) => {
      const member = members.find(found => found.name === name);
      return [
        member?.dataOffset as number,
        (member?.dataOffset as number) + (member?.size as number),
      ] as const;
    };
    const compare = async (content: Uint8Array, what: string) => {
      const [from, to] = rangeOf('Manifest');
      const [start, end] = rangeOf('metadata.tar.gz');
      const signature = join(home, 'member.sig');
      writeFileSync(signature, content.subarray(...rangeOf('metadata.tar.gz.sig')));
      const theirs =
        isGood(['--output', '-', '-'], content.subarray(from, to)) &&
        isGood([signature, '-'], content.subarray(start, end));
      const options = { digests: true, trust: { keyring, at: AT } };
      const file = await readPackageBytes('x.gpkg.tar', content, options);
      if (file.signature?.state === 'good') expect(theirs, what).toBe(true);
      return theirs;
    };
    expect(await compare(bytes, 'as it is')).toBe(true);
    for (const name of ['Manifest', 'metadata.tar.gz.sig', 'metadata.tar.gz']) {
      const [from, to] = rangeOf(name);
      for (let step = 0; step < 12; step++) {
        const place = from + Math.floor(((to - from - 1) * step) / 11);
        const flipped = Uint8Array.from(bytes);
        flipped[place] = (flipped[place] as number) ^ 0x01;
        await compare(flipped, `${name}, byte ${place - from}`);
      }
    }
  });
});
