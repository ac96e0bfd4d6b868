// Notes in an ELF file: the oldest kernel it runs on, the processor it wants, its build id (Linux ABI extensions).

import type { ElfHeader } from './elf-header.js';
import { SEGMENT } from './elf-header.js';

export interface ElfNotes {
  /** `.note.ABI-tag`: operating system and its oldest version, as `Linux 3.2.0`. */
  readonly oldestKernel: string | null;
  /** Hexadecimal. */
  readonly buildId: string | null;
  /** x86-64 levels that must be there, ascending: 1 is the baseline, 3 is x86-64-v3. */
  readonly isaNeeded: readonly number[];
  readonly isaUsed: readonly number[];
  /** Control flow protection: indirect branch tracking, shadow stack. */
  readonly hasIbt: boolean;
  readonly hasShadowStack: boolean;
}

const SYSTEMS = ['Linux', 'Hurd', 'Solaris', 'FreeBSD', 'NetBSD', 'Syllable', 'NaCl'] as const;
const PROPERTY = { features: 0xc0000002, isaNeeded: 0xc0008002, isaUsed: 0xc0010002 } as const;
const MOST_NOTES = 10_000;

interface Note {
  readonly owner: string;
  readonly type: number;
  readonly offset: number;
  readonly size: number;
}

/** Notes that do not fit their segment end it: the loader does not mind them either. */
export function readNotes(header: ElfHeader): ElfNotes {
  let oldestKernel: string | null = null;
  let buildId: string | null = null;
  const properties = new Map<number, number>();
  for (const note of notesOf(header)) {
    if (note.owner !== 'GNU') continue;
    if (note.type === 1) oldestKernel ??= readAbiTag(header, note);
    else if (note.type === 3) buildId ??= readHexadecimal(header, note);
    else if (note.type === 5) readProperties(header, note, properties);
  }
  const features = properties.get(PROPERTY.features) ?? 0;
  return {
    oldestKernel,
    buildId,
    isaNeeded: levelsOf(properties.get(PROPERTY.isaNeeded) ?? 0),
    isaUsed: levelsOf(properties.get(PROPERTY.isaUsed) ?? 0),
    hasIbt: (features & 1) !== 0,
    hasShadowStack: (features & 2) !== 0,
  };
}

function* notesOf({ file, segments }: ElfHeader): Generator<Note> {
  let count = 0;
  const seen = new Set<number>();
  for (const { type, offset, fileSize } of segments) {
    if ((type !== SEGMENT.note && type !== SEGMENT.gnuProperty) || offset + fileSize > file.size) continue;
    // Properties are aligned to 8 in 64-bit files, and lie in a segment of their own that a note segment may hold too.
    const wide = type === SEGMENT.gnuProperty && file.is64;
    const end = offset + fileSize;
    for (let at = offset; at + 12 <= end && count < MOST_NOTES; count++) {
      const [nameSize, size, kind] = [file.u32(at), file.u32(at + 4), file.u32(at + 8)];
      const data = align(at + 12 + nameSize, wide || kind === 5 ? (file.is64 ? 8 : 4) : 4, offset);
      if (nameSize > end - at || data + size > end) break;
      if (!seen.has(at)) {
        seen.add(at);
        yield {
          owner: nameSize === 0 ? '' : file.text(at + 12, at + 13 + nameSize),
          type: kind,
          offset: data,
          size,
        };
      }
      at = align(data + size, wide || kind === 5 ? (file.is64 ? 8 : 4) : 4, offset);
    }
  }
}

function align(offset: number, to: number, start: number): number {
  return start + Math.ceil((offset - start) / to) * to;
}

function readAbiTag({ file }: ElfHeader, { offset, size }: Note): string | null {
  if (size < 16) return null;
  const system = SYSTEMS[file.u32(offset)] ?? `system ${file.u32(offset)}`;
  return `${system} ${[4, 8, 12].map(at => file.u32(offset + at)).join('.')}`;
}

function readHexadecimal({ file }: ElfHeader, { offset, size }: Note): string | null {
  if (size > 64) return null;
  return Array.from(file.slice(offset, size), byte => byte.toString(16).padStart(2, '0')).join('');
}

function readProperties({ file }: ElfHeader, { offset, size }: Note, properties: Map<number, number>): void {
  const step = file.is64 ? 8 : 4;
  for (let at = offset; at + 8 <= offset + size; ) {
    const [type, length] = [file.u32(at), file.u32(at + 4)];
    if (at + 8 + length > offset + size) return;
    if (length === 4) properties.set(type, file.u32(at + 8));
    at = at + 8 + Math.ceil(length / step) * step;
  }
}

function levelsOf(bits: number): readonly number[] {
  return [0, 1, 2, 3].filter(bit => (bits & (1 << bit)) !== 0).map(bit => bit + 1);
}
