// Mirrors whose index is older than the judged one.

import { anchors } from './kit/anchor.js';
import { defineRule } from './kit/rule.js';

const HOST = '[binhost]\nTIMESTAMP: 1700000000\nVERSION: 0\n\nCPV: app-misc/a-1\n';

export const mirrorStale = defineRule({
  id: 'mirror-stale',
  severity: 'warning',
  scope: 'index',
  needs: ['mirror'],
  kin: { fields: ['mirror'] },
  documentation: {
    what: 'The index of each mirror (<<mirror>>) is as new as the judged one.',
    why: 'Clients of the mirror get the packages of an earlier day, without what was repaired since; and files that were deleted may still be in its index.',
    remedy: 'Let the mirror synchronise, packages first, the index last; find out why it does not.',
    source: 'Portage lib/portage/dbapi/bintree.py:1716-1749 (TIMESTAMP); Gentoo bugs 958200, 966251, 970223',
  },
  messages: {
    stale: {
      text: '{mirror} is {hours} hours behind',
      remedy: 'synchronise the mirror, the index last',
      cause: '{mirror}',
      title: '{mirror} is {hours} hours behind',
      family: '{causes} mirrors are behind',
    },
    undated: {
      text: '{mirror} has an index without TIMESTAMP, which clients do not take',
      remedy: 'synchronise the mirror, the index last',
      cause: '{mirror}',
      title: '{mirror} has an index without TIMESTAMP, which clients do not take',
      family: '{causes} mirrors have an index without TIMESTAMP, which clients do not take',
    },
  },
  examples: [
    {
      bad: `${HOST}[mirror https://m.example]\ntimestamp: 1699990000\n`,
      good: `${HOST}[mirror https://m.example]\ntimestamp: 1700000000\n`,
      expect: ['stale'],
    },
    {
      bad: `${HOST}[mirror https://m.example]\n`,
      good: `${HOST}[mirror https://m.example]\ntimestamp: 1700000001\n`,
      expect: ['undated'],
    },
  ],
  create({ universe, report }) {
    return {
      index() {
        for (const source of universe.sources) {
          const judged = Number(source.header.get('TIMESTAMP') ?? Number.NaN);
          for (const { location: mirror, timestamp } of source.mirrors ?? []) {
            const common = { mirror, expected: Number.isNaN(judged) ? null : judged, actual: timestamp };
            const identity = [mirror];
            const anchor = anchors.mirror(mirror);
            if (timestamp === null) {
              report({
                message: 'undated',
                data: { ...common, code: 'timestamp-missing' },
                identity,
                anchor,
              });
            } else if (timestamp < judged) {
              const hours = Math.ceil((judged - timestamp) / 3600);
              const data = { ...common, code: 'mirror-stale', behind: judged - timestamp, hours };
              report({ message: 'stale', data, identity, anchor });
            }
          }
        }
      },
    };
  },
});
