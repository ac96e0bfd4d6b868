// A bare `:=` left in a built package: when it was built, nothing that matches was installed, so no sub-slot was recorded.

import { dedent } from '../base/dedent.js';
import { slotOperatorsOf } from '../model/slot-operators.js';
import { formatCpn } from '../pms/cpv.js';
import { defineRule } from './kit/rule.js';

export const slotOperatorUnrecorded = defineRule({
  id: 'slot-operator-unrecorded',
  severity: 'info',
  scope: 'package',
  needs: [],
  kin: { fields: ['class', 'atom'] },
  documentation: {
    what: 'Each `:=` of a built package has been replaced by the slot and sub-slot it was built against.',
    why: 'A bare `:=` was matched by nothing installed at build time. Clients never rebuild or replace the package when the provider changes.',
    remedy: 'Rebuild the package with the dependency installed, so that Portage records what it used.',
    source: 'PMS 8.3.3; Portage lib/portage/dep/_slot_operator.py (unmatched atoms keep the bare operator)',
  },
  messages: {
    bare: {
      text: '{class} keeps {atom}: no sub-slot was recorded when it was built',
      reach: 'revision',
      remedy: 'rebuild ((it|them)) with the dependency installed, so that its sub-slot is recorded',
      cause: '{name}',
      title: '((a package was|packages were)) built without recording the sub-slot of {name}',
      family:
        '{packages} ((packages:package was|packages were)) built without recording a sub-slot, for {causes} dependencies',
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: dev-lang/perl-5.40.0
        RDEPEND: sys-libs/gdbm:=

        CPV: sys-libs/gdbm-1.24
        SLOT: 0/6
      `,
      good: dedent`
        [binhost]
        CPV: dev-lang/perl-5.40.0
        RDEPEND: sys-libs/gdbm:0/6=

        CPV: sys-libs/gdbm-1.24
        SLOT: 0/6
      `,
      expect: ['bare'],
    },
  ],
  create({ universe, report }) {
    return {
      package(pkg) {
        for (const { class: dependencyClass, atom, built } of slotOperatorsOf(universe, pkg)) {
          if (built) continue;
          report({
            message: 'bare',
            package: pkg,
            data: { class: dependencyClass, atom: atom.text, name: formatCpn(atom) },
            identity: [dependencyClass, atom.text],
          });
        }
      },
    };
  },
});
