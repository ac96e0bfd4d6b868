// One ELF file: what it is, what it needs from others and what it offers them.

import { FormatError } from '../../base/format-error.js';
import type { ElfPart } from './elf-bytes.js';
import { type Dynamic, readDynamic } from './elf-dynamic.js';
import { readElfHeader, SEGMENT } from './elf-header.js';
import { type ElfNotes, readNotes } from './elf-notes.js';
import { type DynamicSymbol, readSymbols } from './elf-symbols.js';
import { multilibCategory } from './multilib-category.js';
import { timeBitsOf } from './time-symbols.js';

export interface ElfFile extends ElfNotes, Omit<Dynamic, 'tables'> {
  readonly bits: 32 | 64;
  readonly order: 'little' | 'big';
  /** EM_ number. */
  readonly machine: number;
  readonly type: 'relocatable' | 'executable' | 'shared' | 'core' | 'other';
  readonly osAbi: number;
  readonly flags: number;
  /** As REQUIRES names it; null where Portage has no name. */
  readonly category: string | null;
  readonly interpreter: string | null;
  /** Null unless asked for. */
  readonly symbols: readonly DynamicSymbol[] | null;
  /** Of a 32-bit file, where that was asked for: the width of its time_t; null where its calls do not tell. */
  readonly timeBits?: 32 | 64 | null;
}

const TYPES = ['other', 'relocatable', 'executable', 'shared', 'core'] as const;

export interface ElfOptions {
  readonly symbols?: boolean;
  /** Look at the symbols of 32-bit files for the width of time_t. */
  readonly timeBits?: boolean;
}

/** Throws a FormatError for what no loader would take. */
export function readElf(bytes: Uint8Array, options: ElfOptions = {}): ElfFile {
  return readElfParts([{ offset: 0, bytes }], bytes.length, options);
}

/** The same of parts of a file of `size` bytes, in order, the first of them from its start. */
export function readElfParts(parts: readonly ElfPart[], size: number, options: ElfOptions = {}): ElfFile {
  const header = readElfHeader(parts, size);
  const { tables, ...dynamic } = readDynamic(header);
  // Files with nothing but debug information keep the entry without what it stood for.
  const interpreter = header.segments.find(
    ({ type, fileSize }) => type === SEGMENT.interpreter && fileSize > 0,
  );
  const read = () => readSymbols(header, { ...dynamic, tables });
  return {
    bits: header.file.is64 ? 64 : 32,
    order: header.file.isLittle ? 'little' : 'big',
    machine: header.machine,
    type: TYPES[header.type] ?? 'other',
    osAbi: header.osAbi,
    flags: header.flags,
    category: multilibCategory(header),
    interpreter:
      interpreter === undefined
        ? null
        : header.file.text(interpreter.offset, interpreter.offset + interpreter.fileSize),
    ...dynamic,
    ...readNotes(header),
    symbols: options.symbols === true ? read() : null,
    ...(options.timeBits === true && !header.file.is64 ? { timeBits: readTimeBits(read) } : {}),
  };
}

/** Tables that do not lie in what was kept of a large file tell nothing. */
function readTimeBits(read: () => readonly DynamicSymbol[]): 32 | 64 | null {
  try {
    return timeBitsOf(read());
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}
