// Rows of a story about a package: a label, and beside it text that wraps in its own column.

import { layOut, wrapWords } from './lay-out.js';
import type { Palette } from './palette.js';

export interface StoryStyle {
  readonly width: number;
  readonly palette: Palette;
  /** Every name, every need, every build. */
  readonly verbose: boolean;
}

type Paint = (text: string) => string;

const LABEL_WIDTH = 11;
const LEAST_ROOM = 20;
/** Lines of names unless verbose. */
const NAME_LINES = 2;

/** A sentence. */
export function row(label: string, text: string, style: StoryStyle, paint: Paint): string[] {
  return rowOf(label, wrapWords(text, { width: room(style) }), paint);
}

/** A beginning and names after it, as many as two lines take. */
export function rowOfNames(
  label: string,
  start: string,
  names: readonly string[],
  style: StoryStyle,
  paint: Paint = style.palette.faint,
): string[] {
  if (names.length === 0) return row(label, start, style, paint);
  const width = room(style);
  const pieces = start === '' ? names : [`${start}: ${names[0]}`, ...names.slice(1)];
  // A long beginning takes nothing from the names.
  const lines = (start === '' ? 0 : wrapWords(`${start}:`, { width }).length - 1) + NAME_LINES;
  return rowOf(label, layOut(pieces, '  ', { width, ...(style.verbose ? {} : { lines }) }), paint);
}

function room({ width }: StoryStyle): number {
  return Math.max(width - LABEL_WIDTH, LEAST_ROOM);
}

function rowOf(label: string, lines: readonly string[], paint: Paint): string[] {
  const indent = `  ${label}`.padEnd(LABEL_WIDTH);
  return lines.map(
    (line, at) => (at === 0 ? indent.replace(label, paint(label)) : ' '.repeat(LABEL_WIDTH)) + line,
  );
}
