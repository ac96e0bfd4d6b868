// What a command hands back; written in one place.

import { guardPieces, guardText } from '../report/words/guard-text.js';
import type { ExitCode } from './failure.js';

/** In one piece or, where it may be longer than a string can be, in several. */
export type Text = string | Iterable<string>;

export interface Document {
  readonly text: Text;
  /** File to write it to; null is standard output. */
  readonly output: string | null;
}

export interface CommandOutcome {
  readonly code: ExitCode;
  /** The data asked for. */
  readonly documents: readonly Document[];
  /** Said on standard error, a line each. */
  readonly notes: readonly string[];
}

/** Characters collected before they are written: of a line each, a hundred thousand writes take longer than the answer. */
const CHUNK = 1 << 16;

/** The exit code is set first: whoever stops reading half-way still gets the verdict. */
export async function deliver({ code, documents, notes }: CommandOutcome): Promise<void> {
  process.exitCode = code;
  for (const note of notes) process.stderr.write(`binpkg-check: ${guardText(note)}\n`);
  const files = documents.flatMap(({ text, output: path }) => (path === null ? [] : [{ path, text }]));
  if (files.length > 0) {
    const { writeAtomically } = await import('../write/write-atomically.js');
    await writeAtomically(files.map(({ path, text }) => ({ path, bytes: encode(text) })));
  }
  for (const { text, output } of documents)
    if (output === null) for (const chunk of collect(ofScreen(text))) await print(chunk);
}

/** What is data keeps its bytes on the way to a program, and steers nobody's terminal. */
function ofScreen(text: Text): Text {
  if (process.stdout.isTTY !== true) return text;
  return guardPieces(typeof text === 'string' ? [text] : text, { colour: true, whole: true });
}

function encode(text: Text): Uint8Array {
  return Buffer.concat([...collect(text)].map(chunk => Buffer.from(chunk)));
}

function* collect(text: Text): Generator<string> {
  if (typeof text === 'string') {
    if (text !== '') yield text;
    return;
  }
  let chunk = '';
  for (const piece of text) {
    chunk += piece;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

function print(text: string): Promise<void> {
  return new Promise(resolve => process.stdout.write(text, () => resolve()));
}
