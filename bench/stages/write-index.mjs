// Entries back to the text of an index.

import { rateOf, timeRounds } from '../measure.mjs';

/** @type {import('../context.mjs').Stage} */
export const writeIndex = {
  name: 'write-index',
  what: 'write a Packages index',
  run({ library, index, bytes, seconds }) {
    const time = timeRounds(() => library.writePackagesIndex(index), seconds);
    return [{ stage: this.name, what: 'text written', ...rateOf(time, bytes.length), unit: 'MB/s' }];
  },
};
