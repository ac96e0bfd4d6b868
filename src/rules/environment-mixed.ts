// One index, one environment: packages built for another CHOST, C library, kernel or architecture than the rest.

import { dedent } from '../base/dedent.js';
import {
  bareCapabilitiesOf,
  builderTraitsOf,
  leakedAttributesOf,
  prevailingTraits,
} from '../model/contents/builder-traits.js';
import { environmentOf, headerFaultsOf, prevailingEnvironment } from '../model/environment.js';
import type { BinaryPackage } from '../model/package.js';
import type { FileAttribute } from '../model/payload.js';
import { defineRule } from './kit/rule.js';

const IMAGE = '[binhost]\nCPV: app-misc/a-1\nPATH: a.xpak\n[payload a.xpak]\n';

function headed(line: string): string {
  return `[binhost]\n${line}\n\nCPV: app-misc/a-1\n`;
}

/** Package files of a 32-bit machine, the last of which has this line more. */
function three(line: string): string {
  const common = (name: string) =>
    `SLOT: 0\nEAPI: 8\nCHOST: i686-pc-linux-gnu\nREQUIRES: x86_32: lib${name}.so.1\n`;
  const names = ['a', 'b', 'c'];
  const entries = names.map(name => `CPV: app-misc/${name}-1\nPATH: ${name}.xpak\n${common(name)}`);
  const files = names.map(
    (name, at) =>
      `[file ${name}.xpak]\nPF: ${name}-1\nCATEGORY: app-misc\n${common(name)}${at === 2 ? line : line.replace(/^(CFLAGS: -O2).*|.*$/, '$1')}\n`,
  );
  return `[binhost]\nCHOST: i686-pc-linux-gnu\nVERSION: 0\n\n${entries.join('\n')}${files.join('')}`;
}

export const environmentMixed = defineRule({
  id: 'environment-mixed',
  severity: 'error',
  scope: 'package',
  needs: [],
  kin: { fields: 'identity', byMessage: true },
  documentation: {
    what: "All packages of an index share CHOST, C library, kernel, userland and architecture, and agree with its header, which is of one profile. Where their files are at hand they share EPREFIX, what the builder left out (PKG_INSTALL_MASK, INSTALL_MASK) and, of 32-bit ones, the width of time_t; with <<payload>> no extended attribute is the builder's.",
    why: 'A client takes packages by name and USE alone: one built for another environment is merged and does not run.',
    remedy: 'Publish each environment at a URL of its own; rebuild or withdraw the outliers.',
    source:
      'Gentoo bugs 868312, 868318, 640318; Portage lib/portage/dbapi/bintree.py (header and inherited keys)',
  },
  messages: {
    outlier: {
      text: 'was built for {dimension} {value}; the others here are for {prevailing}',
      reach: 'nobody',
      remedy: 'move ((it|them)) to an index of ((its|their)) own, or rebuild ((it|them)) for {prevailing}',
      cause: '{dimension} {value}',
      title: 'packages for {dimension} {value} in an index for {prevailing}',
      family: 'packages of {causes} foreign environments in one index',
    },
    header: {
      text: 'was built for {dimension} {value}; the header of the index says {prevailing}',
      remedy:
        'regenerate the index on the host that builds for {value}, or move ((this package|these packages))',
      cause: '{dimension} {value}',
      title: 'packages for {dimension} {value} in an index whose header says {prevailing}',
      family: 'packages that do not fit the header of their index',
    },
    contradiction: {
      severity: 'warning',
      text: '{key} of the header has {words}, which no one profile has',
      remedy: 'regenerate the index on one host: clients read their implicit flags from this header',
      cause: '{key}',
      title: '{key} of the header has {words}, which no one profile has',
      family: '{causes} variables of the header are of several profiles',
    },
    repeat: {
      severity: 'info',
      text: '{key} of the header has {words} more than once: headers were put together',
      remedy: 'regenerate the index on one host',
      cause: '{key}',
      title: '{key} of the header has {words} more than once: headers were put together',
      family: '{causes} variables of the header have words more than once',
    },
    length: {
      severity: 'warning',
      text: '{key} of the header is longer than 128 KiB: no program can be started with it in its environment',
      remedy: 'regenerate the index on the host that builds, whose profile has no such value',
      cause: '{key}',
      title:
        '{key} of the header is longer than 128 KiB: no program can be started with it in its environment',
      family: '{causes} values of the header are longer than 128 KiB',
    },
    prefix: {
      severity: 'warning',
      text: 'was built for the prefix {value}; the others here are for {prevailing}',
      remedy:
        'move ((it|them)) to an index of ((its|their)) own: clients have to rewrite every path in ((it|them))',
      cause: '{value}',
      title: 'packages for the prefix {value} in an index for {prevailing}',
      family: 'packages for {causes} foreign prefixes in one index',
    },
    time: {
      severity: 'info',
      text: 'was built with a time_t of {value} bits, most others here with {prevailing}',
      reach: 'revision',
      remedy:
        'nothing where no library hands times to others; else rebuild ((it|them)) with the flags of the others',
      cause: '{value}',
      title:
        '((a package was|packages were)) built with a time_t of {value} bits, most others here with {prevailing}',
      family: 'packages were built with different widths of time_t',
    },
    masked: {
      severity: 'info',
      text: 'lacks what {mask} matches: the builder left it out; others here have it',
      remedy:
        'build ((it|them)) again without PKG_INSTALL_MASK, or from the ebuild instead of what is installed (quickpkg)',
      cause: '{mask}',
      title:
        '((a package lacks|packages lack)) what {mask} matches: the builder left it out; others here have it',
      family: 'packages lack files that {causes} builders left out, and others here have',
    },
    leaked: {
      severity: 'info',
      text: '{path} has the extended attribute {attribute}, which is of the machine that built it[[; so ((more:does|do)) {more} more]]',
      remedy:
        'build ((it|them)) again where files get no such attributes: file systems that know none, as tmpfs, refuse the file',
      cause: '{attribute}',
      title:
        '((a package has|packages have)) files with the extended attribute {attribute} of the machine that built ((it|them))',
      family: 'packages have files with {causes} extended attributes of the machine that built them',
      rows: { file: '{path}[[ and {more} more]]' },
    },
    capability: {
      severity: 'info',
      text: '{path} has its capabilities in an extended attribute alone, which nothing sets again on clients[[; so ((more:has|have)) {more} more]]',
      remedy:
        'let the ebuild set them when it is merged (fcaps.eclass): gpkg and clients without FEATURES=xattr lose them',
      cause: 'capabilities',
      title:
        '((a package has|packages have)) capabilities in extended attributes alone, which nothing sets again on clients',
      family: 'packages have capabilities in extended attributes alone',
      rows: { file: '{path}[[ and {more} more]]' },
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        CHOST: x86_64-pc-linux-gnu

        CPV: app-misc/b-1
        CHOST: x86_64-pc-linux-gnu

        CPV: app-misc/c-1
        CHOST: x86_64-gentoo-linux-musl
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        CHOST: x86_64-pc-linux-gnu

        CPV: app-misc/b-1
        CHOST: x86_64-pc-linux-gnu

        CPV: app-misc/c-1
        CHOST: x86_64-pc-linux-gnu
      `,
      expect: ['outlier'],
    },
    {
      bad: dedent`
        [binhost]
        ELIBC: musl

        CPV: app-misc/a-1
        EAPI: 8
        USE: elibc_glibc
      `,
      good: dedent`
        [binhost]
        ELIBC: glibc

        CPV: app-misc/a-1
        EAPI: 8
        USE: elibc_glibc
      `,
      expect: ['header'],
    },
    { bad: headed('ELIBC: glibc musl'), good: headed('ELIBC: glibc'), expect: ['contradiction'] },
    {
      bad: headed('USE_EXPAND: ARCH CAMERAS ARCH'),
      good: headed('USE_EXPAND: ARCH CAMERAS'),
      expect: ['repeat'],
    },
    {
      bad: headed(`IUSE_IMPLICIT: ${'a'.repeat(128 * 1024)}`),
      good: headed(`IUSE_IMPLICIT: ${'a'.repeat(128 * 1024 - 15)}`),
      expect: ['length'],
    },
    { bad: three('EPREFIX: /opt/gentoo'), good: three('DESCRIPTION: none'), expect: ['prefix'] },
    { bad: three('PKG_INSTALL_MASK: /usr/share/man'), good: three('DESCRIPTION: none'), expect: ['masked'] },
    { bad: three('CFLAGS: -O2 -D_TIME_BITS=64'), good: three('CFLAGS: -O2'), expect: ['time'] },
    {
      bad: `${IMAGE}/usr/bin/a file xattr=user.origin\n`,
      good: `${IMAGE}/usr/bin/a file xattr=user.xdg.origin.url\n`,
      expect: ['leaked'],
    },
    {
      bad: `${IMAGE}/usr/bin/ping file xattr=security.capability\n`,
      good: `${IMAGE}/usr/bin/ping file\n`,
      expect: ['capability'],
    },
  ],
  create({ universe, report }) {
    const prevailing = prevailingEnvironment(universe);
    const usual = prevailingTraits(universe);
    return {
      index() {
        for (const source of universe.sources)
          if (source.role === 'candidate')
            for (const { kind, key, words } of headerFaultsOf(source))
              report({ message: kind, path: 'Packages', data: { key, words }, identity: [kind, key] });
      },
      package(pkg) {
        tellTraits(pkg);
        tellAttributes(pkg, 'leaked', leakedAttributesOf(universe, pkg));
        tellAttributes(pkg, 'capability', bareCapabilitiesOf(universe, pkg));
        for (const [dimension, value] of environmentOf(universe, pkg)) {
          const common = prevailing.get(dimension);
          const declared = universe.sources[pkg.source]?.header.get(dimension);
          if (common !== undefined && common !== value) {
            report({
              message: 'outlier',
              package: pkg,
              data: { dimension, value, prevailing: common },
              identity: [dimension],
            });
          } else if (declared !== undefined && declared !== '' && declared !== value) {
            report({
              message: 'header',
              package: pkg,
              data: { dimension, value, prevailing: declared },
              identity: [dimension],
            });
          }
        }
      },
    };

    function tellTraits(pkg: BinaryPackage): void {
      const { prefix, mask, time } = builderTraitsOf(universe, pkg);
      if (prefix !== undefined && prefix !== usual.prefix) {
        const data = { value: sayPrefix(prefix), prevailing: sayPrefix(usual.prefix ?? '') };
        report({ message: 'prefix', package: pkg, data, identity: ['EPREFIX'] });
      }
      // What leaves out nothing has all that the others have.
      if (mask !== undefined && mask !== '' && mask !== usual.mask)
        report({ message: 'masked', package: pkg, data: { mask }, identity: ['mask'] });
      if (time !== undefined && usual.time !== undefined && time !== usual.time) {
        const data = { value: time, prevailing: usual.time };
        report({ message: 'time', package: pkg, assurance: 'assumed', data, identity: ['time_t'] });
      }
    }

    function tellAttributes(
      pkg: BinaryPackage,
      message: 'leaked' | 'capability',
      attributes: readonly FileAttribute[],
    ): void {
      const [first] = attributes;
      if (first === undefined) return;
      const more = new Set(attributes.map(({ path }) => path)).size - 1;
      report({
        message,
        package: pkg,
        assurance: 'assumed',
        data: { attribute: first.name, path: first.path, more: more > 0 ? more : null },
        identity: [message],
      });
    }
  },
});

function sayPrefix(prefix: string): string {
  return prefix === '' ? '/' : prefix;
}
