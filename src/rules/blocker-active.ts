// A blocker of one package that matches another of the same binhost.

import { dedent } from '../base/dedent.js';
import { blockersOf } from '../model/blockers.js';
import { isOffered, isSuperseded } from '../model/newest.js';
import { instanceName } from '../model/package.js';
import { defineRule } from './kit/rule.js';

export const blockerActive = defineRule({
  id: 'blocker-active',
  severity: 'warning',
  scope: 'package',
  needs: [],
  kin: { fields: ['class', 'atom'] },
  documentation: {
    what: 'No blocker in RDEPEND, PDEPEND or IDEPEND of a package matches another package of the index.',
    why: 'The two cannot be installed together: a client that wants both is refused, or loses one of them.',
    remedy:
      'Where both are the newest of their slot, rebuild or withdraw one; older builds can simply be deleted.',
    source: 'PMS 8.3.2',
  },
  messages: {
    newest: {
      text: '{class} has {atom}, which blocks {newest}',
      reach: 'nobody',
      remedy: 'rebuild or withdraw one of the two',
      cause: '{atom}',
      title: '{atom} blocks packages that are the newest here',
      family: '{causes} blockers match the newest packages of this index',
      rows: { blocks: '{newest}' },
    },
    superseded: {
      severity: 'info',
      text: '{class} has {atom}, which blocks {blocked}',
      remedy: 'delete the older builds',
      cause: '{atom}',
      title: '{atom} blocks older packages that are still here',
      family: '{causes} blockers match packages that newer ones here supersede',
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: app-alternatives/ninja-1
        RDEPEND: !<dev-build/ninja-1.11.1-r3

        CPV: dev-build/ninja-1.11.1
      `,
      good: dedent`
        [binhost]
        CPV: app-alternatives/ninja-1
        RDEPEND: !<dev-build/ninja-1.11.1-r3

        CPV: dev-build/ninja-1.11.1-r3
      `,
      expect: ['newest'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-alternatives/ninja-1
        RDEPEND: !!<dev-build/ninja-1.11.1-r3

        CPV: dev-build/ninja-1.11.1

        CPV: dev-build/ninja-1.12
      `,
      good: dedent`
        [binhost]
        CPV: app-alternatives/ninja-1
        RDEPEND: !!<dev-build/ninja-1.11.1-r3

        CPV: dev-build/ninja-1.12
      `,
      expect: ['superseded'],
    },
  ],
  create({ universe, report }) {
    return {
      package(pkg) {
        for (const { class: dependencyClass, atom, strength } of blockersOf(universe, pkg)) {
          const blocked = universe.matches(atom).filter(other => other !== pkg && isOffered(other));
          if (blocked.length === 0) continue;
          const newest = isSuperseded(universe, pkg)
            ? []
            : blocked.filter(other => !isSuperseded(universe, other));
          report({
            message: newest.length > 0 ? 'newest' : 'superseded',
            package: pkg,
            data: {
              class: dependencyClass,
              atom: atom.text,
              strength,
              blocked: blocked.map(instanceName),
              newest: newest.map(instanceName),
            },
            identity: [dependencyClass, atom.text],
          });
        }
      },
    };
  },
});
