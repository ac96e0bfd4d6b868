// One package file for a reader or as data (contract: `inspect --format json`).

import { compareText } from '../base/compare-text.js';
import type { PackageFile } from '../model/package-file.js';
import type { Problem } from '../model/problem.js';
import { wrapWords } from '../report/lay-out.js';
import { makePrintable } from '../report/make-printable.js';
import type { Palette } from '../report/palette.js';
import { sayCount, sayNumber } from '../report/say-count.js';

const LABEL_WIDTH = 18;
/** Lines of one value unless verbose. */
const MOST_LINES = 3;

export function describePackageFile(file: PackageFile) {
  return {
    path: file.path,
    format: file.format,
    valid: file.format !== null && !file.problems.some(isDefect),
    prefix: file.prefix,
    signed: file.signed,
    size: file.size,
    md5: file.md5,
    sha1: file.sha1,
    metadata: Object.fromEntries(sortedMetadata(file)),
    problems: file.problems,
    // Whose signature it is and whether it holds takes a keyring: until then, `unchecked`.
    signature: { state: file.signed ? 'unchecked' : 'none' },
    // What the image holds is not looked at.
    elf: [],
  };
}

/** Portage reads what was meant in spite of an unusual form. */
function isDefect({ effect }: Problem): boolean {
  return effect !== 'unusual' && effect !== 'unchecked';
}

function sortedMetadata(file: PackageFile): [string, string][] {
  return [...file.metadata].sort(([a], [b]) => compareText(a, b));
}

export interface FileStyle {
  readonly width: number;
  readonly verbose: boolean;
  readonly palette: Palette;
}

export function tellPackageFile(file: PackageFile, style: FileStyle): string {
  const { palette, width } = style;
  const kind = [
    file.format ?? 'not a binary package',
    sayCount(file.size, 'byte'),
    ...(file.signed ? ['signed (signature not checked)'] : []),
  ];
  const lines = [`${palette.strong(makePrintable(file.path))}  ${kind.join(', ')}`];
  for (const problem of file.problems) {
    const word = isDefect(problem) ? palette.error('error') : palette.warning(problem.effect ?? 'note');
    const told = wrapWords(sayProblem(problem), { width: Math.max(width - 9, 30) });
    lines.push(...told.map((line, at) => (at === 0 ? `  ${word}  ${line}` : `         ${line}`)));
  }
  const digests = [
    ['md5', file.md5],
    ['sha1', file.sha1],
  ] as const;
  for (const [label, digest] of digests) if (digest !== null) lines.push(...tellValue(label, digest, style));
  for (const [key, value] of sortedMetadata(file)) lines.push(...tellValue(key, value, style));
  return `${lines.join('\n')}\n`;
}

function sayProblem({ code, message, offset, expected, actual }: Problem): string {
  const place = offset === null ? '' : ` at byte ${sayNumber(offset)}`;
  const values = [
    ...(expected === undefined ? [] : [`expected ${expected}`]),
    ...(actual === undefined ? [] : [`there is ${actual}`]),
  ];
  return makePrintable(`${message}${values.length > 0 ? ` (${values.join(', ')})` : ''} [${code}${place}]`);
}

function tellValue(key: string, value: string, { width, verbose, palette }: FileStyle): string[] {
  const label = `  ${makePrintable(key).padEnd(LABEL_WIDTH)}`;
  const words = makePrintable(value.replace(/\s+/g, ' ').trim());
  const all = wrapWords(words, { width: Math.max(width - label.length, 20) });
  const shown =
    verbose || all.length <= MOST_LINES
      ? all
      : [
          ...all.slice(0, MOST_LINES - 1),
          `... ${sayNumber(all.length - MOST_LINES + 1)} more lines (--verbose)`,
        ];
  if (shown.length === 0) return [];
  return shown.map((line, at) => (at === 0 ? palette.faint(label) : ' '.repeat(label.length)) + line);
}
