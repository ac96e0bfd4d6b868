// The door `binpkg-check/node`: what touches disk and network. Loads sources into the universe that `check` judges.

export { defaultCacheDirectory } from './load/default-cache-directory.js';
export { InputError } from './load/input-error.js';
export type { PayloadOptions } from './load/load-payloads.js';
export {
  type Loaded,
  type LoadedInput,
  type LoadProgress,
  type LoadRequest,
  loadUniverse,
} from './load/load-universe.js';
export { PayloadCache, type PayloadIdentity } from './load/payload-cache.js';
export { findPayload, identifyPayload } from './load/payload-identity.js';
export { type ClientRequest, loadClient } from './load/read-client.js';
export { type IndexFile, readIndexFile } from './load/read-index.js';
export { readPackageFile } from './load/read-package-file.js';
export type { ReadPackages, ReadPlace, ReadRun } from './load/read-run.js';
export { loadTree, type TreeOptions, type TreeProgress } from './load/read-tree.js';
export { readVdb, type Vdb } from './load/read-vdb.js';
export type { InstalledPlace } from './load/scan-installed.js';
export { type ScanOptions, scanPayload } from './load/scan-payload.js';
export { type ScanPayloads, type ScanPlace, type ScanRun, scanInTurn } from './load/scan-payloads.js';
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
