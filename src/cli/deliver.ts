// What a command hands back; written in one place.

import type { ExitCode } from './failure.js';

export interface Outcome {
  readonly code: ExitCode;
  /** The data asked for. */
  readonly text: string;
  /** File to write it to; null is standard output. */
  readonly output: string | null;
  /** Said on standard error, a line each. */
  readonly notes: readonly string[];
}

/** The exit code is set first: whoever stops reading half-way still gets the verdict. */
export async function deliver({ code, text, output, notes }: Outcome): Promise<void> {
  process.exitCode = code;
  for (const note of notes) process.stderr.write(`binpkg-check: ${note}\n`);
  if (output !== null) {
    const { writeAtomically } = await import('../write/write-atomically.js');
    await writeAtomically([{ path: output, bytes: new TextEncoder().encode(text) }]);
    return;
  }
  if (text !== '') await new Promise<void>(resolve => process.stdout.write(text, () => resolve()));
}
