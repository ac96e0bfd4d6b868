// Packages that need each other through a slot operator, which Portage refuses to install where nothing installed breaks the cycle.

import { dedent } from '../base/dedent.js';
import { type BinaryPackage, instanceName } from '../model/package.js';
import type { Place } from '../model/place.js';
import type { Universe } from '../model/universe.js';
import { formatCpn } from '../pms/cpv.js';
import { type BuiltCycle, builtCyclesFrom, labelCycle } from '../solver/installability/built-cycles.js';
import { verdictsFrom } from '../solver/installability/verdicts-from.js';
import { anchors } from './kit/anchor.js';
import { defineRule } from './kit/rule.js';
import { openingData } from './words/open-cycle.js';
import { sayPlace } from './words/say-place.js';

export const runtimeCycleRefused = defineRule({
  id: 'runtime-cycle-refused',
  severity: 'warning',
  scope: 'index',
  needs: [],
  kin: { fields: ['names'] },
  documentation: {
    what: 'No runtime cycle of the packages that Portage would choose holds a slot operator `=` that the baseline leaves unsatisfied; without a baseline, that an empty root does.',
    why: 'Portage breaks a plain runtime cycle, but never at a slot operator that nothing installed satisfies: it says "circular dependencies" and installs neither the members nor what needs them.',
    remedy:
      'Ship the packages that the slot operators name in the stage, or rebuild one member without the USE flag that closes the cycle.',
    source: 'Portage lib/_emerge/DepPriorityNormalRange.py (runtime_slot_op is never ignored)',
  },
  messages: {
    refused: {
      text: '{members} need each other, through a slot operator: {edges}; Portage refuses this from {from}[[; opened by {opening}]]',
      reach: 'nobody',
      remedy: 'ship {providers} in the stage, or rebuild {rebuild}',
      cause: '{label}',
      title: 'Portage refuses this cycle from {from}: {label}',
      familyRemedy: 'ship one member of each in the stage, or rebuild without the flags that close them',
      family: '{causes} cycles through a slot operator, which Portage refuses',
      rows: { through: '{edges}', 'opened by': '{opening}' },
      familyRows: { from: '{from}' },
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: sys-libs/gpm-1
        RDEPEND: sys-libs/ncurses:0/6=

        CPV: sys-libs/ncurses-6.4
        SLOT: 0/6
        RDEPEND: sys-libs/gpm
      `,
      good: dedent`
        [binhost]
        CPV: sys-libs/gpm-1
        RDEPEND: sys-libs/ncurses:0/6=

        CPV: sys-libs/ncurses-6.4
        SLOT: 0/6
        PDEPEND: sys-libs/gpm
      `,
      expect: ['refused'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: sys-libs/gpm-1
        RDEPEND: sys-libs/ncurses:0/6=

        CPV: sys-libs/ncurses-6.4
        SLOT: 0/6
        RDEPEND: sys-libs/gpm
        [installed stage3]
        CPV: sys-libs/ncurses-5.9
        SLOT: 0/5
      `,
      good: dedent`
        [binhost]
        CPV: sys-libs/gpm-1
        RDEPEND: sys-libs/ncurses:0/6=

        CPV: sys-libs/ncurses-6.4
        SLOT: 0/6
        RDEPEND: sys-libs/gpm
        [installed stage3]
        CPV: sys-libs/ncurses-6.3
        SLOT: 0/6
      `,
      expect: ['refused'],
    },
  ],
  create({ universe, places, tree, report }) {
    return {
      index() {
        const stands = places.length === 0 ? [null] : places;
        for (const { cycle, refusing } of gatherCycles(universe, stands, places)) {
          const { members, edges } = cycle;
          if (!members.some(pkg => pkg.role === 'candidate')) continue;
          const names = [...new Set(members.map(pkg => pkg.cpn))];
          const instances = members.map(instanceName);
          const [place = null] = refusing;
          const { opening, rebuild } = openingData(universe, { members, tree, place, isRefused: true });
          report({
            message: 'refused',
            data: {
              members: instances,
              names,
              edges: edges.map(({ user, atom }) => `${user.cpn} -> ${atom.text}`),
              providers: [...new Set(edges.map(({ atom }) => formatCpn(atom)))],
              label: labelCycle(names),
              opening,
              rebuild: rebuild ?? 'one member without the flag that closes the cycle',
              from: refusing.map(place => sayPlace(universe, place)).join(' and '),
            },
            identity: instances,
            anchor: anchors.cycle(cycle),
          });
        }
      },
    };
  },
});

interface Told {
  readonly cycle: BuiltCycle;
  readonly refusing: readonly Place[];
}

/** Each cycle once; from places that are proved also those that older packages make. */
function gatherCycles(
  universe: Universe,
  stands: readonly Place[],
  proved: readonly Place[],
): readonly Told[] {
  const found = new Map<string, { cycle: BuiltCycle; refusing: Place[] }>();
  for (const place of stands) {
    const refusals = proved.includes(place) ? cyclesOfVerdicts(universe, place) : [];
    for (const cycle of [...builtCyclesFrom(universe, place), ...refusals]) {
      const key = membersKey(cycle.members);
      const known = found.get(key);
      if (known === undefined) found.set(key, { cycle, refusing: [place] });
      else if (!known.refusing.includes(place)) known.refusing.push(place);
    }
  }
  return [...found.values()];
}

function cyclesOfVerdicts(universe: Universe, place: Place): readonly BuiltCycle[] {
  const verdicts = verdictsFrom(universe, place);
  return [
    ...new Set(verdicts.flatMap(verdict => (verdict.verdict === 'not-installable' ? verdict.cycles : []))),
  ];
}

function membersKey(members: readonly BinaryPackage[]): string {
  return members.map(({ id }) => id).join(' ');
}
