// Bytes of a Packages index to its entries, warm.

import { rateOf, timeRounds } from '../measure.mjs';

/** @type {import('../context.mjs').Stage} */
export const readIndex = {
  name: 'read-index',
  what: 'read a Packages index',
  run({ library, bytes, seconds }) {
    const time = timeRounds(() => library.readPackagesIndex(bytes), seconds);
    return [
      {
        stage: this.name,
        what: 'text read',
        ...rateOf(time, bytes.length),
        unit: 'MB/s',
        target: 190,
        better: 'more',
      },
    ];
  },
};
