// Writes small tar archives, sound by default, and single headers with anything in them.

export interface TarInput {
  readonly name: string;
  readonly content?: string | Uint8Array;
  /** Type flag; `0` is a file. */
  readonly type?: string;
  readonly linkName?: string;
  readonly prefix?: string;
  /** Written instead of the content's length. */
  readonly size?: number;
}

export interface TarOptions {
  readonly magic?: 'ustar' | 'gnu' | 'v7';
  /** Zero blocks at the end; Python pads to records of 20 blocks, here there are two. */
  readonly endBlocks?: number;
}

const BLOCK = 512;
const MAGIC = { ustar: 'ustar\x0000', gnu: 'ustar  \0', v7: '' } as const;

export function writeTar(entries: readonly TarInput[], options: TarOptions = {}): Uint8Array {
  const pieces = entries.flatMap(entry => {
    const content = toBytes(entry.content ?? '');
    return [writeTarHeader(entry, options.magic), content, new Uint8Array(-content.length & (BLOCK - 1))];
  });
  return concat([...pieces, new Uint8Array(BLOCK * (options.endBlocks ?? 2))]);
}

export function writeTarHeader(entry: TarInput, magic: TarOptions['magic'] = 'ustar'): Uint8Array {
  const block = new Uint8Array(BLOCK);
  const put = (at: number, value: string | Uint8Array) => block.set(toBytes(value), at);
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`;
  put(0, entry.name);
  put(100, octal(0o644, 7));
  put(108, octal(0, 7));
  put(116, octal(0, 7));
  put(124, octal(entry.size ?? toBytes(entry.content ?? '').length, 11));
  put(136, octal(1_700_000_000, 11));
  put(156, entry.type ?? '0');
  put(157, entry.linkName ?? '');
  put(257, MAGIC[magic]);
  put(345, entry.prefix ?? '');
  return sealHeader(block);
}

/** Puts the right checksum into a header, for instance after a change. */
export function sealHeader(block: Uint8Array): Uint8Array {
  block.fill(0x20, 148, 156);
  const sum = block.subarray(0, BLOCK).reduce((total, byte) => total + byte, 0);
  block.set(toBytes(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
  return block;
}

export function toBytes(value: string | Uint8Array): Uint8Array {
  return typeof value === 'string' ? new TextEncoder().encode(value) : value;
}

export function concat(pieces: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(pieces));
}
