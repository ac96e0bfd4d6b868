// Why a client does not use a package (Portage `_emerge/Package.py:_eval_masks`), as data.

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
  /** LICENSE cannot be read. */
  | { readonly kind: 'invalid'; readonly key: 'LICENSE' };
