// A keyring as those see it who only hand it on: without the types of OpenPGP.js, which need more than Node's.

export interface Keyring {
  /** Of the keys, upper-case hexadecimal, sorted. */
  readonly fingerprints: readonly string[];
}
