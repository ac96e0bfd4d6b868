// The door `binpkg-check/formats`: bytes to plain records and back, without any I/O.

export { answerRanges, type ByteRange, type RangeReader, readFromBytes } from '../base/byte-range.js';
export { type Effect, FormatError, type Problem } from '../base/format-error.js';
export { detectContainer } from './container/container-format.js';
export { type GpkgContainer, readGpkg } from './container/gpkg.js';
export { type GpkgManifest, readGpkgManifest } from './container/gpkg-manifest.js';
export { type ImageMember, type ImageSummary, type ImageVisitor, readImage } from './container/image.js';
export { writeXpak } from './container/write-xpak.js';
export { readXpak } from './container/xpak.js';
export { type ElfFile, readElf } from './elf/elf.js';
export { type PackagesIndex, readPackagesIndex } from './packages-index/packages-index.js';
export {
  INDEX_KEYS,
  type IndexEntry,
  type IndexKey,
  indexEntryOf,
} from './packages-index/packages-index-keys.js';
export type { ClientLoss, IndexProblem, IndexProblemCode } from './packages-index/packages-index-problem.js';
export { writePackagesIndex } from './packages-index/packages-index-writer.js';
export {
  compareMd5CacheEntries,
  type Md5CacheEntry,
  readMd5CacheEntry,
  writeMd5CacheEntry,
} from './repository/md5-cache.js';
