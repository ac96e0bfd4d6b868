// The signatures of one package as its client would judge them (GLEP 78; Portage 3.0.82, `gpkg.py`), and the keys that were trusted.

/** `unchecked`: signed, but no keyring was given. */
export type SignatureState = 'none' | 'good' | 'bad' | 'untrusted' | 'expired' | 'unchecked';

/** A package is signed in several places (Manifest, metadata, image): this is the worst of them, or of good ones what they share. */
export interface Signature {
  readonly state: SignatureState;
  /** Why it is not good: a stable name, a sentence without full stop, the member concerned and where that stands in the file. */
  readonly code: string | null;
  readonly message: string | null;
  readonly field: string | null;
  readonly offset: number | null;
  readonly expected: string | null;
  readonly actual: string | null;
  /** Of the key that signed, hexadecimal; null where the keyring does not have it. */
  readonly fingerprint: string | null;
  /** As the signature names it; anybody can write that. */
  readonly keyId: string | null;
  readonly userId: string | null;
  /** Seconds since the epoch, as `expiresAt`. */
  readonly madeAt: number | null;
  /** When the first of signatures and keys concerned expires; null for never. */
  readonly expiresAt: number | null;
  /** Members whose signature was not looked at. */
  readonly unread: readonly string[];
}

/** What signatures were held against. */
export interface Trust {
  /** Fingerprints of the trusted keys, sorted. */
  readonly keys: readonly string[];
  /** The moment at which they were judged, in seconds since the epoch. */
  readonly at: number;
  /** Expiry within so many days is told of. */
  readonly days: number;
}

export const DEFAULT_SIGNATURE_DAYS = 30;
export const SECONDS_A_DAY = 86_400;

const NOTHING: Signature = {
  state: 'none',
  code: null,
  message: null,
  field: null,
  offset: null,
  expected: null,
  actual: null,
  fingerprint: null,
  keyId: null,
  userId: null,
  madeAt: null,
  expiresAt: null,
  unread: [],
};

/** A signature of which nothing but this is known. */
export function makeSignature(known: Partial<Signature>): Signature {
  return { ...NOTHING, ...known };
}

/** What is known of a package's signature, judged or not. */
export function signatureOf(file: { readonly signed: boolean; readonly signature?: Signature }): Signature {
  return file.signature ?? makeSignature({ state: file.signed ? 'unchecked' : 'none' });
}
