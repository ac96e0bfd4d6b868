// Tests that cannot run here say why. `REQUIRED`, words apart by blanks, names what must be there: `.ci/run` sets it to what it has
// installed, and a test that lacks one of these fails. `SKIPS` names a file that gets a line for each reason.

import { appendFileSync } from 'node:fs';
import { expect } from 'vitest';

const required = (process.env['REQUIRED'] ?? '').split(/\s+/).filter(word => word !== '');
const log = process.env['SKIPS'];

/** Whether what a test needs is missing, for `skipIf`; `what` is the word that `REQUIRED` has for it. */
export function lacks(what: string, isHere: boolean, why = `${what} is not here`): boolean {
  if (isHere) return false;
  if (required.includes(what)) throw new Error(`REQUIRED names ${what}: ${why}`);
  const file = expect.getState().testPath ?? '';
  if (log === undefined) console.log(`skipped: ${why}`);
  else appendFileSync(log, `${JSON.stringify({ file, why })}\n`);
  return true;
}
