// Why a client does not use a package (Portage `_emerge/Package.py:_eval_masks`), as data.

import type { FaultKey } from './metadata-fault.js';
import type { BinaryPackage } from './package.js';

export type MaskReason =
  | {
      readonly kind: 'package.mask';
      /** As its file has it. */
      readonly atom: string;
      readonly file: string;
      readonly line: number;
      readonly comment: string;
    }
  | {
      readonly kind: 'KEYWORDS';
      /** One of these would have to be accepted; `**` where the package has none. */
      readonly missing: readonly string[];
      /** That of the client's own architecture, as in `~amd64`; null where the package has none for it. */
      readonly own: string | null;
    }
  /** Of the others all would have to be accepted. */
  | { readonly kind: 'LICENSE'; readonly missing: readonly string[] }
  | { readonly kind: 'PROPERTIES'; readonly missing: readonly string[] }
  | { readonly kind: 'RESTRICT'; readonly missing: readonly string[] }
  | { readonly kind: 'EAPI.unsupported'; readonly eapi: string }
  | { readonly kind: 'CHOST'; readonly chost: string }
  /** No client takes it, whatever its settings. `why` is null of an ebuild's LICENSE that cannot be read. */
  | {
      readonly kind: 'invalid';
      readonly key: FaultKey;
      readonly why: string | null;
      readonly near: string | null;
    };

/** What masks a package for everybody. */
export function masksOfFaults({ faults }: Pick<BinaryPackage, 'faults'>): readonly MaskReason[] {
  return faults.map(({ key, text, why, near }) =>
    key === 'EAPI' ? { kind: 'EAPI.unsupported', eapi: text } : { kind: 'invalid', key, why, near },
  );
}
