// The compressions that Portage writes: their names, file extensions and first bytes.

export const COMPRESSIONS = ['bzip2', 'gzip', 'lz4', 'lzip', 'lzop', 'xz', 'zstd'] as const;

/** By the name that Portage gives it. */
export type Compression = (typeof COMPRESSIONS)[number];

/** What follows `.tar` in the name of a compressed gpkg member. */
export const EXTENSIONS: Readonly<Record<Compression, string>> = {
  bzip2: '.bz2',
  gzip: '.gz',
  lz4: '.lz4',
  lzip: '.lz',
  lzop: '.lzo',
  xz: '.xz',
  zstd: '.zst',
};

/** Bytes of the start that the functions below want to see. */
export const HEAD_LENGTH = 16;

const MAGICS: Readonly<Record<Compression, readonly number[]>> = {
  bzip2: [0x42, 0x5a, 0x68],
  gzip: [0x1f, 0x8b],
  lz4: [0x04, 0x22, 0x4d, 0x18],
  lzip: [0x4c, 0x5a, 0x49, 0x50],
  lzop: [0x89, 0x4c, 0x5a, 0x4f, 0x00, 0x0d, 0x0a, 0x1a, 0x0a],
  xz: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00],
  zstd: [0x28, 0xb5, 0x2f, 0xfd],
};

/** Written by `lz4 -l`. */
const LEGACY_LZ4 = [0x02, 0x21, 0x4c, 0x18];

/** The compression that the first bytes show, or null. */
export function detectCompression(head: Uint8Array): Compression | null {
  for (const kind of COMPRESSIONS) {
    if (MAGICS[kind].every((byte, i) => head[i] === byte)) return kind;
  }
  const starts = (bytes: readonly number[], from: number) =>
    bytes.every((byte, i) => head[from + i] === byte);
  if (starts(LEGACY_LZ4, 0)) return 'lz4';
  // What pzstd and seekable archives put first: a frame to be skipped (RFC 8878, 3.1.2).
  return starts([0x2a, 0x4d, 0x18], 1) && (head[0] ?? 0) >> 4 === 5 ? 'zstd' : null;
}

/** Whether Portage knows the compression of an xpak's tarball by these first bytes; it looks at less than it writes. */
export function isProbed(kind: Compression, head: Uint8Array): boolean {
  if (kind === 'bzip2') return head[3] === 0x39;
  return kind !== 'zstd' || head[0] === 0x28;
}

/** Why data with these first bytes cannot be of their kind although the magic is right; null where nothing shows. */
export function findHeadDefect(kind: Compression, head: Uint8Array): string | null {
  const at = (i: number) => head[i] ?? 0;
  switch (kind) {
    case 'bzip2': {
      if (at(3) < 0x31 || at(3) > 0x39) return 'its block size is not a digit from 1 to 9';
      // Pi before a block, the square root of pi before the end of the stream.
      const mark = [...head.subarray(4, 10)].map(byte => byte.toString(16).padStart(2, '0')).join('');
      return mark === '314159265359' || mark === '177245385090'
        ? null
        : 'no bzip2 block begins after its header';
    }
    case 'gzip':
      return at(2) === 8 && (at(3) & 0xe0) === 0
        ? null
        : 'its gzip header asks for an unknown method or flag';
    case 'zstd':
      return at(0) === 0x28 && (at(4) & 0x08) !== 0 ? 'a reserved bit of its zstd frame header is set' : null;
    case 'lz4':
      return at(0) === 0x02 || (at(4) & 0xc2) === 0x40 ? null : 'its lz4 frame header has an unknown version';
    case 'lzip':
      return at(4) === 1 ? null : 'its lzip header has an unknown version';
    case 'xz':
      return at(6) === 0 && at(7) <= 15 ? null : 'its xz stream header has unknown flags';
    case 'lzop':
      return null;
  }
}
