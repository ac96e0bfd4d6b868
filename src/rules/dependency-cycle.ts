// Packages that need each other at run time, in a cycle that Portage breaks.

import { dedent } from '../base/dedent.js';
import { instanceName } from '../model/package.js';
import { builtCyclesFrom, labelCycle } from '../solver/installability/built-cycles.js';
import { defineRule } from './kit/rule.js';
import { openingData } from './words/open-cycle.js';

export const dependencyCycle = defineRule({
  id: 'dependency-cycle',
  severity: 'info',
  scope: 'component',
  needs: [],
  kin: { fields: ['names'] },
  documentation: {
    what: 'The runtime dependencies (RDEPEND, IDEPEND) of the packages that Portage would choose form no cycle. Of one that up to 100 packages form the fewest dependencies that open it are named and, with <<tree>>, flags of USE. Those that it refuses: `runtime-cycle-refused`.',
    why: 'Portage breaks such a cycle at an arbitrary edge: for a moment a package is installed without what it needs.',
    remedy: 'Nothing, unless a member is needed to install the others.',
    source:
      'Portage lib/_emerge/DepPriorityNormalRange.py (runtime dependencies are ignored where they must be)',
  },
  messages: {
    runtime: {
      text: '{members} need each other[[; opened by {opening}]]',
      reach: 'nobody',
      remedy: 'nothing: Portage breaks such cycles[[; to open it, rebuild {rebuild}]]',
      cause: '{label}',
      title: 'packages need each other at run time: {label}',
      family: '{causes} groups of packages need each other at run time',
      rows: { 'opened by': '{opening}' },
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: app-misc/b

        CPV: app-misc/b-1
        RDEPEND: app-misc/a
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: app-misc/b

        CPV: app-misc/b-1
      `,
      expect: ['runtime'],
    },
  ],
  create({ universe, places, tree, report }) {
    const stands = places.length === 0 ? [null] : places;
    const refused = new Set(
      stands.flatMap(place => builtCyclesFrom(universe, place).flatMap(({ members }) => members)),
    );
    return {
      component(members) {
        if (!members.some(pkg => pkg.role === 'candidate') || members.some(pkg => refused.has(pkg))) return;
        const names = [...new Set(members.map(pkg => pkg.cpn))];
        const data = {
          members: members.map(instanceName),
          names,
          label: labelCycle(names),
          ...openingData(universe, { members, tree, place: null, isRefused: false }),
        };
        report({ message: 'runtime', data, identity: data.members });
      },
    };
  },
});
