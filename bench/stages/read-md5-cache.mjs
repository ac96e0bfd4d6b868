// Valid entries of an md5-cache, each checked against its ebuild and eclasses and made an ebuild of the model, on one thread.

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generateRepository } from '../generate-repository.mjs';
import { collectGarbage, median } from '../measure.mjs';
import { readTrees } from '../real-trees.mjs';

const ROUNDS = 3;

/** @type {import('../context.mjs').Stage} */
export const readMd5Cache = {
  name: 'read-md5-cache',
  what: 'entries of an md5-cache, read and checked',
  async run({ directory, sizes: [ebuilds], library }) {
    const generated = join(directory, 'cached-repository');
    generateRepository(generated, { ebuilds });
    const figures = [];
    for (const { label, location } of [{ label: 'generated', location: generated }, ...readTrees()]) {
      const cache = join(directory, `cache-${label.replaceAll('/', '-')}`);
      const [repository] = library.openRepositories([location]);
      if (repository === undefined) continue;
      const { ebuilds: all } = library.listEbuilds(repository);
      if (!existsSync(cache)) await fill(library, repository, all, cache);
      const known = all.filter(file => existsSync(join(cache, library.cpvOf(file))));
      const times = [];
      for (let round = 0; round < ROUNDS; round++) {
        collectGarbage();
        const maker = new library.EbuildMaker();
        const start = performance.now();
        for await (const one of library.readEbuilds(repository, known, { cache })) {
          if (one.outcome !== 'metadata' || one.origin !== 'cache')
            throw new Error(`${label}: an entry is not valid`);
          maker.make(repository.name, one.file, one.entry);
        }
        times.push((performance.now() - start) / 1000);
      }
      figures.push({
        stage: this.name,
        what: `${label}: entries`,
        value: known.length / median(times),
        best: known.length / Math.min(...times),
        unit: '1/s',
        target: 20_000,
        better: /** @type {const} */ ('more'),
      });
    }
    return figures;
  },
};

/**
 * @param {import('../library.mjs').Library} library
 * @param {ReturnType<import('../library.mjs').Library['openRepositories']>[number]} repository
 * @param {ReturnType<import('../library.mjs').Library['listEbuilds']>['ebuilds']} files
 * @param {string} cache
 */
async function fill(library, repository, files, cache) {
  for await (const one of library.readEbuilds(repository, files, { cache })) {
    if (one.outcome !== 'metadata') continue;
    const path = join(cache, library.cpvOf(one.file));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, one.text);
  }
}
