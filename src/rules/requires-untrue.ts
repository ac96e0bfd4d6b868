// What is recorded of a package's libraries, against its files.

import { dedent } from '../base/dedent.js';
import { foreignElfOf } from '../model/linking/foreign-elf.js';
import { type LibraryRecord, recordFaultsOf } from '../model/linking/recorded-libraries.js';
import type { BinaryPackage } from '../model/package.js';
import { payloadOf } from '../model/payload-of.js';
import { type Anchor, anchors, type RecordFault } from './kit/anchor.js';
import { defineRule } from './kit/rule.js';

const record = (values: string) => `[binhost]\nCPV: net-misc/curl-8\nPATH: curl.gpkg.tar\n${values}`;
const FILES = dedent`
  [payload curl.gpkg.tar]
  /usr/bin/curl elf needs=libz.so.1,libcurl.so.4
  /usr/lib64/libcurl.so.4 elf soname=libcurl.so.4 needs=libz.so.1
`;
const TRUE = 'PROVIDES: x86_64: libcurl.so.4\nREQUIRES: x86_64: libz.so.1\n';
const METADATA = dedent`
  [file curl.gpkg.tar]
  PF: curl-8
  CATEGORY: net-misc
  SLOT: 0
  ${TRUE}NEEDED.ELF.2: X86_64;/usr/bin/curl;;;`;
const LIBRARY = 'NEEDED.ELF.2: X86_64;/usr/lib64/libcurl.so.4;libcurl.so.4;;libz.so.1;x86_64\n';

export const requiresUntrue = defineRule({
  id: 'requires-untrue',
  severity: 'error',
  scope: 'package',
  needs: ['payload'],
  kin: { fields: ['key', 'libraries'], byMessage: true },
  documentation: {
    what: 'REQUIRES, PROVIDES and NEEDED.ELF.2 that are recorded of a package are what Portage would record of its files, PROVIDES_EXCLUDE, REQUIRES_EXCLUDE and private libraries regarded.',
    why: 'Clients and checks believe the record: a library that it leaves out is missed only when the program starts; one that it promises and that is not there makes others break; preserved libraries are kept or dropped by it.',
    remedy:
      'Build the package again; do not change files between src_install and packaging (hooks, PKG_INSTALL_MASK).',
    source: 'Portage bin/misc-functions.sh (install_qa_check), lib/portage/util/_dyn_libs/soname_deps.py',
  },
  messages: {
    understated: {
      text: '{key} lacks {libraries}, which {file} {does}',
      remedy: 'build ((it|them)) again: the record was made of other files',
      cause: '{key} lacks {libraries}',
      title: '{key} lacks {some}[[ and {more} more]], which files {do}',
      family: 'records of {packages} ((packages:package|packages)) lack libraries that files need or provide',
      rows: { in: '{name}', file: '{file}' },
    },
    overstated: {
      text: '{key} has {libraries}, which no file {does}',
      remedy: 'build ((it|them)) again: the record was made of other files',
      cause: '{key} has {libraries}',
      title: '{key} has {some}[[ and {more} more]], which no file {does}',
      family:
        'records of {packages} ((packages:package|packages)) have libraries that no file needs or provides',
      rows: { in: '{name}' },
    },
    needed: {
      severity: 'warning',
      text: 'NEEDED.ELF.2 says something else of {file}[[ and {more} more ((more:file|files))]] than is there',
      remedy: 'build ((it|them)) again: the record was made of other files',
      cause: 'NEEDED.ELF.2',
      title: 'NEEDED.ELF.2 is not what the files are',
      family: 'NEEDED.ELF.2 is not what the files are',
      rows: { in: '{name}', file: '{file}' },
      consequence: 'have a NEEDED.ELF.2 that is not what the files are',
    },
    unrecorded: {
      severity: 'warning',
      text: 'has {files} ((files:ELF file|ELF files)) such as {file}, of which nothing is recorded: no REQUIRES, PROVIDES or NEEDED.ELF.2',
      remedy: 'build ((it|them)) again where scanelf (app-misc/pax-utils) is installed',
      cause: 'unrecorded',
      title: 'nothing is recorded of ELF files: clients cannot tell what they need, nor which C library',
      family: 'nothing is recorded of ELF files: clients cannot tell what they need, nor which C library',
      rows: { in: '{name}' },
    },
    before: {
      severity: 'warning',
      text: 'has {files} ((files:ELF file|ELF files)) such as {file}, and neither REQUIRES nor PROVIDES: Portage before 2.2.15 recorded none',
      remedy: 'build ((it|them)) again with a Portage of this decade; until then libraries go by the files',
      cause: 'before REQUIRES',
      title: '((a package is|packages are)) from before Portage recorded REQUIRES and PROVIDES',
      family: 'packages are from before Portage recorded REQUIRES and PROVIDES',
      rows: { in: '{name}' },
    },
  },
  examples: [
    {
      bad: record(TRUE.replace('libz.so.1', 'libz.so.2')) + FILES,
      good: record(TRUE) + FILES,
      expect: ['overstated', 'understated'],
    },
    {
      bad: `${record(TRUE)}${METADATA}libcurl.so.4;x86_64\n${LIBRARY}${FILES}`,
      good: `${record(TRUE)}${METADATA}libz.so.1,libcurl.so.4;x86_64\n${LIBRARY}${FILES}`,
      expect: ['needed'],
    },
    {
      bad: record('') + FILES,
      good: record('RESTRICT: binchecks strip\n') + FILES,
      expect: ['unrecorded'],
    },
    {
      // Five fields a line: of 2014.
      bad: `${record('')}${METADATA.replace(TRUE, '')}libz.so.1,libcurl.so.4\nNEEDED.ELF.2: X86_64;/usr/lib64/libcurl.so.4;libcurl.so.4;;libz.so.1\n${FILES}`,
      good: `${record(TRUE)}${METADATA}libz.so.1,libcurl.so.4\nNEEDED.ELF.2: X86_64;/usr/lib64/libcurl.so.4;libcurl.so.4;;libz.so.1\n${FILES}`,
      expect: ['before'],
    },
  ],
  create({ universe, report }) {
    return {
      package(pkg) {
        const faults = recordFaultsOf(universe, pkg);
        if (faults === null) return;
        if (faults.unrecorded !== null)
          reportUnrecorded(pkg, faults.unrecorded === 'nothing' ? 'unrecorded' : 'before');
        for (const fault of faults.libraries) {
          reportLibraries(pkg, 'understated', fault);
          reportLibraries(pkg, 'overstated', fault);
        }
        const [file, ...rest] = faults.needed?.files ?? [];
        if (file === undefined) return;
        report({
          message: 'needed',
          package: pkg,
          data: {
            name: pkg.cpn,
            key: 'NEEDED.ELF.2',
            file,
            more: rest.length > 0 ? rest.length : null,
            files: [file, ...rest],
          },
          identity: [],
          follows: [
            ...origins(pkg),
            ...faults.libraries.flatMap(({ key }) => [
              anchors.recorded(pkg, key, 'understated'),
              anchors.recorded(pkg, key, 'overstated'),
            ]),
          ],
        });
      },
    };

    function reportLibraries(
      pkg: BinaryPackage,
      message: RecordFault,
      { key, missing, superfluous, file }: LibraryRecord,
    ): void {
      const names = message === 'understated' ? missing : superfluous;
      if (names.length === 0) return;
      const verb = key === 'REQUIRES' ? 'need' : 'provide';
      // What breaks somebody: a need that nobody sees, and a promise that is not kept.
      const isHarmful = (key === 'REQUIRES') === (message === 'understated');
      report({
        message,
        package: pkg,
        severity: isHarmful ? 'error' : 'warning',
        data: {
          name: pkg.cpn,
          key,
          libraries: names.join(' '),
          some: names.slice(0, MOST_NAMED).join(' '),
          more: names.length > MOST_NAMED ? names.length - MOST_NAMED : null,
          file,
          do: verb,
          does: `${verb}s`,
        },
        identity: [key, ...names],
        anchor: anchors.recorded(pkg, key, message),
        follows: [...origins(pkg), ...graver(pkg, key, message)],
      });
    }

    /** Files that were lost, or that were made for another machine, are not those of which the record was made. */
    function origins(pkg: BinaryPackage): readonly Anchor[] {
      const foreign = foreignElfOf(universe, pkg).filter(({ isUsed }) => isUsed);
      return [anchors.contents(pkg), ...foreign.map(({ category }) => anchors.foreign(pkg, category))];
    }

    function reportUnrecorded(pkg: BinaryPackage, message: 'unrecorded' | 'before'): void {
      const files = payloadOf(universe, pkg)?.elf ?? [];
      report({
        message,
        package: pkg,
        data: { name: pkg.cpn, files: files.length, file: files[0]?.path ?? '' },
        identity: [],
      });
    }
  },
});

/** Libraries named in a heading before the others are counted. */
const MOST_NAMED = 4;

/** What breaks somebody, before all else that comes of the same wrong image. */
const GRAVE = [
  ['PROVIDES', 'overstated'],
  ['REQUIRES', 'understated'],
] as const;

function graver(pkg: BinaryPackage, key: string, fault: RecordFault): readonly Anchor[] {
  const at = GRAVE.findIndex(grave => grave[0] === key && grave[1] === fault);
  const graves = at < 0 ? GRAVE : GRAVE.slice(0, at);
  return graves.map(([graveKey, graveFault]) => anchors.recorded(pkg, graveKey, graveFault));
}
