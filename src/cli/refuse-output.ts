// Nothing that is judged is replaced by what is said of it.

import { realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from './failure.js';

/** Throws `UsageError` where the output would take the place of a file that is read, or of the index of a directory that is. */
export function refuseOutput(output: string | undefined, inputs: readonly string[]): void {
  const target = output === undefined || output === '-' ? null : placeOf(output);
  if (target === null) return;
  const read = inputs.flatMap(input => {
    const path = input.replace(/^file:\/\//i, '');
    const isDirectory = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
    return isDirectory ? INDICES.map(name => join(path, name)) : [path];
  });
  if (read.some(path => placeOf(path) === target))
    throw new UsageError(
      `--output ${output} would take the place of what is read there; give another file, or none for standard output`,
    );
}

const INDICES = ['Packages', 'Packages.gz'];

/** Without links; null where there is no such directory. */
function placeOf(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    // What is not there yet has a place all the same.
  }
  try {
    return join(realpathSync(dirname(path)), path.slice(path.lastIndexOf('/') + 1));
  } catch {
    return null;
  }
}
