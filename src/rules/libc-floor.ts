// The floor that a package writes for its C library, against the C libraries that index and baselines offer.

import { floorsOf, libcHere } from '../model/libc.js';
import { failureOf } from '../model/requirements.js';
import type { Universe } from '../model/universe.js';
import { compareVersions } from '../pms/compare-versions.js';
import { defineRule } from './kit/rule.js';

export const libcFloor = defineRule({
  id: 'libc-floor',
  severity: 'error',
  scope: 'package',
  needs: [],
  documentation: {
    what: 'Each `>=sys-libs/glibc-...` (or musl) in RDEPEND is met by the index, a background binhost or every baseline.',
    why: 'The package was built on a newer C library than clients can get. Merged all the same (--nodeps), its programs do not start.',
    remedy: 'Publish that C library first, before anything that was built on it.',
    source: 'Gentoo bugs 753500, 913628; Portage lib/portage/package/ebuild/doebuild.py (_inject_libc_dep)',
  },
  messages: {
    unmet: {
      text: 'RDEPEND needs {declared}[[; the newest here is {available}]]',
      remedy: 'publish {libc}-{highest} first: it repairs {packages} ((packages:package|packages))',
      cause: '{libc}',
      title: '{libc} is too old for ((a package|packages)) built on a newer one',
      family: 'C libraries are too old for packages built on newer ones',
      rows: { needs: '{declared}', has: '{available}', baseline: '{baseline}' },
    },
    raised: {
      severity: 'info',
      text: 'RDEPEND needs {declared}: clients merge {available} first[[; they stand at {baseline}]]',
      remedy: 'nothing, as long as {available} stays published: the floor makes clients merge it first',
      cause: '{libc}',
      title: '{libc} must be updated first: packages were built on a newer one than {baseline}',
      family: 'C libraries must be updated first: packages were built on newer ones than the baselines have',
      rows: { needs: '{declared}' },
    },
  },
  examples: [
    {
      bad: '[binhost]\nCPV: net-misc/wget-1.21.3\nRDEPEND: >=sys-libs/glibc-2.40\nREQUIRES: x86_64: libc.so.6\n\nCPV: sys-libs/glibc-2.39-r6\nPROVIDES: x86_64: libc.so.6\n',
      good: '[binhost]\nCPV: net-misc/wget-1.21.3\nRDEPEND: >=sys-libs/glibc-2.40\nREQUIRES: x86_64: libc.so.6\n\nCPV: sys-libs/glibc-2.40\nPROVIDES: x86_64: libc.so.6\n',
      expect: ['unmet'],
    },
    {
      bad: '[binhost]\nCPV: net-misc/wget-1.21.3\nRDEPEND: >=sys-libs/glibc-2.39\n\nCPV: sys-libs/glibc-2.39-r6\n[installed]\nCPV: sys-libs/glibc-2.38-r10\n',
      good: '[binhost]\nCPV: net-misc/wget-1.21.3\nRDEPEND: >=sys-libs/glibc-2.39\n\nCPV: sys-libs/glibc-2.39-r6\n[installed]\nCPV: sys-libs/glibc-2.39-r1\n',
      expect: ['raised'],
    },
  ],
  create({ universe, report }) {
    const highest = highestFloors(universe);
    return {
      package(pkg) {
        for (const { node, atom, libc } of floorsOf(universe, pkg)) {
          const unmet = failureOf(universe, node) !== null;
          const raised =
            !unmet &&
            universe.byCpn
              .get(libc)
              ?.some(
                installed => installed.role === 'installed' && !universe.matches(atom).includes(installed),
              );
          if (!unmet && raised !== true) continue;
          report({
            message: unmet ? 'unmet' : 'raised',
            package: pkg,
            data: {
              libc,
              needed: atom.version?.text ?? '',
              highest: highest.get(libc) ?? '',
              declared: atom.text,
              ...libcHere(universe, libc),
            },
            identity: [atom.text],
            anchor: `libc-floor ${pkg.id} ${atom.text}`,
          });
        }
      },
    };
  },
});

/** The highest floor that judged packages write for each C library: publishing it meets them all. */
function highestFloors(universe: Universe): ReadonlyMap<string, string> {
  const highest = new Map<string, string>();
  for (const pkg of universe.judged) {
    for (const { atom, libc } of floorsOf(universe, pkg)) {
      const version = atom.version?.text ?? '';
      const known = highest.get(libc);
      if (known === undefined || compareVersions(version, known) > 0) highest.set(libc, version);
    }
  }
  return highest;
}
