// What an audit could not do, a line each, for standard error.

import type { Gap } from '../../answer/find-gaps.js';
import { makePrintable } from '../words/make-printable.js';
import { sayNeeds } from '../words/name-ways.js';
import { chooseForm, sayCount } from '../words/say-count.js';

/** Of one kind and binhost; the report names them all. */
const MOST_PLACES = 5;

export function sayGap(gap: Gap): readonly string[] {
  switch (gap.kind) {
    case 'rule':
      return [`'${gap.rule}' was asked for and could not run: it ${sayNeeds(gap.wanted)}`];
    case 'no-rule':
      return [
        'no rule ran, so nothing was checked: --only, --skip or the configuration leaves out all that could',
      ];
    case 'index-only':
      return [`--payload reads the packages, and ${gap.location} is an index; give the PKGDIR instead`];
    case 'unread':
      return sayPlaces(
        gap.places.map(({ path, why }) => `${gap.location}/${path} could not be checked: ${why}`),
        rest => `... ${sayCount(rest, 'more place')} could not be checked`,
      );
    case 'contents':
      return sayPlaces(
        gap.places.map(
          ({ path, why }) => `the contents of ${gap.location}/${path} could not be checked: ${why}`,
        ),
        rest => `... the contents of ${sayCount(rest, 'more package')} could not be checked`,
      );
    case 'settings':
      return [
        makePrintable(
          `what ${gap.client} sees and takes is not known: ${gap.problem.file}:${gap.problem.line}: emerge stops there with an error`,
        ),
      ];
    case 'unproved': {
      const are = chooseForm(gap.packages, 'it', 'they');
      return [`of ${sayCount(gap.packages, 'package')} it is not known whether ${are} can be installed`];
    }
  }
}

function sayPlaces(lines: readonly string[], sayRest: (rest: number) => string): readonly string[] {
  const shown = lines.slice(0, MOST_PLACES).map(makePrintable);
  const rest = lines.length - shown.length;
  return rest > 0 ? [...shown, sayRest(rest)] : shown;
}
