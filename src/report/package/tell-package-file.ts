// One package file for a reader.

import { isoDate } from '../../base/iso-date.js';
import type { Problem } from '../../model/problem.js';
import { type Signature, signatureOf } from '../../model/signature.js';
import { whyUnread } from '../../model/unread.js';
import { wrapWords } from '../words/lay-out.js';
import { makePrintable } from '../words/make-printable.js';
import type { Palette } from '../words/palette.js';
import { sayCount, sayNumber } from '../words/say-count.js';
import { type InspectedFile, isDefect, sortedMetadata } from './describe-package-file.js';
import { tellPayload } from './tell-payload.js';

const INDENT = 2;
const LABEL_WIDTH = 18;
/** Lines of one value unless verbose. */
const MOST_LINES = 3;

function saySignature({ state, userId, fingerprint, expiresAt, unread }: Signature): string[] {
  if (state === 'none') return [];
  if (state === 'unchecked') return ['signed (signature not checked: --keyring)'];
  if (state !== 'good') return [`signature ${state}`];
  const until = expiresAt === null ? '' : ` until ${isoDate(expiresAt)}`;
  const rest = unread.length === 0 ? '' : ` (but for ${unread.join(', ')}, which was not read)`;
  return [makePrintable(`signature good${until} by ${userId ?? fingerprint}${rest}`)];
}

/** A signature that does not hold, told as other defects are. */
function signatureProblems({ code, message, offset, field, expected, actual }: Signature): Problem[] {
  if (code === null) return [];
  const values = { ...(expected === null ? {} : { expected }), ...(actual === null ? {} : { actual }) };
  return [
    {
      code,
      message: message ?? '',
      offset,
      effect: 'refused',
      ...(field === null ? {} : { field }),
      ...values,
    },
  ];
}

export interface FileStyle {
  readonly width: number;
  readonly verbose: boolean;
  readonly palette: Palette;
}

export function tellPackageFile(file: InspectedFile, style: FileStyle): string {
  const { palette, width } = style;
  const kind = [
    file.format ?? (whyUnread(file) === null ? 'not a binary package' : 'not read'),
    sayCount(file.size, 'byte'),
    ...saySignature(signatureOf(file)),
  ];
  const lines = [`${palette.strong(makePrintable(file.path))}  ${kind.join(', ')}`];
  for (const problem of [...signatureProblems(signatureOf(file)), ...file.problems]) {
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
  if (file.payload !== undefined) lines.push(...tellPayload(file.payload, style));
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

/** A text keeps its lines; under a name as wide as the column it begins on the next one. */
function tellValue(key: string, value: string, { width, verbose, palette }: FileStyle): string[] {
  const name = makePrintable(key);
  const column = LABEL_WIDTH + INDENT;
  const room = { width: Math.max(width - column, 20) };
  const all = value
    .trim()
    .split('\n')
    .flatMap(line => wrapWords(makePrintable(line.replace(/\s+/g, ' ').trim()), room));
  const shown =
    verbose || all.length <= MOST_LINES
      ? all
      : [
          ...all.slice(0, MOST_LINES - 1),
          `... ${sayNumber(all.length - MOST_LINES + 1)} more lines (--verbose)`,
        ];
  if (shown.length === 0) return [];
  const label = palette.faint(' '.repeat(INDENT) + name.padEnd(LABEL_WIDTH));
  const [first, ...rest] = shown.map(line => ' '.repeat(column) + line) as [string, ...string[]];
  return name.length < LABEL_WIDTH ? [label + first.slice(column), ...rest] : [label, first, ...rest];
}
