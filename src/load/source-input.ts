// What is asked of a source, and the record that every kind of source is read into.

import { hideCredentials } from '../base/hide-credentials.js';
import type { IndexLimits } from '../formats/packages-index/packages-index-text.js';
import type { SourceInput } from '../model/build-universe.js';
import type { Role } from '../model/package.js';
import type { Trust } from '../model/signature.js';
import { effectiveIuse } from '../pms/iuse.js';
import type { ReadPackages, SignatureTrust } from './package/read-run.js';
import type { IndexFile } from './packages-index/read-index.js';
import type { OnScanned, PayloadLoader } from './payload/load-payloads.js';
import type { NetworkOptions } from './remote/http-client.js';

export interface SourceRequest {
  readonly role: Role;
  /** As the user gave it. */
  readonly location: string;
  /** Name of a baseline; the location where absent. */
  readonly name?: string;
  /** Read and judge the package files of a PKGDIR, not only its index. */
  readonly files: boolean;
  /** Of a binhost by URL, read each package too, but for its payload. */
  readonly fetchMetadata?: boolean;
  readonly jobs: number;
  /** Of its index; the usual ones where absent. */
  readonly limits?: IndexLimits;
  /** Of a binhost by URL. */
  readonly network?: NetworkOptions;
  /** Package files read on other threads. */
  readonly read?: ReadPackages;
  /** Hold the signatures of package files against these keys. */
  readonly trust?: SignatureTrust;
  /** Reads what is in the packages too. */
  readonly payloads?: PayloadLoader;
  readonly onProgress?: (done: number, total: number) => void;
  readonly onScanned?: OnScanned;
}

export function describeTrust({ keyring, at, days }: SignatureTrust): Trust {
  return { keys: keyring.fingerprints, at, days };
}

export function fromIndex(request: SourceRequest, index: IndexFile): SourceInput {
  return {
    ...baseOf(request, 'index', index.index.header),
    records: index.index.entries,
    problems: index.problems,
    digest: index.digest,
  };
}

export function baseOf(
  { role, location: given, name }: SourceRequest,
  kind: SourceInput['kind'],
  header: ReadonlyMap<string, string>,
) {
  const location = hideCredentials(given);
  return {
    role,
    location,
    name: name ?? location,
    kind,
    header,
    iuseEffective: effectiveIuse(header),
    files: null,
    discrepancies: null,
    digest: null,
  };
}
