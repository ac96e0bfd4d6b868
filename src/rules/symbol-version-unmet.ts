// Every version of symbols that a package's ELF files need of a library is defined by that library as clients have it.

import { dedent } from '../base/dedent.js';
import { floorsOf } from '../model/libc.js';
import { type UnmetVersion, unmetVersionsOf } from '../model/linking/unmet-versions.js';
import { whoDefines } from '../model/linking/who-defines.js';
import type { BinaryPackage } from '../model/package.js';
import { failedRequirementsOf, failureOf } from '../model/requirements.js';
import { formatCpn } from '../pms/cpv.js';
import { type Anchor, anchors } from './kit/anchor.js';
import { defineRule } from './kit/rule.js';

const PROGRAM = dedent`
  [binhost]
  CPV: app-misc/a-1
  PATH: a.xpak

  CPV: sys-devel/gcc-11.3.0
  PATH: gcc.xpak
  PROVIDES: x86_64: libstdc++.so.6
  [payload a.xpak]
  /usr/bin/a elf needs=libstdc++.so.6 versions=libstdc++.so.6:GLIBCXX_3.4.32
`;
const LIBRARY = '/usr/lib/gcc/x86_64-pc-linux-gnu/11/libstdc++.so.6.0.29 elf soname=libstdc++.so.6';

/** What was not read of one source, and whom it keeps from being judged. */
interface Unread {
  readonly providers: Set<string>;
  readonly users: Set<BinaryPackage>;
}

/** Providers named in a text before the others are counted. */
const MOST_NAMED = 3;

export const symbolVersionUnmet = defineRule({
  id: 'symbol-version-unmet',
  severity: 'error',
  scope: 'package',
  needs: ['payload'],
  kin: { fields: ['abi', 'soname', 'role', 'source'], worse: 'version' },
  documentation: {
    what: 'Each version of symbols that an ELF file needs (GLIBC_2.38, GLIBCXX_3.4.32, BLKID_2_37, OPENSSL_3.2.0, ...) is defined by that library of the newest package of a slot, here or in a background binhost, or in every baseline.',
    why: 'The program does not start: "version `GLIBCXX_3.4.32\' not found". It was built where the library was newer, and its name (SONAME) did not change, so that neither REQUIRES nor a dependency tells. Of all libraries Portage writes a lower bound only for the C library.',
    remedy:
      'Publish the library that it was built on, or rebuild it against the one that is here. A lower bound in the ebuild makes clients update in time.',
    source:
      'Linux Standard Base, Symbol Versioning; ld.so(8); glibc elf/dl-version.c; Gentoo bugs 802303, 753500; Portage pull request 1088',
  },
  messages: {
    undefined: {
      text: '{file} needs {version} of {soname}, which no {soname} that clients get defines[[; nearest {nearest}]][[; {elsewhere} ((elsewhere:has|have)) it]]',
      reach: 'revision',
      remedy:
        'publish a {owner} that defines {version}, or rebuild ((this package|its users)) against what is here',
      cause: '{soname} {version}',
      title: 'no {soname} that clients get defines {version}',
      family: '{causes} versions of symbols are defined by no library that clients get',
      familyRemedy: 'publish the libraries that define them, or rebuild their users against what is here',
      rows: {
        nearest: '{nearest}',
        elsewhere: '{elsewhere}',
        'not in': '{baselines}',
        'needed by': '{name}',
        file: '{file}[[ and {more} more]]',
      },
    },
    unchecked: {
      severity: 'info',
      text: 'the files of {providers}[[ and {more} more]] were not read: whether {count} ((count:package finds its|packages find their)) versions of symbols there is not known',
      remedy: 'name it with its package files, not by its index alone, or repair them',
      cause: '{source}',
      title:
        'versions of symbols in libraries of {source} are not known: the files of {providers}[[ and {more} more]] were not read',
      family: 'versions of symbols are not known in libraries whose files were not read',
    },
  },
  examples: [
    {
      bad: `${PROGRAM}[payload gcc.xpak]\n${LIBRARY} defines=GLIBCXX_3.4,GLIBCXX_3.4.29\n`,
      good: `${PROGRAM}[payload gcc.xpak]\n${LIBRARY} defines=GLIBCXX_3.4,GLIBCXX_3.4.32\n`,
      expect: ['undefined'],
    },
    {
      bad: PROGRAM,
      good: PROGRAM.replace(':GLIBCXX_3.4.32', ':GLIBCXX_3.4.32:weak'),
      expect: ['unchecked'],
    },
  ],
  create({ universe, report }) {
    const bySource = new Map<number, Unread>();
    return {
      package(pkg) {
        const { unmet, unread } = unmetVersionsOf(universe, pkg);
        for (const version of unmet) tell(pkg, version);
        for (const { package: provider } of unread) {
          const told = bySource.get(provider.source) ?? { providers: new Set(), users: new Set() };
          told.providers.add(provider.cpvText);
          told.users.add(pkg);
          bySource.set(provider.source, told);
        }
      },
      index() {
        for (const [at, { providers, users }] of bySource) {
          const { name = '', role = '' } = universe.sources[at] ?? {};
          const names = [...providers].sort();
          const more = names.length - MOST_NAMED;
          report({
            message: 'unchecked',
            data: {
              source: name,
              role,
              providers: names.slice(0, MOST_NAMED),
              more: more > 0 ? more : null,
              count: users.size,
            },
            identity: [role, name],
          });
        }
      },
    };

    function tell(pkg: BinaryPackage, { abi, soname, version, lower, files }: UnmetVersion): void {
      const { owner, owners, ...found } = whoDefines(universe, abi, soname, version);
      report({
        message: 'undefined',
        package: pkg,
        data: {
          name: pkg.cpn,
          abi,
          soname,
          version,
          file: files[0] ?? '',
          more: files.length > 1 ? files.length - 1 : null,
          files,
          ...(lower.length > 0 ? { lower } : {}),
          owner,
          ...found,
        },
        identity: [abi, soname, version],
        anchor: anchors.symbolVersion(pkg, soname),
        follows: followed(pkg, owners),
      });
    }

    /** The package's own requirement for the library's owner, where that fails: a newer one is missing. */
    function followed(pkg: BinaryPackage, owners: ReadonlySet<string>): readonly Anchor[] {
      const floors = floorsOf(universe, pkg)
        .filter(({ libc, node }) => owners.has(libc) && failureOf(universe, node) !== null)
        .map(({ atom }) => anchors.unmetFloor(pkg, atom.text));
      const own = [...failedRequirementsOf(universe, pkg)].filter(
        ({ node }) => node.type === 'leaf' && owners.has(formatCpn(node.value)),
      );
      return [...floors, ...own.map(({ text }) => anchors.unmet(pkg, text))];
    }
  },
});
