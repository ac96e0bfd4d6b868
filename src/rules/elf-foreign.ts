// Programs and libraries for another machine than the package's CHOST.

import { dedent } from '../base/dedent.js';
import { foreignElfOf } from '../model/linking/foreign-elf.js';
import { anchors } from './kit/anchor.js';
import { defineRule } from './kit/rule.js';
import { sayMachine } from './words/say-machine.js';

const image = (file: string) =>
  dedent`
    [binhost]
    CPV: app-misc/a-1
    CHOST: x86_64-pc-linux-gnu
    PATH: a.gpkg.tar
    [payload a.gpkg.tar]
    ${file}
  `;

export const elfForeign = defineRule({
  id: 'elf-foreign',
  severity: 'error',
  scope: 'package',
  needs: ['payload'],
  kin: { fields: ['machine'] },
  documentation: {
    what: 'ELF files where shells and the dynamic linker look (bin, sbin, lib*) are for the machine of CHOST, or for one that the same processor runs where the profile is multilib. Firmware, debug information, boot loaders, BPF objects and what belongs to cross-compilers are left alone.',
    why: 'The program does not start ("Exec format error"), or the linker passes over the library: the package was built with the wrong compiler, or brings files that were made elsewhere.',
    remedy:
      'Build it again with the compiler of CHOST; move files for other machines below /usr/share or leave them out; QA_PREBUILT of the ebuild says that they are meant.',
    source:
      'ELF e_machine; Portage lib/portage/dep/soname/multilib_category.py; Gentoo devmanual, QA_PREBUILT',
  },
  messages: {
    foreign: {
      text: '{path} is for {machine}, CHOST is {chost}[[; with {more} more ((more:file|files))]]',
      remedy: 'build ((it|them)) again with the compiler of {chost}',
      cause: '{machine} {chost}',
      title: 'programs and libraries are for {machine}, CHOST is {chost}',
      family: 'programs and libraries are for other machines than their CHOST',
      rows: { in: '{name}', file: '{path}' },
    },
    misplaced: {
      text: '{path} is for {machine}, which the linker passes over in this directory[[; with {more} more ((more:file|files))]]',
      remedy: 'build ((it|them)) again with the library directory of that ABI (LIBDIR_x86 and the like)',
      cause: '{machine} {chost}',
      title: 'libraries for {machine} lie where the linker passes over them',
      family: 'libraries lie where the linker passes over them',
      rows: { in: '{name}', file: '{path}' },
    },
    inside: {
      severity: 'info',
      text: '{path} is for {machine}, CHOST is {chost}[[; with {more} more ((more:file|files))]]: nothing runs it by name',
      remedy: 'nothing, if they are data; leave them out otherwise',
      cause: '{machine} {chost}',
      title: 'files in directories of their own are for {machine}, CHOST is {chost}',
      family: 'files in directories of their own are for other machines than CHOST',
      rows: { in: '{name}', file: '{path}' },
    },
  },
  examples: [
    {
      bad: image('/usr/bin/a elf category=arm_64'),
      good: image('/lib/firmware/a elf category=arm_64'),
      expect: ['foreign'],
    },
    {
      bad: image('/usr/lib64/liba.so.1 elf soname=liba.so.1 category=x86_32'),
      good: image('/usr/lib/liba.so.1 elf soname=liba.so.1 category=x86_32'),
      expect: ['misplaced'],
    },
    {
      bad: image('/opt/a/lib/liba.so elf soname=liba.so category=arm_32'),
      good: image('/usr/share/a/liba.so elf soname=liba.so category=arm_32'),
      expect: ['inside'],
    },
  ],
  create({ universe, report }) {
    return {
      package(pkg) {
        for (const found of foreignElfOf(universe, pkg)) {
          const { category, path, files, isUsed, isMisplaced } = found;
          const machine = sayMachine(found.machine);
          report({
            message: isMisplaced ? 'misplaced' : isUsed ? 'foreign' : 'inside',
            package: pkg,
            data: {
              name: pkg.cpn,
              machine,
              path,
              files,
              more: files > 1 ? files - 1 : null,
              chost: pkg.record.CHOST,
            },
            identity: [machine],
            anchor: anchors.foreign(pkg, category),
          });
        }
      },
    };
  },
});
