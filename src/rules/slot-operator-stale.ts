// A built slot operator (`:0/5.38=`) against the newest package of that slot: has the sub-slot moved on?

import { dedent } from '../base/dedent.js';
import { isSuperseded, newestInSlot } from '../model/newest.js';
import { instanceName } from '../model/package.js';
import { slotOperatorsOf } from '../model/slot-operators.js';
import { formatCpn } from '../pms/cpv.js';
import { anchors } from './kit/anchor.js';
import { defineRule } from './kit/rule.js';

export const slotOperatorStale = defineRule({
  id: 'slot-operator-stale',
  severity: 'warning',
  scope: 'package',
  needs: [],
  kin: { fields: ['class', 'atom'] },
  documentation: {
    what: 'The sub-slot that a package was built against (`:slot/sub-slot=`) is that of the newest package of that slot in the index.',
    why: 'Who updates the provider must replace this package too, and finds no build of it for the new sub-slot: Portage holds the provider back, or drops the binary and compiles.',
    remedy: 'Rebuild the package after its provider.',
    source: 'PMS 8.3.3; Portage lib/portage/dep/_slot_operator.py; gentoolkit PR 61',
  },
  messages: {
    newest: {
      text: '{class} records {atom}, but {provider} has {current}',
      reach: 'operator',
      remedy: 'rebuild ((it|them)) against {provider}',
      cause: '{name}:{recorded} -> {current}',
      title: '((a package was|packages were)) built for {name}:{recorded}; {provider} has {current}',
      family:
        '{packages} ((packages:newest package was|newest packages were)) built for a sub-slot that has moved on',
    },
    superseded: {
      text: '{class} records {atom}, but {provider} has {current}',
      remedy:
        'delete ((it: a newer build of the same package is|them: newer builds of the same packages are)) here',
      cause: '{name}:{recorded} -> {current}',
      title: '((an older build was|older builds were)) made for {name}:{recorded}; {provider} has {current}',
      family:
        '{packages} ((packages:older build was|older builds were)) made for a sub-slot that has moved on',
      severity: 'info',
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: dev-libs/icu:0/73.1=

        CPV: dev-libs/icu-73.1
        SLOT: 0/73.1

        CPV: dev-libs/icu-74.1
        SLOT: 0/74.1
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: dev-libs/icu:0/74.1=

        CPV: dev-libs/icu-73.1
        SLOT: 0/73.1

        CPV: dev-libs/icu-74.1
        SLOT: 0/74.1
      `,
      expect: ['newest'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: dev-libs/icu:0/73.1=

        CPV: app-misc/a-2

        CPV: dev-libs/icu-74.1
        SLOT: 0/74.1

        CPV: dev-libs/icu-73.1
        SLOT: 0/73.1
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: dev-libs/icu:0/74.1=

        CPV: app-misc/a-2

        CPV: dev-libs/icu-74.1
        SLOT: 0/74.1

        CPV: dev-libs/icu-73.1
        SLOT: 0/73.1
      `,
      expect: ['superseded'],
    },
  ],
  create({ universe, places, report }) {
    return {
      package(pkg) {
        for (const { class: dependencyClass, atom, item, built } of slotOperatorsOf(universe, pkg)) {
          if (!built || atom.slot === null) continue;
          const name = formatCpn(atom);
          const provider = newestInSlot(universe, name, atom.slot);
          if (provider === null || provider.slot.subSlot === atom.subSlot) continue;
          const superseded = isSuperseded(universe, pkg);
          // Where a baseline is held back by it, that is the story.
          const blocked = superseded
            ? []
            : places.map(place => anchors.blocked(place, `${name}:${atom.slot}`));
          report({
            message: superseded ? 'superseded' : 'newest',
            package: pkg,
            data: {
              class: dependencyClass,
              atom: atom.text,
              name,
              provider: instanceName(provider),
              recorded: `${atom.slot}/${atom.subSlot}`,
              current: `${provider.slot.slot}/${provider.slot.subSlot}`,
            },
            identity: [dependencyClass, atom.text],
            anchor: anchors.stale(pkg, atom.text),
            follows: [anchors.unmet(pkg, item), ...blocked],
          });
        }
      },
    };
  },
});
