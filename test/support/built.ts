// What was built, for tests that run it as users do; a test of the command that was built from other sources says nothing.

import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';

/** The path of a file of dist/. Throws where dist/ is missing or was made from other sources. */
export function built(name: string): string {
  if (!inject('isBuilt'))
    throw new Error('dist/ was not built from the present sources: run "npm run build"');
  return fileURLToPath(new URL(`../../dist/${name}`, import.meta.url));
}
