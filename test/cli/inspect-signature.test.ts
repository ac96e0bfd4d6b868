// `inspect` and `audit` with a keyring, and `inspect` of a URL, on packages that the tests sign.

import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeKey, signMembers } from '../support/sign-gpkg.js';
import { makeMembers, withManifest, writeMembers } from '../support/write-gpkg.js';
import { cleanEnvironment, MAIN, makeFolder, type Ran, runCommand } from './run-command.js';

const HOME = 'host/app-misc/hello';
const folder = makeFolder({
  [`${HOME}/hello-1.0-3.gpkg.tar.asc`]: '',
  'binpkg-check.yaml': 'keyring: right.asc\n',
});
const signed = join(folder, HOME, 'hello-1.0-1.gpkg.tar');
const unsigned = join(folder, HOME, 'hello-1.0-3.gpkg.tar');
const right = join(folder, 'right.asc');
const wrong = join(folder, 'wrong.asc');
const METADATA = { CATEGORY: 'app-misc\n', PF: 'hello-1.0\n', SLOT: '0\n', EAPI: '8\n', CHOST: 'x\n' };
let fingerprint = '';

beforeAll(async () => {
  const { key } = await makeKey('builder');
  fingerprint = key.getFingerprint().toUpperCase();
  writeFileSync(right, key.toPublic().armor());
  writeFileSync(wrong, (await makeKey('stranger')).key.toPublic().armor());
  const make = (id: string) =>
    makeMembers({ prefix: `hello-1.0-${id}`, metadata: { ...METADATA, BUILD_ID: `${id}\n` } });
  writeFileSync(signed, writeMembers('hello-1.0-1', await signMembers(await make('1'), [key])));
  writeFileSync(unsigned, writeMembers('hello-1.0-3', withManifest(await make('3'))));
});

const signatureOf = ({ out }: Ran) => JSON.parse(out).signature;

describe('inspect --keyring', () => {
  it('tells who signed, and fails where that is nobody who is trusted', () => {
    const ran = runCommand(['inspect', signed, '--keyring', right]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain('signature good by builder <builder@example.org>');
    expect(runCommand(['inspect', signed]).out).toContain('signature not checked');
    const untrusted = runCommand(['inspect', signed, '--keyring', wrong]);
    expect(untrusted.code).toBe(1);
    expect(untrusted.out).toMatch(/\[key-unknown\s+at\s+byte/);
    expect(runCommand(['inspect', unsigned, '--keyring', right]).code).toBe(1);
  });

  it('gives the signature as data', () => {
    const good = runCommand(['inspect', signed, '--keyring', wrong, '--keyring', right, '--format', 'json']);
    expect(signatureOf(good)).toMatchObject({
      state: 'good',
      fingerprint,
      userId: 'builder <builder@example.org>',
      madeAt: '2025-01-01T00:01:00Z',
      expiresAt: null,
      unread: [],
    });
    expect(signatureOf(runCommand(['inspect', signed, '--format', 'json']))).toEqual({ state: 'unchecked' });
    const none = runCommand(['inspect', unsigned, '--keyring', right, '--format', 'json']);
    expect(signatureOf(none)).toEqual({ state: 'none' });
  });

  it('cannot check without a key', () => {
    const ran = runCommand(['inspect', signed, '--keyring', join(folder, 'absent')]);
    expect(ran).toMatchObject({ code: 3, out: '' });
    expect(ran.err).toContain('absent');
  });
});

describe('audit with a keyring', () => {
  const only = ['--only', 'signature-missing,signature-untrusted,signature-form-refused', '--format', 'json'];
  const rules = ({ out }: Ran) =>
    JSON.parse(out).findings.map(({ rule, severity }: Record<string, string>) => `${rule} ${severity}`);

  it('judges every package, by the configuration file too', () => {
    const source = join(folder, 'host');
    expect(rules(runCommand(['audit', source, ...only], { cwd: folder }))).toEqual([
      'signature-form-refused error',
      'signature-missing error',
    ]);
    expect(rules(runCommand(['audit', source, ...only, '--keyring', wrong]))).toEqual([
      'signature-form-refused error',
      'signature-missing error',
      'signature-untrusted error',
    ]);
  });

  it('wants a whole number of days', () => {
    const ran = runCommand(['audit', folder, '--signature-days', 'soon']);
    expect(ran).toMatchObject({ code: 2 });
  });
});

describe('inspect URL', () => {
  const bytes = () => import('node:fs').then(({ readFileSync }) => readFileSync(signed));
  const server = createServer(async ({ headers }, response) => {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
    const all = await bytes();
    const part = all.subarray(Number(from), Number(to) + 1);
    const range = `bytes ${from}-${Number(from) + part.length - 1}/${all.length}`;
    response.writeHead(206, { 'content-range': range }).end(part);
  });
  beforeAll(() => new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => server.close());

  /** Not `runCommand`: the server would wait for its end. */
  function run(args: readonly string[]): Promise<Ran> {
    return new Promise(resolve => {
      const child = spawn(process.execPath, [MAIN, ...args], { env: cleanEnvironment() });
      const ran = { out: '', err: '' };
      child.stdout.on('data', piece => {
        ran.out += piece;
      });
      child.stderr.on('data', piece => {
        ran.err += piece;
      });
      child.on('close', code => resolve({ ...ran, code }));
    });
  }

  it('reads metadata and their signature, not the image', async () => {
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/app-misc/hello/hello-1.0-1.gpkg.tar`;
    const ran = await run(['inspect', url, '--keyring', right, '--format', 'json']);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(ran.out)).toMatchObject({
      path: url,
      valid: true,
      md5: null,
      metadata: { PF: 'hello-1.0\n' },
      problems: [],
      signature: { state: 'good', unread: ['image.tar.gz'] },
    });
  });

  it('cannot check what does not answer', async () => {
    const ran = await run(['inspect', 'http://127.0.0.1:1/x.gpkg.tar']);
    expect(ran).toMatchObject({ code: 3, out: '' });
    expect(ran.err).toContain('ECONNREFUSED');
  });
});
