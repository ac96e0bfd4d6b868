// What all commands do alike with an answer: which format, where to, how wide and how loud. A command names its formats and says
// what each makes of the answer; nothing else of this stands in it.

import { guardPieces, guardText } from '../report/words/guard-text.js';
import type { Palette } from '../report/words/palette.js';
import { stringifyJson } from '../report/words/stringify-json.js';
import { chooseWord } from './choose-word.js';
import type { CommandOutcome, Document, Text } from './deliver.js';
import { UsageError } from './failure.js';
import { FLAGS } from './flags/declared-flags.js';
import { linesOf, makePalette, wantsColour, widthOf } from './terminal/terminal.js';

/** Flags of every command that has something to tell. */
interface TellingFlags {
  readonly format?: string;
  readonly output?: string;
  readonly verbose?: boolean;
  readonly quiet?: boolean;
  /** False with `--no-color`. */
  readonly color?: boolean;
}

/** Only formats for people look at it. */
export interface Style {
  readonly width: number;
  /** Nothing cut off. */
  readonly verbose: boolean;
  /** The summary line only. */
  readonly quiet: boolean;
  readonly palette: Palette;
  /** Lines on the screen, or null where nobody looks at one. */
  readonly lines: number | null;
}

/** What the user wants of an answer, settled before anything is loaded: a mistyped word costs no waiting. */
export interface Telling<F extends string> {
  readonly format: F;
  /** A file; null is standard output. */
  readonly output: string | null;
  readonly verbose: boolean;
  readonly quiet: boolean;
  readonly colour: boolean;
}

/** Formats of the commands that answer questions. */
export const ANSWER_FORMATS = FLAGS.format.takes.choices;

export function settleTelling<F extends string>(
  flags: TellingFlags,
  formats: readonly F[],
  what = 'format',
): Telling<F> {
  if (flags.quiet && flags.verbose)
    throw new UsageError('--quiet and --verbose contradict each other; give one of them');
  return {
    format: chooseWord(flags.format ?? 'text', formats, what),
    output: settleOutput(flags.output),
    verbose: flags.verbose === true,
    quiet: flags.quiet === true,
    colour: flags.color !== false,
  };
}

/** `-` is standard output, as elsewhere. */
export function settleOutput(output: string | undefined): string | null {
  if (output === '') throw new UsageError('--output is empty; give a file, or leave the option out');
  return output === undefined || output === '-' ? null : output;
}

/** Makes only the format asked for. */
export async function render<F extends string>(
  telling: Telling<F>,
  renderers: Readonly<Record<F, (style: Style) => Text | Promise<Text>>>,
  { code, notes }: Pick<CommandOutcome, 'code' | 'notes'>,
): Promise<CommandOutcome> {
  const { format, output } = telling;
  const text = await renderers[format](styleOf(telling));
  const document: Document = { text: format === 'text' ? guard(text, telling) : text, output };
  return { code, documents: [document], notes };
}

/** Whatever a report for people has let through. */
function guard(text: Text, telling: Telling<string>): Text {
  const passed = { colour: hasColour(telling), whole: telling.verbose };
  return typeof text === 'string' ? guardText(text, passed) : guardPieces(text, passed);
}

/** A file has neither the width nor the colours of the screen. */
function styleOf(telling: Telling<string>): Style {
  const { output, verbose, quiet } = telling;
  const toScreen = output === null;
  return {
    width: toScreen ? widthOf(process.stdout, process.env) : widthOf({}),
    lines: toScreen ? linesOf(process.stdout) : null,
    verbose,
    quiet,
    palette: makePalette(hasColour(telling)),
  };
}

function hasColour({ output, colour }: Telling<string>): boolean {
  return output === null && wantsColour(process.stdout, process.env, colour);
}

/** Lines for people. */
export function toText(lines: readonly string[]): Text {
  return `${lines.join('\n')}\n`;
}

/** Columns that no summary is too long for. */
const QUIET_WIDTH = 1000;

/** Lines for people; of a quiet run the one that sums the others up. */
export function tellLines(
  style: Style,
  tell: (style: Style) => readonly string[],
  isSummary: (line: string, at: number) => boolean = (_, at) => at === 0,
): Text {
  if (!style.quiet) return toText(tell(style));
  return toText(tell({ ...style, width: QUIET_WIDTH }).filter(isSummary));
}

/** A record as one indented JSON text. */
export function toJson(record: unknown): Text {
  return `${stringifyJson(record, 2)}\n`;
}

/** A line each. */
export function* toNdjson(records: Iterable<unknown>): Generator<string> {
  for (const record of records) yield `${stringifyJson(record)}\n`;
}
