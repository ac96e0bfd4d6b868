// A policy for new C libraries: published for some generations before anything that needs one.

import { dedent } from '../base/dedent.js';
import { LIBC_NAMES } from '../model/libc.js';
import { type BinaryPackage, instanceName } from '../model/package.js';
import { failureOf } from '../model/requirements.js';
import { wasPublished } from '../model/update/entry-change.js';
import { libcOrigin } from '../model/update/libc-origin.js';
import { publishedLibcs } from '../model/update/published-libcs.js';
import { compareReleases } from '../pms/compare-versions.js';
import { matchesVersion } from '../pms/match-atom.js';
import { defineRule } from './kit/rule.js';

export const libcTransition = defineRule({
  id: 'libc-transition',
  severity: 'error',
  scope: 'package',
  needs: ['published'],
  kin: { fields: ['libc'], byMessage: true, worse: 'needed' },
  documentation: {
    what: 'The C library that a package needs, which came or changed with this generation, is in each of the earlier ones given (<<published>>); binhosts that never had one are not asked.',
    why: 'A client that follows the binhost then has the new C library before any package that needs it is offered, whatever order it merges in and whatever floors say.',
    remedy:
      'Publish the new C library alone, wait until clients have had time to update, then publish what was built on it.',
    source: 'Gentoo bugs 753500 and 913628 (the order that was kept by hand before Portage 3.0.57)',
  },
  messages: {
    floor: {
      text: 'RDEPEND needs {declared}, which ((generations:an earlier generation does|earlier generations do)) not offer: {lacking}',
      remedy:
        'publish the {libc} that ((it asks|they ask)) for alone and wait; then publish ((the package|the packages))',
      cause: '{libc} in {lacking}',
      title:
        '((a package needs|packages need)) a newer {libc} than ((generations:an earlier generation offers|earlier generations offer))',
      family: 'packages need newer C libraries than earlier generations offer',
      rows: { needs: '{declared}', lacking: '{lacking}' },
    },
    assumed: {
      severity: 'warning',
      text: 'was probably built on {needed} (BUILD_TIME), which ((generations:an earlier generation does|earlier generations do)) not offer: {lacking}',
      remedy: 'publish {needed} alone and wait; then publish ((the package|the packages))',
      cause: '{needed} in {lacking}',
      title:
        '((a package was|packages were)) probably built on {needed}, which ((generations:an earlier generation does|earlier generations do)) not offer',
      family: 'packages were probably built on newer C libraries than earlier generations offer',
      rows: { lacking: '{lacking}', note: 'without a floor in RDEPEND: assumed from BUILD_TIME' },
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: net-misc/wget-1.21.3
        RDEPEND: >=sys-libs/glibc-2.33
        REQUIRES: x86_64: libc.so.6

        CPV: sys-libs/glibc-2.33
        [published before]
        CPV: sys-libs/glibc-2.31
      `,
      good: dedent`
        [binhost]
        CPV: net-misc/wget-1.21.3
        RDEPEND: >=sys-libs/glibc-2.33
        REQUIRES: x86_64: libc.so.6

        CPV: sys-libs/glibc-2.33
        [published before]
        CPV: sys-libs/glibc-2.33
      `,
      expect: ['floor'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: net-misc/wget-1.21.3
        BUILD_TIME: 30
        REQUIRES: x86_64: libc.so.6

        CPV: sys-libs/glibc-2.33
        BUILD_TIME: 20
        [published before]
        CPV: sys-libs/glibc-2.31
      `,
      good: dedent`
        [binhost]
        CPV: net-misc/wget-1.21.3
        BUILD_TIME: 30
        REQUIRES: x86_64: libc.so.6

        CPV: sys-libs/glibc-2.33
        BUILD_TIME: 20
        [published before]
        CPV: sys-libs/glibc-2.33
      `,
      expect: ['assumed'],
    },
  ],
  create({ universe, report }) {
    const generations = publishedLibcs(universe);
    return {
      package(pkg) {
        const origin = LIBC_NAMES.includes(pkg.cpn) ? null : libcOrigin(universe, pkg);
        if (origin === null || wasPublished(universe, pkg)) return;
        const { libc, floor } = origin;
        // What nothing here meets is no matter of order: it is told as what it is.
        if (floor !== null && failureOf(universe, floor.node) !== null) return;
        // Where the binhost never had one, clients have theirs from elsewhere.
        if (!generations.some(({ libcs }) => libcs.has(libc))) return;
        const reaches = (offered: BinaryPackage) =>
          floor === null ? isSameRelease(offered, origin.built) : matchesVersion(floor.atom, offered);
        const lacking = generations.filter(({ libcs }) => !(libcs.get(libc) ?? []).some(reaches));
        if (lacking.length === 0) return;
        const has = lacking.map(({ libcs }) => libcs.get(libc)?.at(-1)).map(nameOf);
        const shared = {
          libc,
          generations: lacking.map(({ name }) => name),
          has,
          lacking: lacking.map(({ name }, at) => `${name} (${has[at] ?? `no ${libc}`})`),
        };
        if (floor === null) {
          report({
            message: 'assumed',
            package: pkg,
            assurance: 'assumed',
            data: { ...shared, needed: instanceName(origin.built) },
            identity: [],
          });
          return;
        }
        const { atom } = floor;
        report({
          message: 'floor',
          package: pkg,
          data: { ...shared, needed: atom.version?.text ?? '', declared: atom.text },
          identity: [atom.text],
        });
      },
    };
  },
});

/** Or a later one. Revisions bring no new symbols. */
function isSameRelease(offered: BinaryPackage, built: BinaryPackage): boolean {
  const { version } = offered.cpv;
  return version !== null && built.cpv.version !== null && compareReleases(version, built.cpv.version) >= 0;
}

function nameOf(pkg: BinaryPackage | undefined): string | null {
  return pkg === undefined ? null : instanceName(pkg);
}
