// The payload of a package file for a reader (contract: `inspect --payload`).

import { type ElfObject, isPrivileged, membersOf, type Payload } from '../../model/payload.js';
import { layOut } from '../words/lay-out.js';
import { makePrintable } from '../words/make-printable.js';
import type { Palette } from '../words/palette.js';
import { sayCount, sayNumber } from '../words/say-count.js';

const LABEL_WIDTH = 18;
const ELF_LABEL_WIDTH = 14;
/** ELF files, and lines of one list, unless verbose. */
const MOST_FILES = 12;
const MOST_LINES = 3;

export interface PayloadStyle {
  readonly width: number;
  readonly verbose: boolean;
  readonly palette: Palette;
}

export function tellPayload(payload: Payload, style: PayloadStyle): string[] {
  const { elf, scripts, isComplete } = payload;
  const members = [...membersOf(payload)];
  const files = members.filter(({ kind }) => kind !== 'directory').length;
  const counts = [
    sayCount(files, 'file'),
    sayCount(elf.length, 'ELF file'),
    sayCount(scripts.length, 'script'),
    sayCount(payload.size, 'byte'),
    ...(isComplete ? [] : ['not read to its end']),
  ];
  const list = (label: string, pieces: readonly string[], separator = '  ') =>
    tellList(`  ${label.padEnd(LABEL_WIDTH)}`, pieces, separator, style);
  return [
    ...list('payload', counts, ', '),
    ...list('provides', words(payload.provides), ' '),
    ...list('requires', words(payload.requires), ' '),
    ...list(
      'runs as its owner',
      members.filter(isPrivileged).map(({ path, mode }) => `${path} (${mode.toString(8)})`),
    ),
    ...list(
      'bound to',
      payload.versionedPaths.map(
        ({ what, version, place, files: count }) =>
          `${what} ${version} (${place}, ${sayCount(count, 'file')})`,
      ),
    ),
    ...list('interpreters', [...new Set(scripts.map(sayInterpreter))]),
    ...tellElfFiles(elf, style),
  ];
}

function tellElfFiles(elf: readonly ElfObject[], style: PayloadStyle): string[] {
  const shown = style.verbose ? elf : elf.slice(0, MOST_FILES);
  const rest = elf.length - shown.length;
  return [
    ...shown.flatMap(file => tellElf(file, style)),
    ...(rest === 0 ? [] : [`  ... ${sayCount(rest, 'more ELF file')} (--verbose)`]),
  ];
}

function tellElf(file: ElfObject, style: PayloadStyle): string[] {
  const list = (label: string, pieces: readonly string[], separator = '  ') =>
    tellList(`    ${label.padEnd(ELF_LABEL_WIDTH)}`, pieces, separator, style);
  const level = Math.max(0, ...file.isaNeeded);
  const wants = [
    ...(file.oldestKernel === null ? [] : [file.oldestKernel]),
    ...(level > 1 ? [`x86-64-v${level}`] : []),
  ];
  const kind = `${file.category ?? `${file.machine}, ${file.bits} bits`} ${sayType(file)}`;
  return [
    `  ${style.palette.strong(makePrintable(file.path))}  ${kind}`,
    ...list('SONAME', file.soname === null ? [] : [file.soname]),
    ...list(
      'needs',
      file.needed.map(name => sayNeed(file, name)),
    ),
    ...list('offers', file.versionDefinitions, ' '),
    ...list(
      'searches',
      [...new Set([file.rpath, file.runpath])].filter(path => path !== null),
    ),
    ...list('loader', file.interpreter === null ? [] : [file.interpreter]),
    ...list('from', wants, ', '),
  ];
}

function sayType({ type, isLibrary, interpreter, soname }: ElfObject): string {
  // Programs of linkers before 2.26 do not say that they are programs, but who loads them.
  const isProgram = !isLibrary || (interpreter !== null && soname === null);
  if (type === 'shared') return isProgram ? 'executable (PIE)' : 'library';
  return type === 'relocatable' ? 'object file' : type === 'core' ? 'core file' : type;
}

/** `libc.so.6 (GLIBC_2.38 GLIBC_2.4)` */
function sayNeed({ versionNeeds }: ElfObject, name: string): string {
  const versions = versionNeeds.filter(({ library }) => library === name).map(({ version }) => version);
  return versions.length === 0 ? name : `${name} (${versions.join(' ')})`;
}

function sayInterpreter({
  interpreter,
  argument,
}: {
  readonly interpreter: string;
  readonly argument: string;
}) {
  return argument === '' ? interpreter : `${interpreter} ${argument}`;
}

function words(text: string): readonly string[] {
  return text.split(' ').filter(word => word !== '');
}

/** Nothing for nothing. */
function tellList(
  label: string,
  pieces: readonly string[],
  separator: string,
  { width, verbose, palette }: PayloadStyle,
): string[] {
  if (pieces.length === 0) return [];
  const lines = layOut(pieces.map(makePrintable), separator, { width: Math.max(width - label.length, 20) });
  const shown =
    verbose || lines.length <= MOST_LINES
      ? lines
      : [
          ...lines.slice(0, MOST_LINES - 1),
          `... ${sayNumber(lines.length - MOST_LINES + 1)} more lines (--verbose)`,
        ];
  return shown.map((line, at) => (at === 0 ? palette.faint(label) : ' '.repeat(label.length)) + line);
}
