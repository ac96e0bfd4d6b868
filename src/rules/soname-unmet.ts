// Every library that a package's ELF files need (REQUIRES) is offered (PROVIDES) by some package, in the same ABI: by the files where
// those were read, else as the index has it.

import { dedent } from '../base/dedent.js';
import { isSonameProvided } from '../model/client/visibility.js';
import { bystanderOf } from '../model/linking/bystander-need.js';
import { foreignElfOf } from '../model/linking/foreign-elf.js';
import { fileNeeding, sonamesOf } from '../model/linking/package-sonames.js';
import { missingNames, unprovidedSonames } from '../model/linking/unprovided-sonames.js';
import { unknownProviderOf } from '../model/linking/unrecorded-providers.js';
import type { BinaryPackage, Soname } from '../model/package.js';
import { failedRequirementsOf } from '../model/requirements.js';
import { formatCpn } from '../pms/cpv.js';
import { type Anchor, anchors } from './kit/anchor.js';
import { defineRule } from './kit/rule.js';

export const sonameUnmet = defineRule({
  id: 'soname-unmet',
  severity: 'error',
  scope: 'package',
  needs: [],
  kin: { fields: ['abi', 'soname'] },
  documentation: {
    what: 'Each ABI and library name in REQUIRES is in PROVIDES of some package of the index, of a background binhost or of every baseline. With <<payload>> both are what the files say.',
    why: 'The program does not start: its loader finds no such library. Portage does not check this across a binhost by default.',
    remedy: 'Publish the package that has the library, or rebuild the user against the library that is here.',
    source: 'Portage lib/portage/util/_dyn_libs/soname_deps.py; Gentoo bugs 687956, 829623',
  },
  messages: {
    provided: {
      severity: 'info',
      text: 'needs {soname} ({abi}), which nothing here provides; taken to be met by soname.provided of {providers}',
      remedy: 'nothing where it is true of every client',
      cause: '{soname} {abi}',
      title: '{soname} is taken to be met by soname.provided of {providers}',
      family: '{causes} libraries are taken to be met by soname.provided of the clients',
    },
    unprovided: {
      text: 'needs {soname} ({abi}), which nothing here provides[[; the nearest is {nearest}]][[: {file}]]',
      reach: 'revision',
      remedy:
        'publish the package that has {soname}, or rebuild ((this package|its users)) against what is here',
      cause: '{soname} {abi}',
      partOf: 'likelyOwner',
      title: '{soname} ({abi}) is provided by nothing here',
      family: '{causes} libraries are provided by nothing here',
      familyRemedy: 'publish the packages that have them, or rebuild their users',
      rows: { 'needed by': '{name}', has: '{nearest}', file: '{file}' },
    },
    ownerless: {
      text: 'needs {soname} ({abi}), which nothing here provides: there is no {likelyOwner} here[[: {file}]]',
      remedy:
        'publish {likelyOwner}, or name the baseline or binhost that has it (<<baseline>>, <<background>>)',
      cause: '{likelyOwner}',
      absent: 'likelyOwner',
      partOf: 'likelyOwner',
      title: '{likelyOwner} is not here, and nothing else has its libraries',
      family: '{causes} packages are not here, and nothing else has their libraries',
      familyRemedy: 'publish them, or name what has them (<<baseline>>, <<background>>)',
      rows: { libraries: '{soname} ({abi})', 'needed by': '{name}', file: '{file}' },
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        REQUIRES: x86_64: libb.so.1
        [profile amd64]
        soname.provided: x86_64 libb.so.1
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        REQUIRES: x86_64: libb.so.1

        CPV: dev-libs/b-1
        PROVIDES: x86_64: libb.so.1
        [profile amd64]
        soname.provided: x86_64 libb.so.1
      `,
      expect: ['provided'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: net-misc/curl-8.5.0
        REQUIRES: x86_64: libssl.so.3

        CPV: dev-libs/openssl-1.1.1
        PROVIDES: x86_64: libssl.so.1.1
      `,
      good: dedent`
        [binhost]
        CPV: net-misc/curl-8.5.0
        REQUIRES: x86_64: libssl.so.3

        CPV: dev-libs/openssl-3.0.1
        PROVIDES: x86_64: libssl.so.3
      `,
      expect: ['unprovided'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: dev-util/re2c-2.2
        REQUIRES: x86_64: libstdc++.so.6
      `,
      good: dedent`
        [binhost]
        CPV: dev-util/re2c-2.2
        REQUIRES: x86_64: libstdc++.so.6

        CPV: sys-devel/gcc-13.2.1
        PROVIDES: x86_64: libstdc++.so.6
      `,
      expect: ['ownerless'],
    },
    {
      // What the index says is not what the file needs.
      bad: dedent`
        [binhost]
        CPV: net-misc/curl-8.5.0
        PATH: a.xpak
        REQUIRES: x86_64: libssl.so.1.1

        CPV: dev-libs/openssl-1.1.1
        PROVIDES: x86_64: libssl.so.1.1
        [payload a.xpak]
        /usr/bin/curl elf needs=libssl.so.3
      `,
      good: dedent`
        [binhost]
        CPV: net-misc/curl-8.5.0
        PATH: a.xpak
        REQUIRES: x86_64: libssl.so.3

        CPV: dev-libs/openssl-1.1.1
        PROVIDES: x86_64: libssl.so.1.1
        [payload a.xpak]
        /usr/bin/curl elf needs=libssl.so.1.1
      `,
      expect: ['unprovided'],
    },
  ],
  create({ universe, clients, report }) {
    const unprovided = unprovidedSonames(universe);
    return {
      package(pkg) {
        for (const soname of new Set(sonamesOf(universe, pkg).requires)) {
          const missing = unprovided.get(soname);
          if (missing === undefined || unknownProviderOf(universe, pkg, soname) !== null) continue;
          const providers = clients
            .filter(client => isSonameProvided(client, soname))
            .map(({ name }) => name);
          if (clients.length > 0 && providers.length === clients.length) {
            report({
              message: 'provided',
              package: pkg,
              assurance: 'assumed',
              data: { abi: soname.abi, soname: soname.soname, providers },
              identity: [soname.abi, soname.soname],
            });
            continue;
          }
          const foreign = foreignElfOf(universe, pkg).find(({ category }) => category === soname.abi);
          report({
            message: missing.isToolchain ? 'ownerless' : 'unprovided',
            package: pkg,
            data: {
              name: pkg.cpn,
              abi: soname.abi,
              soname: soname.soname,
              file: fileNeeding(universe, pkg, soname),
              nearest: missing.nearest,
              likelyOwner: missing.owner,
              ...(providers.length > 0 ? { providedFor: providers } : {}),
              ...(missing.baselines.length > 0 ? { baselines: missing.baselines } : {}),
            },
            identity: [soname.abi, soname.soname],
            // Of what is there for other machines nobody expects that it runs.
            ...(foreign?.isUsed === false ? { severity: 'info' as const } : graveness(pkg, soname)),
            follows: [
              ...(foreign === undefined ? [] : [anchors.foreign(pkg, soname.abi)]),
              anchors.lost(soname),
              ...(missing.promiser === null
                ? []
                : [anchors.recorded(missing.promiser, 'PROVIDES', 'overstated')]),
              ...followed(pkg, missing.owner),
              ...(pkg.requires.includes(soname) ? [] : [anchors.recorded(pkg, 'REQUIRES', 'understated')]),
            ],
          });
        }
      },
    };

    function graveness(pkg: BinaryPackage, soname: Soname) {
      const bystander = bystanderOf(universe, pkg, soname);
      if (bystander === 'never') return { severity: 'info' as const };
      return bystander === 'private' ? { severity: 'warning' as const, assurance: 'assumed' as const } : {};
    }

    /** The package's own requirement for the owner, or where it has none the first of another. */
    function followed(pkg: BinaryPackage, owner: string | null): readonly Anchor[] {
      const first = owner === null ? undefined : missingNames(universe).get(owner);
      if (first === undefined) return [];
      const own = [...failedRequirementsOf(universe, pkg)].filter(
        ({ node }) => node.type === 'leaf' && formatCpn(node.value) === owner,
      );
      return [...own.map(({ text }) => anchors.unmet(pkg, text)), anchors.unmet(first.package, first.item)];
    }
  },
});
