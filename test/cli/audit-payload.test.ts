// `audit --payload`: what is in the packages, with and without a cache, on one thread and on two.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeElf } from '../support/write-elf.js';
import { withManifest, writeGpkg, writeMembers } from '../support/write-gpkg.js';
import { writeTar } from '../support/write-tar.js';
import { HEALTHY, makeFolder, runCommand } from './run-command.js';

const folder = makeFolder({ 'index/Packages': HEALTHY });
const at = (path: string) => join(folder, path);
const ONLY = ['--only', 'container-invalid'];

const metadata = (pf: string) =>
  Object.entries({
    BUILD_ID: '1',
    BUILD_TIME: '1700000000',
    CATEGORY: 'app-misc',
    CHOST: 'x86_64-pc-linux-gnu',
    EAPI: '8',
    PF: pf,
    SLOT: '0',
    repository: 'gentoo',
  }).map(([name, content]) => ({ name: `metadata/${name}`, content: `${content}\n` }));

function write(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), bytes);
}

/** A package whose image is any bytes. */
function packed(name: string, extension: string, image: Uint8Array): Uint8Array {
  return writeMembers(
    `${name}-1-1`,
    withManifest([
      { name: 'gpkg-1', content: new Uint8Array(0) },
      { name: 'metadata.tar.gz', content: gzipSync(writeTar(metadata(`${name}-1`))) },
      { name: `image.tar${extension}`, content: image },
    ]),
  );
}

/** 200 MB in blocks of 128 KiB that repeat one byte, 4 bytes each. */
function makeBomb(): Uint8Array {
  const header = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38);
  const blocks = 1600;
  const bytes = new Uint8Array(header.length + 4 * blocks);
  bytes.set(header);
  for (let block = 0; block < blocks; block++) {
    const word = (block === blocks - 1 ? 1 : 0) | (1 << 1) | ((1 << 17) << 3);
    bytes.set([word & 0xff, (word >> 8) & 0xff, word >> 16, 0], header.length + 4 * block);
  }
  return bytes;
}

/** lzop with a method that is no LZO1X. */
const FOREIGN = Uint8Array.from([
  ...[0x89, 0x4c, 0x5a, 0x4f, 0x00, 0x0d, 0x0a, 0x1a, 0x0a],
  ...[0x10, 0x30, 0x20, 0xa0, 0x09, 0x40, 0x09, 0x05, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
]);

beforeAll(async () => {
  for (const name of ['hello', 'more']) {
    const image = [{ name: `usr/lib64/lib${name}.so.1`, content: writeElf({ soname: `lib${name}.so.1` }) }];
    const values = Object.fromEntries(
      metadata(`${name}-1`).map(({ name: key, content }) => [key.slice('metadata/'.length), content]),
    );
    const bytes = await writeGpkg({ prefix: `${name}-1-1`, metadata: values, image, compression: 'zstd' });
    write(`good/app-misc/${name}/${name}-1-1.gpkg.tar`, bytes);
  }
  write('bomb/app-misc/bomb/bomb-1-1.gpkg.tar', packed('bomb', '.zst', makeBomb()));
  write('foreign/app-misc/odd/odd-1-1.gpkg.tar', packed('odd', '.lzo', FOREIGN));
  const leading = gzipSync(writeTar([{ name: 'image/../../etc/passwd', content: 'x' }]));
  write('escape/app-misc/out/out-1-1.gpkg.tar', packed('out', '.gz', leading));
});

const audit = (...args: readonly string[]) => runCommand(['audit', ...args], { env: { HOME: folder } });
const findings = (out: string) =>
  (JSON.parse(out) as { findings: { rule: string; message: string; data: Record<string, unknown> }[] })
    .findings;

describe('audit --payload', () => {
  it('keeps what it found where it is told to, and says the same whatever is kept and on any number of threads', () => {
    const args = [at('good'), '--payload', '--format', 'json'];
    const plain = audit(...args, '--no-cache', '--jobs', '1');
    expect(plain.code).toBe(1);
    expect(findings(plain.out).some(({ rule }) => rule === 'container-invalid')).toBe(false);
    for (const more of [
      ['--cache', at('kept')],
      ['--cache', at('kept')],
      ['--no-cache', '--jobs', '2'],
    ])
      expect(audit(...args, ...more)).toEqual(plain);
    expect(readdirSync(at('kept'))).toEqual(['payload-facts']);
    expect(readFileSync(join(at('kept'), 'payload-facts'), 'utf8')).toContain('libmore.so.1');
  });

  it('keeps it in the directory for caches where nothing is said', () => {
    audit(at('good'), '--payload', ...ONLY);
    expect(readdirSync(join(folder, '.cache/binpkg-check'))).toEqual(['payload-facts']);
  });

  it('names what leads out of the image', () => {
    const { code, out } = audit(at('escape'), '--payload', '--no-cache', '--format', 'json', ...ONLY);
    expect(code).toBe(1);
    expect(findings(out).map(({ data }) => [data['code'], typeof data['offset']])).toEqual([
      ['image-path-outside', 'number'],
      ['image-root-missing', 'number'],
    ]);
  });

  it('refuses 200 MB in a few KB by a stated limit', () => {
    expect(makeBomb().length).toBeLessThan(10_000);
    const { code, out } = audit(at('bomb'), '--payload', '--no-cache', '--format', 'json', ...ONLY);
    expect(code).toBe(1);
    expect(findings(out).map(({ data }) => [data['code'], data['what']])).toEqual([
      ['output-too-large', `the zstd data expand to more than ${128 << 20} bytes`],
    ]);
  });

  it('says of contents that it cannot read that they were not checked', () => {
    const { code, out, err } = audit(at('foreign'), '--payload', '--no-cache', ...ONLY);
    expect(code).toBe(3);
    expect(err).toMatch(/contents of .*odd-1-1.gpkg.tar could not be checked: method 9 is not LZO1X/);
    expect(out).toContain('contents not checked: method 9 is not LZO1X');
  });

  it('wants the packages themselves', () => {
    const { code, err } = audit(at('index/Packages'), '--payload', '--no-cache');
    expect(code).toBe(3);
    expect(err).toContain('is an index; give the PKGDIR instead');
  });

  it('goes on without a cache that it cannot write', () => {
    const { code, err } = audit(at('good'), '--payload', '--cache', at('index/Packages'), ...ONLY);
    expect(code).toBe(0);
    expect(err).toMatch(/not kept for the next run: cannot write .*is not a directory/);
  });

  it.each([
    [['--cache', 'x'], '--cache keeps what --payload finds'],
    [['--payload', '--cache', ''], '--cache is empty'],
  ])('%j is wrong usage', (args, message) => {
    const { code, err } = audit(at('good'), ...args);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });

  it('is asked for in the configuration as well', () => {
    writeFileSync(at('config.yaml'), `payload: true\ncache: ${at('configured')}\n`);
    const args = [at('good'), '--config', at('config.yaml'), ...ONLY];
    expect(audit(...args).code).toBe(0);
    expect(readdirSync(at('configured'))).toEqual(['payload-facts']);
    writeFileSync(at('config.yaml'), `payload: true\nno-cache: true\ncache: ${at('never')}\n`);
    expect(audit(...args).code).toBe(0);
    expect(readdirSync(folder)).not.toContain('never');
  });
});
