// One ELF file: what it is, what it needs from others and what it offers them.

import type { ElfPart } from './elf-bytes.js';
import { type Dynamic, readDynamic } from './elf-dynamic.js';
import { readElfHeader, SEGMENT } from './elf-header.js';
import { type ElfNotes, readNotes } from './elf-notes.js';
import { type DynamicSymbol, readSymbols } from './elf-symbols.js';
import { multilibCategory } from './multilib-category.js';

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
}

const TYPES = ['other', 'relocatable', 'executable', 'shared', 'core'] as const;

export interface ElfOptions {
  readonly symbols?: boolean;
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
    symbols: options.symbols === true ? readSymbols(header, { ...dynamic, tables }) : null,
  };
}
