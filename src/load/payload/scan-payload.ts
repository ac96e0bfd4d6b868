// The payload of one package file: its image decompressed and read as a stream, in memory that does not grow with it. What is
// wrong with the container is told by its reader, what is wrong inside of the image here.

import { FormatError, type Problem } from '../../base/format-error.js';
import { RangeFeed } from '../../base/range-feed.js';
import type { Compression } from '../../formats/container/compression.js';
import { detectContainer } from '../../formats/container/container-format.js';
import { readGpkg } from '../../formats/container/gpkg.js';
import { type ImageSummary, readImage } from '../../formats/container/image.js';
import type { ImagePrefix } from '../../formats/container/image-judge.js';
import { readXpak } from '../../formats/container/xpak.js';
import { type SonameExclusions, sonameDependencies } from '../../model/linking/soname-dependencies.js';
import { type Payload, unreadPayload } from '../../model/payload.js';
import { decompress } from '../decompress/decompress.js';
import { type ByteSource, piecesOf, readSource, sliceSource, sourceOfBytes } from '../file/byte-source.js';
import { FILE_CHANGED, openPackageFile, unreadable } from '../file/open-package-file.js';
import { readMetadata } from '../package/read-gpkg-metadata.js';
import { FactGatherer } from './scan-payload-facts.js';

export interface ScanOptions {
  /** Also the SHA256 of every file. */
  readonly digests?: boolean;
  /** Of what the image may expand to; for tests. */
  readonly limit?: number;
}

/** No image is larger, ... */
const MOST_BYTES = 64 * 2 ** 30;
/** ... and none that is larger than this was so much smaller before. */
const UNSUSPICIOUS = 128 << 20;
const MOST_RATIO = 1_000;

/** Where the image stands in the file, and how to read it. */
interface ImagePlace {
  readonly offset: number;
  readonly length: number;
  readonly compression: Compression | null;
  readonly prefix: ImagePrefix;
  readonly name: string;
  readonly exclusions: SonameExclusions;
}

/** Reads `path` below the directory `root`. Nothing that stands in a file makes this fail. */
export async function scanPayload(root: string, path: string, options: ScanOptions = {}): Promise<Payload> {
  const opened = openPackageFile(root, path);
  if (!('source' in opened)) return unreadPayload([opened]);
  try {
    const payload = await scan(opened.source, options);
    return opened.isUnchanged() ? payload : unreadPayload([FILE_CHANGED]);
  } catch (error) {
    const problem = error instanceof FormatError ? error.problem : unreadable(error);
    return unreadPayload([opened.isUnchanged() ? problem : FILE_CHANGED]);
  } finally {
    opened.close();
  }
}

/** The same for a file that is in memory. */
export async function scanPayloadBytes(bytes: Uint8Array, options: ScanOptions = {}): Promise<Payload> {
  return scan(sourceOfBytes(bytes), options);
}

async function scan(source: ByteSource, options: ScanOptions): Promise<Payload> {
  const place = await findImage(source);
  if (place === null) return unreadPayload([]);
  const gatherer = new FactGatherer(options.digests === true);
  const feed = new RangeFeed(readImage(place.prefix, gatherer.visit));
  const failure = await unpack(sliceSource(source, place.offset, place.length), place, feed, options.limit);
  const summary = feed.end();
  const { facts, isWhole, problems } = gatherer.finish();
  return {
    isComplete: summary.isComplete && isWhole && failure === null,
    size: summary.size,
    ...facts,
    ...sonameDependencies(facts.elf, place.exclusions),
    problems: tellProblems(place, summary, problems, failure),
  };
}

async function findImage(source: ByteSource): Promise<ImagePlace | null> {
  const format = readSource(source, detectContainer(source.size));
  if (format === 'gpkg') {
    const { image, metadata } = readSource(source, readGpkg(source.size));
    if (image === null || !image.sound) return null;
    const { member, compression } = image;
    return {
      offset: member.dataOffset,
      length: member.size,
      compression,
      prefix: 'image',
      name: member.name,
      exclusions: exclusionsOf(metadata === null ? new Map() : (await readMetadata(source, metadata)).text),
    };
  }
  if (format === null) return null;
  const { segment, compression, metadata, problems } = readSource(source, readXpak(source.size));
  const isKnown = !problems.some(({ code }) => UNREADABLE_TARBALL.has(code));
  if (segment === null || !isKnown) return null;
  const exclusions = exclusionsOf(metadata.text);
  return { offset: 0, length: segment.offset, compression, prefix: '.', name: 'the tarball', exclusions };
}

/** What the reader of the container says of a tarball that is none. */
const UNREADABLE_TARBALL: ReadonlySet<string> = new Set([
  'tarball-missing',
  'tarball-unknown',
  'payload-damaged',
]);

function exclusionsOf(metadata: ReadonlyMap<string, string>): SonameExclusions {
  return { provides: metadata.get('PROVIDES_EXCLUDE'), requires: metadata.get('REQUIRES_EXCLUDE') };
}

/** What stops it, with its offset in the compressed bytes, or null. */
async function unpack(
  packed: ByteSource,
  { compression }: ImagePlace,
  feed: RangeFeed<ImageSummary>,
  limit = Math.min(MOST_BYTES, Math.max(UNSUSPICIOUS, MOST_RATIO * packed.size)),
): Promise<Problem | null> {
  if (compression === null) {
    for (const piece of piecesOf(packed)) feed.push(piece);
    return null;
  }
  try {
    await decompress(compression, packed, limit, piece => feed.push(piece));
    return null;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return error.problem;
  }
}

/** What ends an archive whose bytes did not all come. */
const CONSEQUENCES: ReadonlySet<string> = new Set([
  'tar-truncated',
  'tar-header-truncated',
  'image-root-missing',
]);

/** Offsets of the archive become those of the file, as far as its compression lets them. */
function tellProblems(
  place: ImagePlace,
  summary: ImageSummary,
  ofFiles: readonly Problem[],
  failure: Problem | null,
): readonly Problem[] {
  const inside = [...summary.problems, ...ofFiles]
    .filter(({ code }) => failure === null || !CONSEQUENCES.has(code))
    .sort((a, b) => (a.offset ?? 0) - (b.offset ?? 0))
    .map((problem): Problem => {
      const { message, offset } = problem;
      const at = offset ?? 0;
      if (place.compression === null) return { field: place.name, ...problem, offset: place.offset + at };
      const where = `byte ${at} of ${place.name} once it is decompressed`;
      return { field: place.name, ...problem, message: `${message} (${where})`, offset: place.offset };
    });
  if (failure === null) return inside;
  return [...inside, { field: place.name, ...failure, offset: place.offset + (failure.offset ?? 0) }];
}
