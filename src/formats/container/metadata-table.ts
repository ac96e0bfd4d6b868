// The metadata of one package as it is gathered from an xpak or a metadata.tar: text by key, and the keys whose values are
// not text. What is kept is bounded, since names and lengths come from a stranger.

import type { Problem } from '../../base/format-error.js';

/** Bytes of text that are kept of one package. The largest real value is CONTENTS, some 10 MB for kernel sources. */
export const MAX_METADATA_TEXT = 32 << 20;

/** Values that Portage stores compressed, `environment.bz2` above all. */
const COMPRESSED_VALUE = /\.(bz2|gz|lz4|xz|zst)$/;

export class MetadataTable {
  readonly text = new Map<string, string>();
  readonly binaryKeys = new Set<string>();
  /** Where in the file each value stands; in a gpkg, where the archive stands that holds it. */
  readonly offsets = new Map<string, number>();
  readonly problems: Problem[] = [];
  #room = MAX_METADATA_TEXT;
  #full = false;

  /** Whether the value of a key is to be read; a key whose value is not text is only noted. */
  wants(key: string, length: number, offset: number): boolean {
    if (COMPRESSED_VALUE.test(key)) {
      this.binaryKeys.add(key);
      return false;
    }
    if (this.#full) return false;
    this.#room -= length;
    if (this.#room >= 0) return true;
    this.#full = true;
    this.problems.push(tooLarge(MAX_METADATA_TEXT, offset));
    return false;
  }

  /** Of two values of one key the later counts, as it does for the client. */
  add(key: string, value: Uint8Array, offset: number): void {
    this.offsets.set(key, offset);
    try {
      this.text.set(key, new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value));
    } catch {
      this.binaryKeys.add(key);
      this.problems.push({
        code: 'metadata-not-utf8',
        message: `the value of ${key} is not UTF-8 text`,
        offset,
        effect: 'harmful',
        field: key,
      });
    }
  }
}

export function tooLarge(limit: number, offset: number): Problem {
  return {
    code: 'metadata-too-large',
    message: `the metadata is larger than ${limit >> 20} MiB and was not read to its end`,
    offset,
    effect: 'harmful',
    expected: `at most ${limit}`,
  };
}
