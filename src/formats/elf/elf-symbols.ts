// The dynamic symbols of an ELF file with their versions: what it offers to others, and what it wants from them.

import { elfError } from './elf-bytes.js';
import type { Dynamic } from './elf-dynamic.js';
import type { ElfHeader } from './elf-header.js';

export interface DynamicSymbol {
  readonly name: string;
  readonly isDefined: boolean;
  readonly isWeak: boolean;
  /** Of the library that defines it; null for symbols without one. */
  readonly version: string | null;
  /** For one that is wanted: the library whose version it is. */
  readonly library: string | null;
}

const MOST_SYMBOLS = 2_000_000;

/** Global and weak ones. Throws a FormatError. */
export function readSymbols(header: ElfHeader, { tables }: Dynamic): readonly DynamicSymbol[] {
  const { file } = header;
  const { symbols: table, strings, versions, names } = tables;
  if (table === null || strings === null) return [];
  const size = file.is64 ? 24 : 16;
  const count = countSymbols(header, tables);
  file.require(table, count * size, 'the table of symbols');
  const list: DynamicSymbol[] = [];
  for (let at = 1; at < count; at++) {
    const symbol = table + at * size;
    const info = file.u8(symbol + (file.is64 ? 4 : 12));
    const binding = info >> 4;
    if (binding === 0) continue;
    const section = file.u16(symbol + (file.is64 ? 6 : 14));
    const offset = strings.offset + file.u32(symbol);
    if (offset >= strings.end)
      throw elfError('elf-string', 'a symbol has its name outside of the table of names', symbol);
    const index = versions === null ? 0 : file.u16(versions + at * 2) & 0x7fff;
    // 0 and 1 stand for symbols of the file itself and of all, without a version.
    const version = index < 2 ? null : (names.get(index) ?? null);
    list.push({
      name: file.text(offset, strings.end),
      isDefined: section !== 0,
      isWeak: binding === 2,
      version: version?.version ?? null,
      library: version?.library ?? null,
    });
  }
  return list;
}

/** The dynamic section does not say how many there are: the hash tables do. */
function countSymbols({ file }: ElfHeader, { hash, gnuHash, symbols, strings }: Dynamic['tables']): number {
  if (hash !== null) {
    file.require(hash, 8, 'the hash table');
    return Math.min(file.u32(hash + 4), MOST_SYMBOLS);
  }
  if (gnuHash !== null) return Math.min(countByGnuHash(file, gnuHash), MOST_SYMBOLS);
  // Without either, linkers put the names right after the symbols.
  if (symbols === null || strings === null || strings.offset < symbols) return 0;
  return Math.floor((strings.offset - symbols) / (file.is64 ? 24 : 16));
}

/** buckets u32, first symbol u32, filter words u32, shift u32; filter, buckets, chains. The longest chain ends the table. */
function countByGnuHash(file: ElfHeader['file'], table: number): number {
  file.require(table, 16, 'the GNU hash table');
  const buckets = file.u32(table);
  const first = file.u32(table + 4);
  const filter = file.u32(table + 8) * (file.is64 ? 8 : 4);
  const start = table + 16 + filter;
  file.require(start, buckets * 4, 'the GNU hash table');
  let last = 0;
  for (let at = 0; at < buckets; at++) last = Math.max(last, file.u32(start + at * 4));
  if (last < first) return first;
  const chains = start + buckets * 4;
  for (let at = last; ; at++) {
    if (at - first > MOST_SYMBOLS)
      throw elfError('elf-symbols', 'the chains of the hash table do not end', chains);
    if ((file.u32(chains + (at - first) * 4) & 1) !== 0) return at + 1;
  }
}
