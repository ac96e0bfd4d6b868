// Text of an atom to the atom, every different one of an index, without memo.

import { textsOf } from '../context.mjs';
import { rateOf, timeRounds } from '../measure.mjs';

/** @type {import('../context.mjs').Stage} */
export const parseAtom = {
  name: 'parse-atom',
  what: 'parse an atom',
  run({ library, index, seconds }) {
    const texts = textsOf(index, ['RDEPEND', 'PDEPEND', 'IDEPEND', 'DEPEND', 'BDEPEND']);
    const atoms = [...new Set(texts.flatMap(text => text.split(/\s+/)).filter(token => token.includes('/')))];
    const time = timeRounds(() => {
      for (const atom of atoms) library.parseAtom(atom);
    }, seconds);
    return [
      {
        stage: this.name,
        what: 'different atoms',
        ...rateOf(time, atoms.length),
        unit: 'million/s',
        target: 1,
        better: 'more',
      },
    ];
  },
};
