// A virtual/perl-* whose alternatives hold only through a perl that the newest one replaces.

import { dedent } from '../base/dedent.js';
import { newestOf } from '../model/newest.js';
import { type BinaryPackage, instanceName, slotKey } from '../model/package.js';
import { atomsOf, itemHolds, itemsOf, textOf } from '../model/requirements.js';
import type { Atom } from '../pms/atom.js';
import { compareVersions } from '../pms/compare-versions.js';
import { formatCpn } from '../pms/cpv.js';
import { anchors } from './kit/anchor.js';
import { defineRule } from './kit/rule.js';

const PERL = 'dev-lang/perl';

export const perlVirtualDiverged = defineRule({
  id: 'perl-virtual-diverged',
  severity: 'error',
  scope: 'package',
  needs: [],
  kin: { fields: ['item'] },
  documentation: {
    what: 'Each `|| ( )` of a virtual/perl-* that holds in the index still holds when the newest dev-lang/perl is the only one.',
    why: 'The virtual pins an older perl. Whoever holds it and updates perl gets a slot conflict, or perl is pulled down again.',
    remedy:
      'Publish the virtual, or the perl-core package, that goes with the newest perl; delete the old one.',
    source: 'Gentoo bug 687668; the Perl virtuals of the Gentoo repository',
  },
  messages: {
    pinned: {
      text: 'RDEPEND {item} holds only through {heldBy}, not through {interpreter}',
      remedy: 'publish the virtuals that go with {interpreter}, or the perl-core packages they name',
      cause: '{interpreter}',
      title: 'virtuals hold only through a perl older than {interpreter}',
      family: 'virtuals hold only through older perls',
      rows: { through: '{heldBy}' },
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: virtual/perl-Encode-3.190.0
        RDEPEND: || ( =dev-lang/perl-5.38* ~perl-core/Encode-3.190.0 )

        CPV: dev-lang/perl-5.38.2

        CPV: dev-lang/perl-5.40.0
      `,
      good: dedent`
        [binhost]
        CPV: virtual/perl-Encode-3.190.0
        RDEPEND: || ( =dev-lang/perl-5.38* =dev-lang/perl-5.40* ~perl-core/Encode-3.190.0 )

        CPV: dev-lang/perl-5.38.2

        CPV: dev-lang/perl-5.40.0
      `,
      expect: ['pinned'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: virtual/perl-Encode-3.190.0
        RDEPEND: || ( =dev-lang/perl-5.38* ~perl-core/Encode-3.190.0 )

        CPV: dev-lang/perl-5.40.0
        [installed]
        CPV: dev-lang/perl-5.38.2
      `,
      good: dedent`
        [binhost]
        CPV: virtual/perl-Encode-3.190.0
        RDEPEND: || ( =dev-lang/perl-5.38* =dev-lang/perl-5.40* )

        CPV: dev-lang/perl-5.40.0
        [installed]
        CPV: dev-lang/perl-5.38.2
      `,
      expect: ['pinned'],
    },
  ],
  create({ universe, places, report }) {
    const newest = newestOf(universe, PERL);
    const exists = (atom: Atom) => universe.matches(atom).length > 0;
    const survives = (atom: Atom) =>
      universe.matches(atom).some(pkg => pkg.cpn !== PERL || (newest !== null && !isOlder(pkg, newest)));
    return {
      package(pkg) {
        if (newest === null || !pkg.cpn.startsWith('virtual/perl-')) return;
        for (const node of itemsOf(universe, pkg, 'RDEPEND')) {
          if (node.type !== 'any-of' || !itemHolds(node, exists) || itemHolds(node, survives)) continue;
          const held = new Set<string>();
          for (const atom of atomsOf(node)) {
            if (formatCpn(atom) === PERL)
              for (const provider of universe.matches(atom)) held.add(instanceName(provider));
          }
          const item = textOf(node, pkg.record.RDEPEND);
          report({
            message: 'pinned',
            package: pkg,
            data: { item, interpreter: instanceName(newest), liveBranches: [], heldBy: [...held] },
            identity: [item],
            follows: places.map(place => anchors.blocked(place, slotKey(newest))),
          });
        }
      },
    };
  },
});

/** A perl that is gone once the newest of the index has replaced it: an older version, or another build of the same. */
function isOlder(pkg: BinaryPackage, newest: BinaryPackage): boolean {
  return pkg !== newest && compareVersions(pkg.cpv.version ?? '0', newest.cpv.version ?? '0') <= 0;
}
