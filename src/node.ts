// The door `binpkg-check/node`: what touches disk and network. Loads sources into the universe that `check` judges.

export { type ClientRequest, loadClient } from './load/client/read-client.js';
export { InputError } from './load/file/input-error.js';
export { readVdb, type Vdb } from './load/installed/read-vdb.js';
export {
  type Loaded,
  type LoadedInput,
  type LoadProgress,
  type LoadRequest,
  loadUniverse,
} from './load/load-universe.js';
export { readPackageFile } from './load/package/read-package-file.js';
export type { ReadPackages, ReadPlace, ReadRun } from './load/package/read-run.js';
export { type IndexFile, readIndexFile } from './load/packages-index/read-index.js';
export { defaultCacheDirectory } from './load/payload/default-cache-directory.js';
export type { PayloadOptions } from './load/payload/load-payloads.js';
export { PayloadCache, type PayloadIdentity } from './load/payload/payload-cache.js';
export { findPayload, identifyPayload } from './load/payload/payload-identity.js';
export type { InstalledPlace } from './load/payload/scan-installed.js';
export { type ScanOptions, scanPayload } from './load/payload/scan-payload.js';
export { type ScanPayloads, type ScanPlace, type ScanRun, scanInTurn } from './load/payload/scan-payloads.js';
export { loadTree, type TreeOptions, type TreeProgress } from './load/repository/read-tree.js';
export type { ClientSettings, SettingProblem } from './model/client/client-settings.js';
export {
  type ElfObject,
  membersOf,
  type Payload,
  type PayloadMember,
  type Script,
  type VersionedPath,
  type VersionNeed,
} from './model/payload.js';
export { evaluateOnThreads } from './parallel/evaluate-on-threads.js';
export { readOnThreads } from './parallel/read-on-threads.js';
export { scanOnThreads } from './parallel/scan-on-threads.js';
export { type MadeIndex, makeIndex } from './pkgdir/make-index.js';
