// The same of a generated index ten times as large as any, in a process of its own: time and peak memory.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateIndex } from '../generate-index.mjs';
import { runNode } from '../measure.mjs';
import { describeRuns } from './audit.mjs';

const COMMAND = fileURLToPath(new URL('../prove-index.mjs', import.meta.url));

/** @type {import('../context.mjs').Stage} */
export const proveLarge = {
  name: 'prove-large',
  what: 'a verdict for every package of a generated index, loading included',
  async run({ directory, sizes: [, packages] }) {
    const path = join(directory, `Packages-proved-${packages}`);
    writeFileSync(path, generateIndex({ packages }));
    const run = await runNode([COMMAND, path], { usage: true });
    return describeRuns(this.name, `${packages.toLocaleString('en')} packages`, [run], {
      seconds: 30,
      memory: 1536,
    });
  },
};
