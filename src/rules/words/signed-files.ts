// The package files of the judged binhosts with what is known of their signatures.

import { type BinaryPackage, packagePath } from '../../model/package.js';
import type { PackageFile } from '../../model/package-file.js';
import { type Signature, signatureOf } from '../../model/signature.js';
import type { Source } from '../../model/source.js';
import type { Universe } from '../../model/universe.js';
import { type Anchor, anchors } from '../kit/anchor.js';

export interface SignedFile {
  readonly source: Source;
  readonly path: string;
  readonly file: PackageFile;
  readonly signature: Signature;
  /** Its entry in the index, where there is one. */
  readonly subject: { readonly path: string; readonly package?: BinaryPackage };
}

/** Files that are no package at all, or could not be read, are left out. */
export function* signedFilesOf(universe: Universe): Generator<SignedFile> {
  const packages = new Map(universe.judged.map(pkg => [packagePath(pkg), pkg]));
  for (const source of universe.sources) {
    if (source.role !== 'candidate') continue;
    for (const [path, file] of source.files ?? []) {
      if (file.format === null) continue;
      const pkg = packages.get(path);
      const subject = pkg === undefined ? { path } : { path, package: pkg };
      yield { source, path, file, signature: signatureOf(file), subject };
    }
  }
}

/** A signature as the data of a finding: what contract.md gives to the `signature-` rules, and whose it is. */
export function signatureData({ path, signature }: SignedFile) {
  const { code, message, offset, field, expected, actual, fingerprint, keyId, userId, madeAt, expiresAt } =
    signature;
  return {
    path,
    code: code ?? signature.state,
    what: message ?? '',
    offset,
    field,
    expected,
    actual,
    fingerprint,
    keyId,
    userId,
    who: userId ?? keyId ?? 'an unknown key',
    madeAt,
    expiresAt,
  };
}

/** What is told of a package's container explains why its signature is bad. */
export function damageOf({ path, file }: SignedFile): readonly Anchor[] {
  return file.problems.some(({ effect }) => effect === 'refused') ? [anchors.file(path)] : [];
}
