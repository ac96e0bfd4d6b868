// A package with ELF files whose RDEPEND holds no floor for its C library: nothing makes a client merge libc first.

import { dedent } from '../base/dedent.js';
import { floorsOf, LIBC_NAMES } from '../model/libc.js';
import { isOffered } from '../model/newest.js';
import { instanceName, isElf } from '../model/package.js';
import { neededLibc } from '../model/update/libc-origin.js';
import { anchors } from './kit/anchor.js';
import { defineRule } from './kit/rule.js';

export const libcFloorMissing = defineRule({
  id: 'libc-floor-missing',
  severity: 'info',
  scope: 'package',
  needs: [],
  kin: { fields: [], byMessage: true },
  documentation: {
    what: 'Each package that needs libc.so.6 (REQUIRES) also has a `>=` dependency on the C library it was built on.',
    why: 'Without the floor nothing orders libc before the package. A client still on the older libc may get a wget that does not start before glibc arrives.',
    remedy: 'Rebuild with Portage 3.0.57 or newer and virtual/libc installed: it writes the floor.',
    source: 'Gentoo bugs 753500, 913628; Portage pull request 1088',
  },
  messages: {
    hazard: {
      severity: 'warning',
      text: 'built after {libc} but has no floor for it, and clients may have older ones: {older}',
      reach: 'nobody',
      remedy:
        'rebuild ((it|them)) with Portage 3.0.57 or newer, which writes >=CATEGORY/LIBC-VERSION into RDEPEND',
      cause: '{libc}',
      title:
        '((a package|packages)) built after {libc} ((does|do)) not ask for it; a client that still has an older one breaks',
      family: 'packages built after a newer C library do not ask for it',
      rows: { older: '{older}' },
    },
    floorless: {
      text: 'has ELF files but no floor for the C library in RDEPEND',
      reach: 'nobody',
      remedy: 'rebuild with Portage 3.0.57 or newer',
      cause: 'libc',
      title:
        '((a package with ELF files has|packages with ELF files have)) no floor for the C library (built by Portage before 3.0.57)',
      family: 'packages with ELF files have no floor for the C library (built by Portage before 3.0.57)',
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: net-misc/wget-1.21.3
        BUILD_TIME: 30
        REQUIRES: x86_64: libc.so.6

        CPV: sys-libs/glibc-2.31
        BUILD_TIME: 10

        CPV: sys-libs/glibc-2.33
        BUILD_TIME: 20
      `,
      good: dedent`
        [binhost]
        CPV: net-misc/wget-1.21.3
        BUILD_TIME: 30
        RDEPEND: >=sys-libs/glibc-2.33
        REQUIRES: x86_64: libc.so.6

        CPV: sys-libs/glibc-2.31
        BUILD_TIME: 10

        CPV: sys-libs/glibc-2.33
        BUILD_TIME: 20
      `,
      expect: ['hazard'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: net-misc/wget-1.21.3
        BUILD_TIME: 30
        REQUIRES: x86_64: libc.so.6

        CPV: sys-libs/glibc-2.33
        BUILD_TIME: 20
      `,
      good: dedent`
        [binhost]
        CPV: net-misc/wget-1.21.3
        BUILD_TIME: 30
        REQUIRES: x86_64: libm.so.6

        CPV: sys-libs/glibc-2.33
        BUILD_TIME: 20
      `,
      expect: ['floorless'],
    },
  ],
  create({ universe, report }) {
    const libcs = LIBC_NAMES.flatMap(name => universe.byCpn.get(name) ?? []);
    const newest = libcs.findLast(isOffered);
    const older = libcs.filter(
      libc => newest !== undefined && libc.cpn === newest.cpn && libc.cpvText !== newest.cpvText,
    );
    const olderNames = [...new Set(older.map(instanceName))];
    return {
      package(pkg) {
        if (
          !isElf(pkg) ||
          LIBC_NAMES.includes(pkg.cpn) ||
          neededLibc(pkg) === null ||
          floorsOf(universe, pkg).length > 0
        )
          return;
        const follows = [anchors.libcFloor(pkg), anchors.unorderedLibc(pkg)];
        if (
          newest !== undefined &&
          older.length > 0 &&
          newest.buildTime > 0 &&
          pkg.buildTime >= newest.buildTime
        ) {
          report({
            message: 'hazard',
            package: pkg,
            data: { libc: instanceName(newest), older: olderNames },
            identity: [],
            follows,
          });
        } else {
          report({ message: 'floorless', package: pkg, data: {}, identity: [], follows });
        }
      },
    };
  },
});
