// One package file as data (contract: `inspect --format json`).

import { compareText } from '../../base/compare-text.js';
import { isoDate } from '../../base/iso-date.js';
import type { ContainerFormat, PackageFile } from '../../model/package-file.js';
import { type ElfObject, membersOf, type Payload, type PayloadMember } from '../../model/payload.js';
import type { Problem } from '../../model/problem.js';
import { type Signature, type SignatureState, signatureOf } from '../../model/signature.js';

const INSPECT_SCHEMA = 'binpkg-check/inspect/1' as const;
export const INSPECT_LIST_SCHEMA = 'binpkg-check/inspect-list/1' as const;

/** With what its image holds, where that was asked for. */
export interface InspectedFile extends PackageFile {
  readonly payload?: Payload;
}

export interface PackageFileRecord {
  readonly schema: typeof INSPECT_SCHEMA;
  readonly path: string;
  /** Null for what is no package. */
  readonly format: ContainerFormat | null;
  readonly valid: boolean;
  readonly prefix: string | null;
  readonly signed: boolean;
  readonly size: number;
  readonly md5: string | null;
  readonly sha1: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
  readonly signature: SignatureRecord;
  readonly elf: readonly ElfObject[];
  readonly payload: PayloadRecord | null;
}

/** What several files say; with one that could not be read the others stand. */
export interface PackageFileListRecord {
  readonly schema: typeof INSPECT_LIST_SCHEMA;
  readonly files: readonly PackageFileRecord[];
}

/** Only the state where nothing is known but that: without a keyring, and of what is not signed. */
interface SignatureRecord extends Partial<Omit<Signature, 'state' | 'madeAt' | 'expiresAt'>> {
  readonly state: SignatureState;
  /** Days. */
  readonly madeAt?: string | null;
  readonly expiresAt?: string | null;
}

interface PayloadRecord
  extends Pick<Payload, 'size' | 'scripts' | 'versionedPaths' | 'attributes' | 'provides' | 'requires'> {
  readonly complete: boolean;
  /** `mode` is octal. */
  readonly members: readonly (Omit<PayloadMember, 'mode' | 'sha256'> & { readonly mode: string })[];
}

export function describePackageFile(file: InspectedFile): PackageFileRecord {
  return {
    schema: INSPECT_SCHEMA,
    path: file.path,
    format: file.format,
    valid: file.format !== null && !file.problems.some(isDefect),
    prefix: file.prefix,
    signed: file.signed,
    size: file.size,
    md5: file.md5,
    sha1: file.sha1,
    metadata: Object.fromEntries(sortedMetadata(file)),
    problems: file.problems,
    signature: describeSignature(signatureOf(file)),
    elf: file.payload?.elf ?? [],
    payload: file.payload === undefined ? null : describePayload(file.payload),
  };
}

export function describePackageFiles(files: readonly InspectedFile[]): PackageFileListRecord {
  return { schema: INSPECT_LIST_SCHEMA, files: files.map(describePackageFile) };
}

/** Portage reads what was meant in spite of an unusual form. */
export function isDefect({ effect }: Problem): boolean {
  return effect !== 'unusual' && effect !== 'unchecked';
}

export function sortedMetadata(file: PackageFile): [string, string][] {
  return [...file.metadata].sort(([a], [b]) => compareText(a, b));
}

/** Whose it is and whether it holds takes a keyring: without one there is only the state. */
function describeSignature(signature: Signature): SignatureRecord {
  const { state, madeAt, expiresAt, ...rest } = signature;
  if (state === 'none' || state === 'unchecked') return { state };
  return { state, ...rest, madeAt: sayDate(madeAt), expiresAt: sayDate(expiresAt) };
}

function sayDate(seconds: number | null): string | null {
  return seconds === null ? null : isoDate(seconds);
}

function describePayload(payload: Payload): PayloadRecord {
  const { isComplete, size, scripts, versionedPaths, attributes, provides, requires } = payload;
  return {
    complete: isComplete,
    size,
    members: [...membersOf(payload)].map(({ sha256, mode, ...member }) => ({
      ...member,
      mode: mode.toString(8).padStart(4, '0'),
    })),
    scripts,
    versionedPaths,
    ...(attributes === undefined ? {} : { attributes }),
    provides,
    requires,
  };
}
