// `read` and `mapfile`.

import { assign } from '../shell/assign.js';
import type { Builtin, Input, Shell } from '../shell/shell.js';
import { Unknown } from '../syntax/outcome.js';

export const INPUT: Readonly<Record<string, Builtin>> = {
  read: (shell, args) => read(shell, readOptions(args, 'read', 'adnNptiu')),
  mapfile: (shell, args) => mapFile(shell, readOptions(args, 'mapfile', 'dnOsuCc')),
  readarray: (shell, args) => mapFile(shell, readOptions(args, 'mapfile', 'dnOsuCc')),
};

interface Options {
  readonly values: ReadonlyMap<string, string>;
  readonly names: readonly string[];
}

/** Letters with their values, in any combination. */
function readOptions(args: readonly string[], name: string, valued: string): Options {
  const values = new Map<string, string>();
  let at = 0;
  for (; at < args.length && /^-./.test(args[at] as string); at++) {
    const argument = args[at] as string;
    if (argument === '--') {
      at++;
      break;
    }
    for (let i = 1; i < argument.length; i++) {
      const letter = argument[i] as string;
      if (!valued.includes(letter)) {
        values.set(letter, '');
        continue;
      }
      values.set(letter, i + 1 < argument.length ? argument.slice(i + 1) : (args[++at] ?? ''));
      break;
    }
  }
  if (values.has('u') || (values.has('t') && valued.includes('t')))
    throw new Unknown(`${name} has an option that is not followed`);
  return { values, names: args.slice(at) };
}

interface Line {
  readonly text: string;
  readonly ended: boolean;
}

/** Up to the delimiter; null at the end of the input. A text holds no NUL. */
function takeLine(input: Input, delimiter: string): Line | null {
  if (input.at >= input.text.length) return null;
  const end = input.text.indexOf(delimiter, input.at);
  const text = input.text.slice(input.at, end === -1 ? undefined : end);
  input.at = end === -1 ? input.text.length : end + delimiter.length;
  return { text: text.replaceAll('\0', ''), ended: end !== -1 };
}

/** `-n` and `-N`: at most so many characters; up to a delimiter where there is one. */
function takeSome(input: Input, most: number, delimiter: string | null): Line {
  const text = input.text.slice(input.at, input.at + most);
  const end = delimiter === null ? -1 : text.indexOf(delimiter);
  input.at += end === -1 ? text.length : end + 1;
  if (text.includes('\\'))
    throw new Unknown('read takes a number of characters from a text with backslashes');
  return { text: end === -1 ? text : text.slice(0, end), ended: end !== -1 || text.length === most };
}

function inputOf(shell: Shell, name: string): Input {
  if (shell.input === null) throw new Unknown(`${name} reads the input of the whole script`);
  return shell.input;
}

function read(shell: Shell, { values, names }: Options): number {
  const input = inputOf(shell, 'read');
  const wrong = names.find(name => !/^[A-Za-z_]\w*(\[.+\])?$/s.test(name));
  const exactly = values.get('N');
  const most = exactly ?? values.get('n');
  const raw = values.has('r') || most !== undefined;
  // With -d '' everything is read.
  const delimiter = values.get('d')?.slice(0, 1) ?? '\n';
  let line: Line | null =
    most === undefined
      ? takeLine(input, delimiter || '\0')
      : takeSome(input, Number(most), exactly === undefined ? delimiter || '\0' : null);
  while (!raw && line?.ended === true && /(?<!\\)(?:\\\\)*\\$/.test(line.text)) {
    const more = takeLine(input, '\n');
    line = { text: line.text.slice(0, -1) + (more?.text ?? ''), ended: more?.ended ?? false };
  }
  const text = line?.text ?? '';
  const array = values.get('a');
  const separators = exactly === undefined ? (shell.read('IFS') ?? ' \t\n') : '';
  if (array !== undefined) {
    const list = split(text, separators, Number.POSITIVE_INFINITY, raw);
    shell.variables.set(shell.resolve(array), { kind: 'indexed', list, attributes: 0 });
  } else if (names.length === 0) assign(shell, 'REPLY', raw ? text : text.replaceAll(/\\(.)/gs, '$1'));
  else {
    const pieces = split(text, separators, names.length, raw);
    for (const [at, name] of names.entries()) {
      if (name !== wrong) assign(shell, name, pieces[at] ?? '');
      else {
        shell.complain(`read: ${name}: not a valid identifier\n`);
        return 1;
      }
    }
  }
  return line?.ended === true ? 0 : 1;
}

/** Into at most `most` pieces: the last one keeps its separators, but not those at its end. */
function split(text: string, separators: string, most: number, raw: boolean): string[] {
  const isBlank = (char: string | undefined) =>
    char !== undefined && /[ \t\n]/.test(char) && separators.includes(char);
  const isSeparator = (char: string | undefined) => char !== undefined && separators.includes(char);
  const pieces: string[] = [];
  let at = 0;
  while (isBlank(text[at])) at++;
  while (at < text.length) {
    if (pieces.length === most - 1) {
      pieces.push(lastPiece(text.slice(at), isBlank, isSeparator, raw));
      return pieces;
    }
    let piece = '';
    while (at < text.length && !isSeparator(text[at])) {
      if (!raw && text[at] === '\\') at++;
      piece += text[at++] ?? '';
    }
    pieces.push(piece);
    while (isBlank(text[at])) at++;
    if (isSeparator(text[at])) {
      at++;
      while (isBlank(text[at])) at++;
    }
  }
  return pieces;
}

type Check = (char: string | undefined) => boolean;

function lastPiece(text: string, isBlank: Check, isSeparator: Check, raw: boolean): string {
  let end = text.length;
  while (end > 0 && isBlank(text[end - 1]) && (raw || text[end - 2] !== '\\')) end--;
  let piece = text.slice(0, end);
  // A single separator at the end that no other precedes goes too.
  const inner = piece.slice(0, -1);
  if (isSeparator(piece.at(-1)) && !isBlank(piece.at(-1)) && ![...inner].some(char => isSeparator(char)))
    piece = inner.trimEnd();
  return raw ? piece : piece.replaceAll(/\\(.)/gs, '$1');
}

function mapFile(shell: Shell, { values, names }: Options): number {
  const input = inputOf(shell, 'mapfile');
  const delimiter = values.has('d') ? (values.get('d') as string).slice(0, 1) || '\0' : '\n';
  const origin = Number(values.get('O') ?? 0);
  const most = Number(values.get('n') ?? 0) || Number.POSITIVE_INFINITY;
  if (values.has('C')) throw new Unknown('mapfile has an option that is not followed');
  const lines: string[] = [];
  for (let skipped = Number(values.get('s') ?? 0); skipped > 0; skipped--) takeLine(input, delimiter);
  for (let line = takeLine(input, delimiter); line !== null; line = takeLine(input, delimiter)) {
    lines.push(values.has('t') || !line.ended ? line.text : line.text + delimiter);
    shell.limits.spend(1);
    if (lines.length >= most) break;
  }
  const name = shell.resolve(names[0] ?? 'MAPFILE');
  const before = values.has('O') ? shell.variables.get(name) : undefined;
  const list = before?.kind === 'indexed' ? [...before.list] : [];
  if (origin > 100_000) throw new Unknown('an array has a subscript greater than allowed');
  for (const [at, line] of lines.entries()) list[origin + at] = line;
  shell.variables.set(name, { kind: 'indexed', list, attributes: 0 });
  return 0;
}
