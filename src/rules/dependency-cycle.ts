// Packages that need each other at run time; those that Portage refuses on an empty root told apart.

import { flatGraph } from '../model/flat.js';
import { type BinaryPackage, instanceName, RUNTIME_CLASSES } from '../model/package.js';
import { defineRule } from './kit/rule.js';

export const dependencyCycle = defineRule({
  id: 'dependency-cycle',
  severity: 'info',
  scope: 'component',
  needs: [],
  documentation: {
    what: 'The runtime dependencies (RDEPEND, IDEPEND) of the packages that Portage would choose form no cycle.',
    why: 'Portage breaks a plain runtime cycle at an arbitrary edge. One that contains a `:=` dependency it never breaks: into an empty root it says "circular dependencies".',
    remedy:
      'Nothing for a plain cycle. For a refused one, rebuild one member without the USE flag that closes the cycle, or ship all of them in the stage.',
    source: 'Portage lib/_emerge/DepPriorityNormalRange.py (runtime_slot_op is never ignored)',
  },
  messages: {
    refused: {
      severity: 'warning',
      text: '{members} need each other, through a slot operator: {edges}',
      remedy:
        'rebuild one member without the flag that closes the cycle, or ship all members in the baseline',
      cause: '{label}',
      title: 'Portage refuses this cycle on an empty root: {label}',
      familyRemedy:
        'rebuild one member of each without the flag that closes it, or ship them in the baseline',
      family: '{causes} cycles through a slot operator, which Portage refuses on an empty root',
      rows: { through: '{edges}' },
    },
    runtime: {
      text: '{members} need each other',
      remedy: 'nothing: Portage breaks such cycles',
      cause: '{label}',
      title: 'packages need each other at run time: {label}',
      family: '{causes} groups of packages need each other at run time',
    },
  },
  examples: [
    {
      bad: '[binhost]\nCPV: sys-libs/gpm-1\nRDEPEND: sys-libs/ncurses:0/6=\n\nCPV: sys-libs/ncurses-6.4\nSLOT: 0/6\nRDEPEND: sys-libs/gpm\n',
      good: '[binhost]\nCPV: sys-libs/gpm-1\nRDEPEND: sys-libs/ncurses:0/6=\n\nCPV: sys-libs/ncurses-6.4\nSLOT: 0/6\nPDEPEND: sys-libs/gpm\n',
      expect: ['refused'],
    },
    {
      bad: '[binhost]\nCPV: app-misc/a-1\nRDEPEND: app-misc/b\n\nCPV: app-misc/b-1\nRDEPEND: app-misc/a\n',
      good: '[binhost]\nCPV: app-misc/a-1\nRDEPEND: app-misc/b\n\nCPV: app-misc/b-1\n',
      expect: ['runtime'],
    },
  ],
  create({ universe, report }) {
    return {
      component(members) {
        if (!members.some(pkg => pkg.role === 'candidate')) return;
        const inside = new Set(members.map(pkg => pkg.id as number));
        const edges = [...builtEdges(members, inside)];
        const names = [...new Set(members.map(pkg => pkg.cpn))];
        const data = { members: members.map(instanceName), names, edges, label: labelOf(names) };
        report({ message: edges.length > 0 ? 'refused' : 'runtime', data, identity: data.members });
      },
    };

    /** Edges within the component that carry a slot operator `=`, recorded or bare, "user -> atom". */
    function* builtEdges(members: readonly BinaryPackage[], inside: ReadonlySet<number>): Generator<string> {
      const graph = flatGraph(universe);
      for (const pkg of members) {
        for (let edge = graph.start[pkg.id] as number; edge < (graph.start[pkg.id + 1] as number); edge++) {
          const atom = graph.atoms[graph.atom[edge] as number];
          if (
            atom === undefined ||
            atom.slotOperator !== '=' ||
            RUNTIME_CLASSES[graph.class[edge] as number] === 'PDEPEND'
          )
            continue;
          if (inside.has(graph.target[edge] as number)) yield `${pkg.cpn} -> ${atom.text}`;
        }
      }
    }
  },
});

/** A component by its members, or where they are many by the first: components share none. */
function labelOf(names: readonly string[]): string {
  return names.length <= 3 ? names.join(' <-> ') : `${names[0]} and ${names.length - 1} more`;
}
