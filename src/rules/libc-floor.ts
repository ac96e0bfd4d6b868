// The floor that a package writes for its C library, against the C libraries that index and baselines offer, and against what its
// files need.

import { dedent } from '../base/dedent.js';
import { type Floor, floorsOf, libcHere } from '../model/libc.js';
import { isInjectedFloor } from '../model/linking/injected-floor.js';
import { floorMisfitOf, GLIBC } from '../model/linking/libc-floor-fit.js';
import { libcNeedOf } from '../model/linking/libc-need.js';
import { isOffered } from '../model/newest.js';
import { type BinaryPackage, instanceName } from '../model/package.js';
import { publishedEbuild } from '../model/repository/published-ebuild.js';
import { failureOf } from '../model/requirements.js';
import type { Universe } from '../model/universe.js';
import { compareVersions } from '../pms/compare-versions.js';
import { anchors } from './kit/anchor.js';
import { defineRule } from './kit/rule.js';

/** A program of glibc 2.39 that needs one version of symbols. */
function files(floor: string, version: string, other = 'app-misc/b-1'): string {
  return dedent`
    [binhost]
    CPV: net-misc/wget-1.21.3
    RDEPEND: ${floor}
    PATH: a.xpak

    CPV: sys-libs/glibc-2.39-r6

    CPV: ${other}
    [payload a.xpak]
    /usr/bin/wget elf needs=libc.so.6 versions=libc.so.6:${version}
  `;
}

export const libcFloor = defineRule({
  id: 'libc-floor',
  severity: 'error',
  scope: 'package',
  needs: [],
  kin: { fields: ['libc'], byMessage: true, worse: 'declared' },
  documentation: {
    what: 'Each `>=sys-libs/glibc-...` (or musl) in RDEPEND is met by the index, a background binhost or every baseline. With <<payload>>: it is no lower than what the ELF files need (GLIBC_2.38), and not so much higher that it shuts out a C library that would do.',
    why: 'A package that was built on a newer C library than clients can get is refused; merged all the same (--nodeps), its programs do not start. With a floor that is too low they take it and it breaks; with one that is too high they do without a package that would run.',
    remedy:
      'Publish that C library first, before anything that was built on it. A wrong floor is mended by building the package again: Portage writes the C library that it was built on.',
    source:
      'Gentoo bugs 753500, 913628; Portage lib/portage/package/ebuild/doebuild.py (_inject_libc_dep); glibc sysdeps/*/Versions',
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
    low: {
      text: 'RDEPEND asks for {declared}, but {file} needs {symbol}[[ of {libc}-{needed}]]',
      remedy:
        'build ((it|them)) again with Portage 3.0.57 or newer[[, or raise the floor to >={libc}-{needed}]]',
      cause: '{symbol} above {declared}',
      title:
        '((a package asks|packages ask)) for {declared} but ((needs|need)) {symbol}: clients with an older {libc} break',
      family: 'packages ask for an older C library than their files need: clients break',
      rows: { in: '{name}', needs: '{symbol}', declares: '{declared}', file: '{file}' },
    },
    authored: {
      severity: 'info',
      text: 'RDEPEND asks for {declared}, which the ebuild wrote, but {file} needs {symbol}[[; {older} ((older:has|have)) none of it]]',
      remedy: 'build ((it|them)) again with Portage 3.0.57 or newer, which writes the floor of its own',
      cause: '{symbol} above {declared} of the ebuild',
      title:
        '((a package asks|packages ask)) for {declared}, as the ebuild has it, but ((needs|need)) {symbol}: it is as if there were no floor',
      family:
        'packages have no floor for the C library but that of their ebuild, which is lower than their files need',
      rows: { in: '{name}', needs: '{symbol}', declares: '{declared}', file: '{file}' },
    },
    none: {
      text: 'RDEPEND has no floor for {libc}, but {file} needs {symbol}; {older} ((older:has|have)) none of it',
      remedy: 'build ((it|them)) again with Portage 3.0.57 or newer, which writes the floor',
      cause: '{libc}-{needed}',
      title:
        '((a package needs|packages need)) {libc}-{needed} and ((does|do)) not ask for it; a client that has an older one breaks',
      family: 'packages need a newer C library than clients may have and do not ask for it',
      rows: { in: '{name}', needs: '{symbol}', older: '{older}', file: '{file}' },
    },
    high: {
      severity: 'info',
      text: 'RDEPEND asks for {declared}, though no file needs more than {symbol}: {enough} would do',
      remedy: 'build ((it|them)) on {libc}-{needed} or whatever oldest one clients have, if they shall match',
      cause: '{libc}',
      title:
        '((a package asks|packages ask)) for a newer {libc} than ((its|their)) files need: who has {enough} could use ((it|them))',
      family: 'packages ask for a newer C library than their files need',
      rows: { needs: '{symbol}', declares: '{declared}' },
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: net-misc/wget-1.21.3
        RDEPEND: >=sys-libs/glibc-2.40
        REQUIRES: x86_64: libc.so.6

        CPV: sys-libs/glibc-2.39-r6
        PROVIDES: x86_64: libc.so.6
      `,
      good: dedent`
        [binhost]
        CPV: net-misc/wget-1.21.3
        RDEPEND: >=sys-libs/glibc-2.40
        REQUIRES: x86_64: libc.so.6

        CPV: sys-libs/glibc-2.40
        PROVIDES: x86_64: libc.so.6
      `,
      expect: ['unmet'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: net-misc/wget-1.21.3
        RDEPEND: >=sys-libs/glibc-2.39

        CPV: sys-libs/glibc-2.39-r6
        [installed]
        CPV: sys-libs/glibc-2.38-r10
      `,
      good: dedent`
        [binhost]
        CPV: net-misc/wget-1.21.3
        RDEPEND: >=sys-libs/glibc-2.39

        CPV: sys-libs/glibc-2.39-r6
        [installed]
        CPV: sys-libs/glibc-2.39-r1
      `,
      expect: ['raised'],
    },
    {
      bad: files('>=sys-libs/glibc-2.36-r5', 'GLIBC_2.38'),
      good: files('>=sys-libs/glibc-2.38-r5', 'GLIBC_2.38'),
      expect: ['low'],
    },
    {
      // libev of 2014: nobody wrote floors then.
      bad: files('>=sys-libs/glibc-2.9_p20081201\nBUILD_TIME: 1400000000', 'GLIBC_2.17'),
      good: files('>=sys-libs/glibc-2.9_p20081201\nBUILD_TIME: 1400000000', 'GLIBC_2.4'),
      expect: ['authored'],
    },
    {
      bad: `${files('', 'GLIBC_2.38')}[installed]\nCPV: sys-libs/glibc-2.37-r7\n`,
      good: `${files('', 'GLIBC_2.37')}[installed]\nCPV: sys-libs/glibc-2.37-r7\n`,
      expect: ['none'],
    },
    {
      bad: files('>=sys-libs/glibc-2.39', 'GLIBC_2.34', 'sys-libs/glibc-2.38-r10'),
      good: files('>=sys-libs/glibc-2.39', 'GLIBC_2.39', 'sys-libs/glibc-2.38-r10'),
      expect: ['high'],
    },
  ],
  create({ universe, tree, report }) {
    const highest = highestFloors(universe);
    return {
      package(pkg) {
        for (const floor of floorsOf(universe, pkg)) judgeHere(pkg, floor);
        judgeNeed(pkg);
      },
    };

    function judgeHere(pkg: BinaryPackage, { node, atom, libc }: Floor): void {
      // Where there is none at all, `unmet-dependency` says so.
      if (universe.byCpn.get(libc) === undefined) return;
      const unmet = failureOf(universe, node) !== null;
      const raised =
        !unmet &&
        universe.byCpn
          .get(libc)
          ?.some(installed => installed.role === 'installed' && !universe.matches(atom).includes(installed));
      if (!unmet && raised !== true) return;
      const need = libc === GLIBC ? libcNeedOf(universe, pkg) : null;
      report({
        message: unmet ? 'unmet' : 'raised',
        package: pkg,
        data: {
          libc,
          needed: need?.oldest ?? atom.version?.text ?? '',
          highest: highest.get(libc) ?? '',
          declared: atom.text,
          ...libcHere(universe, libc),
        },
        identity: [atom.text],
        anchor: anchors.unmetFloor(pkg, atom.text),
      });
    }

    function writtenFor(pkg: BinaryPackage): string | null {
      return tree === null ? null : (publishedEbuild(tree, pkg)?.text.RDEPEND ?? null);
    }

    /** Musl has no versions of symbols. */
    function judgeNeed(pkg: BinaryPackage): void {
      const misfit = floorMisfitOf(universe, pkg);
      if (misfit === null) return;
      const { kind, needed, symbol, library, file, floor, libcs } = misfit;
      const declared = floor?.atom.text ?? null;
      const isAuthored =
        kind === 'low' && floor !== null && !isInjectedFloor(universe, pkg, floor, writtenFor(pkg));
      const isHeld = libcs.some(({ role }) => role === 'installed');
      report({
        message: isAuthored ? 'authored' : kind,
        package: pkg,
        data: {
          name: pkg.cpn,
          libc: GLIBC,
          needed,
          declared,
          symbol,
          file,
          ...libcHere(universe, GLIBC),
          older: kind === 'none' || isAuthored ? say(libcs) : [],
          enough: kind === 'high' ? say(libcs) : [],
        },
        identity: [symbol, declared ?? ''],
        // That a client has an older one than the index is no more than likely.
        ...(kind === 'none' && !isHeld ? { severity: 'warning' as const } : {}),
        ...(isAuthored && libcs.length > 0
          ? { severity: isHeld ? ('error' as const) : ('warning' as const) }
          : {}),
        anchor: anchors.libcFloor(pkg),
        follows: [
          ...(declared === null ? [] : [anchors.unmetFloor(pkg, declared)]),
          anchors.symbolVersion(pkg, library),
        ],
      });
    }

    function say(libcs: readonly BinaryPackage[]): readonly string[] {
      const names = libcs.map(pkg =>
        isOffered(pkg)
          ? instanceName(pkg)
          : `${instanceName(pkg)} of "${universe.sources[pkg.source]?.name}"`,
      );
      return [...new Set(names)];
    }
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
