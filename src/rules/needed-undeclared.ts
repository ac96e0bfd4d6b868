// Libraries that files need and whose package no run-time dependency names.

import { dedent } from '../base/dedent.js';
import {
  atomFor,
  type UndeclaredLibraries,
  undeclaredLibrariesOf,
} from '../model/linking/undeclared-libraries.js';
import { defineRule } from './kit/rule.js';

const LIBRARY = dedent`
  CPV: dev-libs/openssl-3.0.13
  SLOT: 0/3
  PROVIDES: x86_64: libssl.so.3
`;
const needing = (depends: string, more = '') =>
  dedent`
    [binhost]
    ${LIBRARY}
    CPV: net-misc/curl-8
    PATH: curl.gpkg.tar
    ${depends}${more}[payload curl.gpkg.tar]
    /usr/bin/curl elf needs=libssl.so.3
  `;

export const neededUndeclared = defineRule({
  id: 'needed-undeclared',
  severity: 'warning',
  scope: 'package',
  needs: ['payload'],
  kin: { fields: ['owner'] },
  documentation: {
    what: 'Each library that files of a package need, and that a package here provides, belongs to one that RDEPEND or PDEPEND names: itself, in some branch of a choice, or behind a virtual. The C and C++ runtimes need not be named.',
    why: 'Nothing keeps the library there: a client may merge the package without it, remove it as unneeded, or update it to another soname without rebuilding the package.',
    remedy:
      'Add the dependency to the ebuild (with := where its sub-slot follows the soname) and rebuild; or keep the build from linking the library (a flag that was off, --as-needed).',
    source: 'Gentoo devmanual, Dependencies (implicit and indirect); iwdevtools qa-vdb; PMS 8.1',
  },
  messages: {
    undeclared: {
      text: '{file} needs {libraries} of {owner}, which no dependency leads to[[; {nearest}]]',
      reach: 'revision',
      remedy: 'add ((what is needed|them)) to RDEPEND and rebuild, or build without',
      cause: '{name}',
      title: '{name} links to packages that no dependency of it leads to',
      family: '{causes} packages link to others that no dependency of them leads to',
      rows: { add: '{atom}' },
    },
    transitive: {
      severity: 'info',
      text: '{file} needs {libraries} of {owner}, which is only reached through {through} today[[; {nearest}]]',
      remedy: 'add ((what is needed|them)) to RDEPEND: {through} may drop ((it|them))',
      cause: '{name}',
      title: '{name} links to packages that it depends on only through others',
      family: '{causes} packages link to others that they depend on only through third ones',
      familyRemedy: 'add what they link to to their RDEPEND: what is between may drop it',
      rows: { add: '{atom}' },
      familyRows: { owners: '{owner}' },
    },
    unclear: {
      severity: 'info',
      text: '{file} needs {libraries} of {owner}, which no dependency here leads to; not all behind {unknown} is here[[; {nearest}]]',
      remedy: 'look whether {unknown} brings ((it|them)), else add ((it|them)) to RDEPEND',
      cause: '{name}',
      title: '{name} links to packages that no dependency of it leads to here',
      family: '{causes} packages link to others that no dependency of them leads to here',
      familyRemedy:
        'name the baselines and binhosts that have what is missing here (<<baseline>>, <<background>>)',
      rows: { add: '{atom}' },
      familyRows: { owners: '{owner}' },
    },
  },
  examples: [
    {
      bad: needing(''),
      good: needing('RDEPEND: dev-libs/openssl:0/3=\n'),
      expect: ['undeclared'],
    },
    {
      bad: needing('RDEPEND: net-libs/tls\n', '\nCPV: net-libs/tls-1\nRDEPEND: dev-libs/openssl\n'),
      good: needing('RDEPEND: virtual/tls\n', '\nCPV: virtual/tls-1\nRDEPEND: dev-libs/openssl\n'),
      expect: ['transitive'],
    },
    {
      bad: needing('RDEPEND: virtual/tls\n'),
      good: needing('RDEPEND: || ( virtual/tls dev-libs/openssl )\n'),
      expect: ['unclear'],
    },
  ],
  create({ universe, report }) {
    return {
      package(pkg) {
        for (const found of undeclaredLibrariesOf(universe, pkg)) {
          const { owner, libraries, file, through, unknown, nearest, isSeen } = found;
          report({
            message: messageFor(found),
            package: pkg,
            assurance: isSeen && unknown === null ? 'proved' : 'assumed',
            data: {
              name: pkg.cpn,
              file: file ?? 'a file of it',
              libraries: libraries.map(({ soname }) => soname).join(' '),
              abis: [...new Set(libraries.map(({ abi }) => abi))],
              owner: owner.cpn,
              atom: atomFor(owner),
              through,
              unknown,
              nearest,
            },
            identity: [owner.cpn],
          });
        }
      },
    };
  },
});

function messageFor(found: UndeclaredLibraries): 'undeclared' | 'transitive' | 'unclear' {
  if (found.through !== null) return 'transitive';
  // What is named to build with was not thought of at run time.
  return found.unknown === null || found.nearest !== null ? 'undeclared' : 'unclear';
}
