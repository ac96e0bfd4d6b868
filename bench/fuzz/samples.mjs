// What mutation starts from: every valid sample at hand, and short texts that use much of a format.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFromBytes } from '../../dist/base/byte-range.js';
import { readGpkg } from '../../dist/formats/container/gpkg.js';
import { readXpak } from '../../dist/formats/container/xpak.js';
import { decompress } from '../../dist/load/decompress/decompress.js';
import { sourceOfBytes } from '../../dist/load/file/byte-source.js';
import { EBUILDS, ECLASS, GLSA, MAKE_CONF, MD5_CACHE, METADATA_XML, PROFILE, YAML } from './texts.mjs';

const FIXTURES = fileURLToPath(new URL('../../fixtures', import.meta.url));
/** Larger ones only take time. */
const MOST_BYTES = 256 << 10;
const MOST_INDEX = 12_000;

/** By reader. `data`: the folder of real data, where there is one. */
export async function collectSamples(data) {
  const scratch = mkdtempSync(join(tmpdir(), 'fuzz-samples-'));
  try {
    return await collect(data, scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function collect(data, scratch) {
  const roots = [FIXTURES];
  if (data !== null && existsSync(data)) {
    roots.push(...['corrupt', 'resolver', 'indices', 'keys'].map(name => join(data, name)));
    for (const name of ['pkgdirs.tar.xz', 'cases.tar.xz', 'metadata/flatcar-2026-md5-cache.tar.xz'])
      spawnSync('tar', ['-xf', join(data, name), '-C', scratch]);
    roots.push(scratch);
  }
  const files = roots.flatMap(root => [...walk(root)]).filter(path => !path.includes('/fixtures/fuzz/'));
  const read = pattern =>
    files
      .filter(path => pattern.test(path) && statSync(path).size <= MOST_BYTES)
      .map(path => readFileSync(path));
  const valid = pattern =>
    files
      .filter(
        path =>
          pattern.test(path) &&
          !/corrupt\/(?!\S*(control|signed-good))/.test(path) &&
          statSync(path).size <= MOST_BYTES,
      )
      .map(path => readFileSync(path));
  const gpkg = valid(/\.gpkg\.tar$/);
  const xpak = valid(/\.(xpak|tbz2)$/);
  const { images, objects } = await unpack(gpkg, xpak);
  const texts = list => list.map(text => Buffer.from(text));
  return {
    gpkg,
    xpak,
    image: images,
    elf: objects,
    packages: read(/\/Packages$/)
      .concat(
        files
          .filter(path => /indices\//.test(path) && statSync(path).size > MOST_BYTES)
          .map(path => readFileSync(path)),
      )
      .map(shorten),
    evaluator: [...texts(EBUILDS), ...texts([ECLASS]), ...read(/\.ebuild$/)],
    openpgp: gpkg.filter(bytes => bytes.includes('.sig')),
    keyring: read(/\.asc$/),
    'md5-cache': [...texts(MD5_CACHE), ...read(/md5-cache\/[^/]+\/[^/]+$/).slice(0, 400)],
    profile: [
      ...texts(PROFILE),
      ...read(
        /\/profiles\/.*\/(packages|use\.\w+|package\.\w+|parent|eapi)$|\/updates\/|layout\.conf$|binrepos\.conf$/,
      ),
    ],
    'make-conf': [...texts(MAKE_CONF), ...read(/\/make\.(conf|defaults)$/)],
    glsa: texts(GLSA),
    'metadata-xml': texts(METADATA_XML),
    config: texts(YAML),
    report: [makeReport(), ...read(/\/reports\/[^/]+\.json$/)],
  };
}

function* walk(path) {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status?.isFile() === true) yield path;
  if (status?.isDirectory() !== true) return;
  for (const name of readdirSync(path).sort()) yield* walk(join(path, name));
}

/** A header and some entries. */
function shorten(bytes) {
  const end = bytes.indexOf('\n\n', MOST_INDEX);
  return end === -1 ? bytes : bytes.subarray(0, end + 2);
}

async function unpack(gpkg, xpak) {
  const images = [];
  const objects = [];
  const places = [...gpkg.map(bytes => placeOfGpkg(bytes)), ...xpak.map(bytes => placeOfXpak(bytes))];
  for (const place of places) {
    if (place === null) continue;
    try {
      const pieces = [];
      const take = piece => pieces.push(Buffer.from(piece));
      if (place.compression === null) take(place.bytes);
      else await decompress(place.compression, sourceOfBytes(place.bytes), 8 << 20, take);
      const image = Buffer.concat(pieces);
      if (image.length > MOST_BYTES || image.length === 0) continue;
      images.push(image);
      objects.push(...findObjects(image));
    } catch {
      // Of a compression that nothing here reads.
    }
  }
  return { images, objects };
}

/** Members that are ELF files: their headers say how long they are. */
function findObjects(image) {
  const found = [];
  for (let at = image.indexOf(ELF); at !== -1; at = image.indexOf(ELF, at + 4)) {
    const size = Number.parseInt(image.toString('latin1', at - 512 + 124, at - 512 + 135), 8);
    if (at % 512 === 0 && size > 64) found.push(Buffer.from(image.subarray(at, at + size)));
  }
  return found;
}

const ELF = Buffer.from('\x7fELF', 'latin1');

/** As the command writes it today. */
function makeReport() {
  const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
  const args = [main, 'audit', join(FIXTURES, 'binhost'), '--format', 'json'];
  return spawnSync(process.execPath, args, { cwd: tmpdir() }).stdout;
}

function placeOfGpkg(bytes) {
  const { image } = readFromBytes(readGpkg(bytes.length), bytes);
  if (image === null || !image.sound) return null;
  const { member, compression } = image;
  return {
    bytes: bytes.subarray(member.dataOffset, member.dataOffset + member.size),
    compression,
    prefix: 'image',
  };
}

function placeOfXpak(bytes) {
  const { segment, compression } = readFromBytes(readXpak(bytes.length), bytes);
  return segment === null ? null : { bytes: bytes.subarray(0, segment.offset), compression, prefix: '.' };
}
