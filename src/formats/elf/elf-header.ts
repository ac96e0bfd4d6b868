// The file header and the program headers of an ELF file (gABI 4.1, "ELF Header", "Program Header"):
//
//   0  magic 7f 45 4c 46   4 class   5 byte order   6 version   7 OS ABI   16 type   18 machine   20 version
//   24 entry, program headers, section headers (4 or 8 bytes each)   flags u32   sizes and counts u16

import { ElfBytes, type ElfPart, elfError } from './elf-bytes.js';

export interface ElfHeader {
  readonly file: ElfBytes;
  readonly osAbi: number;
  readonly type: number;
  readonly machine: number;
  readonly flags: number;
  readonly segments: readonly Segment[];
}

export interface Segment {
  readonly type: number;
  readonly offset: number;
  readonly address: number;
  readonly fileSize: number;
  /** PF_: 1 execute, 2 write, 4 read. */
  readonly flags: number;
}

export const SEGMENT = { load: 1, dynamic: 2, interpreter: 3, note: 4, gnuProperty: 0x6474e553 } as const;

export function isElf(bytes: Uint8Array): boolean {
  return bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46;
}

/** Throws a FormatError. `parts` of a file of `size` bytes, in order, the first of them from its start. */
export function readElfHeader(parts: readonly ElfPart[], size: number): ElfHeader {
  const { file, table, entrySize, count } = readElfStart(parts, size);
  file.require(count === 0 ? 0 : table, count * entrySize, 'the table of program headers');
  const segments = Array.from({ length: count }, (_, at) => readSegment(file, table + at * entrySize));
  return {
    file,
    osAbi: file.u8(7),
    type: file.u16(16),
    machine: file.u16(18),
    flags: file.u32(file.is64 ? 48 : 36),
    segments,
  };
}

/** What the file is, and where its program headers stand. */
export function readElfStart(parts: readonly ElfPart[], size: number) {
  const bytes = parts[0]?.bytes ?? new Uint8Array(0);
  if (!isElf(bytes)) throw elfError('elf-magic', 'the file does not begin as an ELF file does', 0);
  const [fileClass, order] = [bytes[4], bytes[5]];
  if (fileClass !== 1 && fileClass !== 2)
    throw elfError('elf-class', 'the class is neither 32 nor 64 bits', 4);
  if (order !== 1 && order !== 2) throw elfError('elf-order', 'the byte order is neither little nor big', 5);
  const file = new ElfBytes(parts, size, fileClass === 2, order === 1);
  const { is64 } = file;
  file.require(0, is64 ? 64 : 52, 'the header');
  const entrySize = file.u16(is64 ? 54 : 42);
  const count = file.u16(is64 ? 56 : 44);
  const table = file.word(is64 ? 32 : 28);
  if (count > 0 && entrySize < (is64 ? 56 : 32))
    throw elfError('elf-segments', 'program headers are too small', is64 ? 54 : 42);
  return { file, table, entrySize, count };
}

function readSegment(file: ElfBytes, at: number): Segment {
  return file.is64
    ? {
        type: file.u32(at),
        offset: file.word(at + 8),
        address: file.word(at + 16),
        fileSize: file.word(at + 32),
        flags: file.u32(at + 4),
      }
    : {
        type: file.u32(at),
        offset: file.u32(at + 4),
        address: file.u32(at + 8),
        fileSize: file.u32(at + 16),
        flags: file.u32(at + 24),
      };
}

/** Where in the file an address of the program lies; null where no segment brings it. */
export function offsetOf({ segments }: ElfHeader, address: number): number | null {
  const segment = segments.find(
    ({ type, address: start, fileSize }) =>
      type === SEGMENT.load && address >= start && address < start + fileSize,
  );
  return segment === undefined ? null : address - segment.address + segment.offset;
}
