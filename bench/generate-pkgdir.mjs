// A PKGDIR of any size, its contents the same for the same seed: gpkg with zstd, and in them what packages of a desktop have: libraries and
// programs (half of the bytes), text, and images that do not get smaller.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeElf } from './generator/elf.mjs';
import { Random } from './generator/random.mjs';
import { makeTar } from './generator/tar.mjs';

/** Files are cut out of these: making each byte anew would take longer than scanning it. */
const POOL = 48 << 20;
const CATEGORIES = ['app-misc', 'dev-libs', 'media-gfx', 'net-misc', 'sys-apps'];

/**
 * @typedef {object} GeneratedPackage
 * @property {string} path
 * @property {number} size
 * @property {string} md5
 * @property {string} sha1
 */

/**
 * Writes packages of about `bytes` in all, without an index.
 * @param {string} directory
 * @param {{ readonly bytes: number, readonly seed?: number }} options
 * @returns {Promise<readonly GeneratedPackage[]>}
 */
export async function generatePkgdir(directory, { bytes, seed = 1 }) {
  const random = new Random(seed);
  const pools = makePools(random, Math.min(POOL, Math.max(1 << 20, bytes / 2)));
  const compress = await chooseCompressor();
  /** @type {GeneratedPackage[]} */
  const packages = [];
  for (let total = 0; total < bytes; ) {
    const name = `name${packages.length}`;
    const category = random.pick(CATEGORIES);
    const path = `${category}/${name}/${name}-1.0-1.gpkg.tar`;
    // Most packages are small; the largest have most of the bytes.
    const size = random.size(3e6, 1.5, Math.min(1.5e8, bytes / 4));
    const content = makePackage(random, pools, size, { category, name, compress });
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content);
    const digest = (/** @type {string} */ algorithm) => createHash(algorithm).update(content).digest('hex');
    packages.push({ path, size: content.length, md5: digest('md5'), sha1: digest('sha1') });
    total += content.length;
  }
  return packages;
}

/** @typedef {Readonly<Record<'code' | 'text' | 'noise', Uint8Array>>} Pools */

/** @param {Random} random @param {number} size @returns {Pools} */
function makePools(random, size) {
  const noise = new Uint32Array(size / 4).map(() => random.bits());
  // As machine code, which becomes a third: a few patterns in varying order, with operands of which most are small.
  const code = new Uint32Array(size / 4).map((_, at) =>
    at % 5 === 0
      ? random.bits() >>> random.between(8, 31)
      : (PATTERNS[random.leaning(PATTERNS.length, 6)] ?? 0),
  );
  const words = Array.from({ length: 3000 }, () =>
    Array.from({ length: random.between(2, 9) }, () => String.fromCharCode(97 + random.leaning(26, 2))).join(
      '',
    ),
  );
  const text = Buffer.alloc(size);
  for (let at = 0; at < size; )
    at += text.write(`${words[random.leaning(words.length, 4)]} `, at, 'latin1') || 1;
  return { noise: new Uint8Array(noise.buffer), code: new Uint8Array(code.buffer), text };
}

const PATTERNS = Array.from({ length: 64 }, (_, at) => Math.imul(at + 1, 0x9e3779b1) >>> 0);

/**
 * @param {Random} random @param {Pools} pools @param {number} size of its files
 * @param {{ readonly category: string, readonly name: string, readonly compress: (bytes: Uint8Array) => Uint8Array }} options
 */
function makePackage(random, pools, size, { category, name, compress }) {
  const image = makeTar(makeImage(random, pools, size, name));
  const metadata = Object.entries({
    BUILD_ID: '1',
    BUILD_TIME: '1700000000',
    CATEGORY: category,
    EAPI: '8',
    KEYWORDS: 'amd64',
    PF: `${name}-1.0`,
    SLOT: '0',
  });
  const members = [
    { name: 'gpkg-1', content: new Uint8Array(0) },
    {
      name: 'metadata.tar.zst',
      content: compress(
        makeTar(
          metadata.map(([key, value]) => ({ name: `metadata/${key}`, content: Buffer.from(`${value}\n`) })),
        ),
      ),
    },
    { name: 'image.tar.zst', content: compress(image) },
  ];
  const hash = (/** @type {string} */ algorithm, /** @type {Uint8Array} */ content) =>
    createHash(algorithm).update(content).digest('hex');
  const manifest = members.map(
    ({ name: member, content }) =>
      `DATA ${member} ${content.length} SHA512 ${hash('sha512', content)} BLAKE2B ${hash('blake2b512', content)}\n`,
  );
  return makeTar(
    [...members, { name: 'Manifest', content: Buffer.from(manifest.join('')) }].map(member => ({
      ...member,
      name: `${name}-1.0-1/${member.name}`,
    })),
  );
}

/** @param {Random} random @param {Pools} pools @param {number} size @param {string} name */
function makeImage(random, pools, size, name) {
  /** @type {import('./generator/tar.mjs').TarMember[]} */
  const members = ['', 'usr/', 'usr/bin/', 'usr/lib64/', `usr/share/`, `usr/share/${name}/`].map(path => ({
    name: `image/${path}`,
  }));
  for (let total = 0, at = 0; total < size; at++) {
    const [kind, median] = random.weighted(KINDS);
    const pool = pools[kind];
    const length = Math.min(random.size(median, 1.5, pool.length / 2), Math.max(64, size - total));
    const from = random.below(pool.length - length);
    const content = pool.subarray(from, from + length);
    members.push(
      kind === 'code' ? makeProgram(random, content, name, at) : makeData(kind, content, name, at),
    );
    total += length;
  }
  return members;
}

/** With the median of their sizes, and how frequent they are. @type {readonly (readonly ['code' | 'text' | 'noise', number, number])[]} */
const KINDS = [
  ['code', 60_000, 12],
  ['text', 6_000, 76],
  ['noise', 15_000, 12],
];

/** @param {Random} random @param {Uint8Array} code @param {string} name @param {number} at */
function makeProgram(random, code, name, at) {
  const soname = random.chance(0.5) ? `lib${name}-${at}.so.1` : null;
  const content = makeElf({
    soname,
    needed: [
      'libc.so.6',
      ...Array.from({ length: random.below(6) }, () => `libname${random.below(300)}-6.so.1`),
    ],
    versions: Array.from({ length: random.between(1, 5) }, (_, version) => `GLIBC_2.${17 + version * 4}`),
    code,
  });
  return {
    name: `image/usr/${soname === null ? `bin/${name}-${at}` : `lib64/${soname}`}`,
    content,
    mode: 0o755,
  };
}

/** @param {'text' | 'noise'} kind @param {Uint8Array} content @param {string} name @param {number} at */
function makeData(kind, content, name, at) {
  return { name: `image/usr/share/${name}/${at}.${kind === 'text' ? 'txt' : 'png'}`, content };
}

/** The system's zstd where there is one, else that of a package for tests, which takes ten times as long. @returns {Promise<(bytes: Uint8Array) => Uint8Array>} */
async function chooseCompressor() {
  if (spawnSync('zstd', ['--version']).status === 0) {
    return bytes => {
      const { status, stdout } = spawnSync('zstd', ['-3', '-c', '-q'], { input: bytes, maxBuffer: 2 ** 31 });
      if (status !== 0) throw new Error(`zstd ends with ${status}`);
      return stdout;
    };
  }
  // @ts-expect-error it has no types
  const { ZstdCodec } = (await import('zstd-codec')).default;
  const zstd = await new Promise(resolve => ZstdCodec.run(resolve));
  return bytes => new zstd.Streaming().compressChunks(piecesOf(bytes), undefined, 3);
}

/** @param {Uint8Array} bytes */
function* piecesOf(bytes) {
  for (let from = 0; from < bytes.length; from += 1 << 16) yield bytes.subarray(from, from + (1 << 16));
}
