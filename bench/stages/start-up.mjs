// What the command costs before it does anything, against a Node that does nothing.

import { median, runInTurns } from '../measure.mjs';

/** @type {import('../context.mjs').Stage} */
export const startUp = {
  name: 'start-up',
  what: '--version and --help against node -e 0',
  async run({ command, runs }) {
    const [bare = [], version = [], help = []] = await runInTurns(
      [
        ['-e', '0'],
        [command, '--version'],
        [command, '--help'],
      ],
      runs * 3,
    );
    // Round by round: both ends of a ratio were measured in the same moment.
    const ratios = (/** @type {typeof bare} */ list) =>
      list.map(({ wall }, at) => wall / (bare[at]?.wall ?? wall));
    return [
      { stage: this.name, what: 'node -e 0', value: median(bare.map(({ wall }) => wall * 1000)), unit: 'ms' },
      {
        stage: this.name,
        what: '--version',
        value: median(ratios(version)),
        unit: 'times node',
        target: 1.3,
        better: 'less',
      },
      { stage: this.name, what: '--help', value: median(ratios(help)), unit: 'times node' },
    ];
  },
};
