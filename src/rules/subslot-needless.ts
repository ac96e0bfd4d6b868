// A sub-slot that changed though the libraries did not.

import { dedent } from '../base/dedent.js';
import { instanceName } from '../model/package.js';
import { needlessSubSlots } from '../model/update/needless-subslots.js';
import { defineRule } from './kit/rule.js';

const USER = '\nCPV: app-misc/a-1\nBUILD_TIME: 2\nRDEPEND: dev-db/lmdb:0/0.9.33=\n';
const BEFORE = dedent`
  [published]
  CPV: dev-db/lmdb-0.9.31
  SLOT: 0/0.9.31
  PROVIDES: x86_64: liblmdb.so.0

  CPV: app-misc/a-1
  BUILD_TIME: 1
  RDEPEND: dev-db/lmdb:0/0.9.31=
`;

export const subslotNeedless = defineRule({
  id: 'subslot-needless',
  severity: 'info',
  scope: 'index',
  needs: [],
  kin: { fields: ['name'] },
  documentation: {
    what: 'Where the sub-slot of a package changes, so does some library of it: compared with the last generation (<<published>>), or else with the instance of the slot that the newest replaces.',
    why: 'Every package that recorded the old sub-slot must be rebuilt, published and downloaded again, and holds the update back until it is. Names of libraries do not tell everything: the sub-slot may stand for something else.',
    remedy: 'Nothing for this generation; ask the maintainer of the ebuild what the sub-slot stands for.',
    source: 'PMS 8.3.3; devmanual, "Slotting", on sub-slots',
  },
  messages: {
    moved: {
      text: 'moved from {recorded} to {current}, yet has the libraries that {from} had: {libraries}; {count} ((count:package that recorded it is|packages that recorded it are)) rebuilt for that',
      remedy: 'nothing now; ask the maintainer of the ebuild what the sub-slot stands for',
      cause: '{name} {recorded} -> {current}',
      title:
        '{name} moved from {recorded} to {current} with the same libraries: {count} ((count:package is|packages are)) rebuilt for it',
      family: '{causes} packages changed their sub-slots, but not their libraries',
      rows: { libraries: '{libraries}', rebuilt: '{users}' },
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: dev-db/lmdb-0.9.33
        SLOT: 0/0.9.33
        PROVIDES: x86_64: liblmdb.so.0
        ${USER}${BEFORE}`,
      good: dedent`
        [binhost]
        CPV: dev-db/lmdb-0.9.33
        SLOT: 0/0.9.33
        PROVIDES: x86_64: liblmdb.so.1
        ${USER}${BEFORE}`,
      expect: ['moved'],
    },
  ],
  create({ universe, report }) {
    return {
      index() {
        for (const { from, to, libraries, users } of needlessSubSlots(universe)) {
          const recorded = `${from.slot.slot}/${from.slot.subSlot}`;
          report({
            message: 'moved',
            package: to,
            data: {
              name: to.cpn,
              from: instanceName(from),
              recorded,
              current: `${to.slot.slot}/${to.slot.subSlot}`,
              libraries: [...new Set(libraries.map(({ soname }) => soname))],
              count: users.length,
              users: users.map(instanceName),
            },
            identity: [recorded],
          });
        }
      },
    };
  },
});
