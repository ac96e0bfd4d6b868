// A verdict for every package of the index named on the command line: what `prove-large` measures from outside.

import { readFileSync } from 'node:fs';
import { makeUniverse } from './context.mjs';
import { library } from './library.mjs';
import { proveEach } from './stages/prove.mjs';

const path = process.argv[2] ?? '';
const universe = makeUniverse({ library, path, index: library.readPackagesIndex(readFileSync(path)) });
const verdicts = proveEach(library, universe);
const count = (/** @type {string} */ wanted) => verdicts.filter(({ verdict }) => verdict === wanted).length;
process.stdout.write(
  `${verdicts.length} packages: ${count('installable')} installable, ${count('not-installable')} not, ${count('unknown')} unknown\n`,
);
