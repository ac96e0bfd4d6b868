// The door `binpkg-check/formats`: bytes to plain records and back, without any I/O.

export { answerRanges, type ByteRange, type RangeReader, readFromBytes } from '../base/byte-range.js';
export { type Effect, FormatError, type Problem } from '../base/format-error.js';
export { detectContainer } from './container-format.js';
export { type ElfFile, readElf } from './elf/elf.js';
export { type GpkgContainer, readGpkg } from './gpkg.js';
export { type GpkgManifest, readGpkgManifest } from './gpkg-manifest.js';
export { type ImageMember, type ImageSummary, type ImageVisitor, readImage } from './image.js';
export {
  compareMd5CacheEntries,
  type Md5CacheEntry,
  readMd5CacheEntry,
  writeMd5CacheEntry,
} from './md5-cache.js';
export { type PackagesIndex, readPackagesIndex } from './packages-index.js';
export { INDEX_KEYS, type IndexEntry, type IndexKey, indexEntryOf } from './packages-index-keys.js';
export type { ClientLoss, IndexProblem, IndexProblemCode } from './packages-index-problem.js';
export { writePackagesIndex } from './packages-index-writer.js';
export { writeXpak } from './write-xpak.js';
export { readXpak } from './xpak.js';
