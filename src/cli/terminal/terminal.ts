// What is known of the terminal: columns, colour, and whether somebody watches progress.

import picocolors from 'picocolors';
import { type Palette, PLAIN } from '../../report/words/palette.js';

export type Environment = Readonly<Record<string, string | undefined>>;

interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Columns of a report in a pipe. */
const PIPE_WIDTH = 110;

/** COLUMNS, then what the terminal has. */
export function widthOf(screen: Screen, environment: Environment = {}): number {
  const asked = Number(environment['COLUMNS'] ?? '');
  if (Number.isInteger(asked) && asked > 0) return asked;
  return screen.isTTY === true && screen.columns !== undefined && screen.columns > 0
    ? screen.columns
    : PIPE_WIDTH;
}

/** Lines of a report that a person takes in; a pipe has no budget. */
const LONGEST_REPORT = 60;

export function linesOf({ isTTY }: Screen): number | null {
  return isTTY === true ? LONGEST_REPORT : null;
}

/** `--no-color`, then NO_COLOR, then FORCE_COLOR, then what the screen is (https://no-color.org, https://force-color.org). */
export function wantsColour(screen: Screen, environment: Environment, isAllowed: boolean): boolean {
  if (!isAllowed || (environment['NO_COLOR'] ?? '') !== '') return false;
  const forced = environment['FORCE_COLOR'] ?? '';
  if (forced !== '') return forced !== '0' && forced !== 'false';
  return screen.isTTY === true && environment['TERM'] !== 'dumb';
}

/** A CI log keeps every redrawn line: no progress there. */
export function wantsProgress(screen: Screen, environment: Environment, isAllowed: boolean): boolean {
  const isWatched =
    screen.isTTY === true && environment['TERM'] !== 'dumb' && (environment['CI'] ?? '') === '';
  return isAllowed && isWatched;
}

export function makePalette(hasColour: boolean): Palette {
  if (!hasColour) return PLAIN;
  const { red, yellow, cyan, bold, dim } = picocolors.createColors(true);
  return { error: red, warning: yellow, info: cyan, strong: bold, faint: dim };
}
