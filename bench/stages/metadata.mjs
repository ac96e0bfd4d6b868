// Ebuilds evaluated on all cores, from process start to exit: of a generated repository, and of the trees that BINPKG_CHECK_TREES names.

import { join } from 'node:path';
import { generateRepository } from '../generate-repository.mjs';
import { runNode } from '../measure.mjs';
import { readTrees } from '../real-trees.mjs';
import { describeRuns } from './audit.mjs';

/** @type {import('../context.mjs').Stage} */
export const metadata = {
  name: 'metadata',
  what: 'metadata of every ebuild of a repository, nothing of it known before',
  async run({ command, directory, sizes: [ebuilds], library }) {
    const generated = join(directory, 'repository');
    generateRepository(generated, { ebuilds });
    const figures = [];
    for (const { label, location } of [{ label: 'generated', location: generated }, ...readTrees()]) {
      const [repository] = library.openRepositories([location]);
      const count = repository === undefined ? 0 : library.listEbuilds(repository).ebuilds.length;
      const nothing = join(directory, 'no-cache');
      const run = await runNode([command, 'metadata', location, '--cache', nothing, '--no-progress'], {
        usage: true,
      });
      const [time, cpu, memory] = describeRuns(this.name, label, [run], { memory: 600 });
      if (time === undefined || cpu === undefined || memory === undefined) continue;
      figures.push(
        {
          stage: this.name,
          what: `${label}: ebuilds`,
          value: count / time.value,
          unit: '1/s',
          target: 500,
          better: /** @type {const} */ ('more'),
        },
        cpu,
        memory,
      );
    }
    return figures;
  },
};
