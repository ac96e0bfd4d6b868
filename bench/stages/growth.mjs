// How time and memory of an audit grow with the index: ten times the packages ought to take about ten times the time.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateIndex } from '../generate-index.mjs';
import { median, runInTurns } from '../measure.mjs';
import { auditArguments, describeRuns } from './audit.mjs';

/** @type {import('../context.mjs').Stage} */
export const growth = {
  name: 'growth',
  what: 'audit of generated indices, small and ten times as large',
  async run({ command, directory, runs, sizes }) {
    const commands = sizes.map(packages => {
      const path = join(directory, `Packages-${packages}`);
      writeFileSync(path, generateIndex({ packages }));
      return auditArguments(command, path, 'json');
    });
    const [small = [], large = []] = await runInTurns(commands, Math.max(1, Math.floor(runs / 3)), {
      usage: true,
    });
    const ratio = (/** @type {'wall' | 'cpu'} */ key) =>
      median(large.map((run, at) => run[key] / (small[at]?.[key] ?? run[key])));
    const [from, to] = sizes.map(size => size.toLocaleString('en'));
    return [
      ...describeRuns(this.name, `${from} packages`, small),
      ...describeRuns(this.name, `${to} packages`, large, { seconds: 6, memory: 1024 }),
      {
        stage: this.name,
        what: `time, ${from} to ${to}`,
        value: ratio('wall'),
        unit: 'times',
        target: 12,
        better: 'less',
      },
      {
        stage: this.name,
        what: `CPU, ${from} to ${to}`,
        value: ratio('cpu'),
        unit: 'times',
        target: 12,
        better: 'less',
      },
    ];
  },
};
