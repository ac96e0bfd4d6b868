// Scripts whose interpreter is not there once their package is installed.

import { dedent } from '../base/dedent.js';
import { isProgramPlace } from '../model/contents/side-files.js';
import { unmetScriptsOf } from '../model/contents/unmet-scripts.js';
import { instanceName } from '../model/package.js';
import { defineRule } from './kit/rule.js';
import { foldPaths } from './words/fold-paths.js';

const INDEX = dedent`
  [binhost]
  CPV: app-misc/a-1
  PATH: a.gpkg.tar
  RDEPEND: DEPENDS

  CPV: dev-lang/python-3.12.3
  SLOT: 3.12
  PATH: p.gpkg.tar

  CPV: dev-lang/perl-5.40
  PATH: perl.gpkg.tar
  [payload p.gpkg.tar]
  /usr/bin/python3.12 elf
  [payload perl.gpkg.tar]
  /usr/bin/perl elf
  [payload a.gpkg.tar]
`;
const PYTHON = INDEX.replace('DEPENDS', 'dev-lang/python:3.12');
const EMPTY = dedent`
  [binhost]
  CPV: app-misc/a-1
  PATH: a.gpkg.tar
  RDEPEND: dev-lang/tcl
  [with]
  CPV: dev-lang/tcl-8.6
  PATH: tcl.gpkg.tar
  [payload a.gpkg.tar]
`;

export const shebangUnmet = defineRule({
  id: 'shebang-unmet',
  severity: 'error',
  scope: 'package',
  needs: ['payload'],
  kin: { fields: ['program'] },
  documentation: {
    what: 'The interpreter that each executable script names in its first line is in the package itself, in what it needs at run time, or on every system.',
    why: 'The script does not start: "bad interpreter: No such file or directory". Nothing else in the metadata tells of it.',
    remedy: 'Add the interpreter to RDEPEND, or build the package again for the interpreter that is here.',
    source: 'Linux fs/binfmt_script.c; execve(2); coreutils env(1)',
  },
  messages: {
    nowhere: {
      text: '{count} ((count:script runs|scripts run)) {program}, which no package here has[[; the nearest is {near}]]: {files}',
      reach: 'revision',
      remedy: '[[build ((it|them)) again for {near}, or ]]publish a package that has {wanted}',
      cause: '{program}',
      title: 'scripts run {program}, which no package here has[[; the nearest is {near}]]',
      family: 'scripts run {causes} programs that no package here has',
      familyRemedy:
        'rebuild the packages for the interpreters that are here, or publish those they were built for',
      rows: { in: '{name}', files: '{files}' },
    },
    undeclared: {
      severity: 'warning',
      text: '{count} ((count:script runs|scripts run)) {program} of {owner}, which nothing it needs brings in: {files}',
      remedy: 'add {atom} to RDEPEND',
      cause: '{program} {atom}',
      title: 'scripts run {program}, but nothing their packages need brings in {atom}',
      family: 'scripts run {causes} programs that nothing their packages need brings in',
      familyRemedy: 'add what the programs belong to to RDEPEND',
      rows: { in: '{name}', files: '{files}' },
    },
    unsplit: {
      text: '{count} ((count:script asks|scripts ask)) for a program of the name "{program}": {files}',
      remedy: 'write #!/usr/bin/env -S: Linux hands on all that follows env as one word',
      cause: '{program}',
      title: 'scripts ask env for a program of the name "{program}"',
      family: 'scripts ask env for programs with spaces in their names',
      rows: { in: '{name}', files: '{files}' },
    },
    relative: {
      text: '{count} ((count:script runs|scripts run)) {program}, which is no path: Linux looks for it in the directory that one is in[[; there is {near}]]: {files}',
      remedy: 'write the whole path of the program after #![[: {near}]]',
      cause: '{program}',
      title: 'scripts run {program}, which is no path: Linux looks for it in the directory that one is in',
      family: 'scripts run {causes} programs without their paths',
      rows: { in: '{name}', files: '{files}' },
    },
    unchecked: {
      severity: 'info',
      text: 'interpreters of {scripts} ((scripts:script|scripts)) in {users} ((users:package|packages)) are not known to be there: {gaps} is needed, and its files are not known',
      remedy: 'give what packages need with its files: <<background>> SOURCE, <<baseline>> DIR',
      cause: 'unchecked',
      title:
        'interpreters of {scripts} ((scripts:script|scripts)) in {users} ((users:package|packages)) could not be looked for',
      family: 'interpreters of scripts could not be looked for',
      rows: { unknown: '{gaps}' },
    },
  },
  examples: [
    {
      bad: `${PYTHON}/usr/bin/a script /usr/bin/python3.11\n`,
      good: `${PYTHON}/usr/bin/a script /usr/bin/python3.12\n`,
      expect: ['nowhere'],
    },
    {
      bad: `${PYTHON}/usr/bin/a script /usr/bin/env perl\n`,
      good: `${INDEX.replace('DEPENDS', 'dev-lang/perl')}/usr/bin/a script /usr/bin/env perl\n`,
      expect: ['undeclared'],
    },
    {
      bad: `${PYTHON}/usr/bin/a script /usr/bin/env python3.12 -u\n`,
      good: `${PYTHON}/usr/bin/a script /usr/bin/env -S python3.12 -u\n`,
      expect: ['unsplit'],
    },
    {
      bad: `${PYTHON}/usr/bin/a script python3.12\n`,
      good: `${PYTHON}/usr/bin/a script /usr/bin/python3.12\n`,
      expect: ['relative'],
    },
    {
      bad: `${EMPTY}/usr/bin/a script /usr/bin/tclsh8.6\n`,
      good: dedent`
        ${EMPTY}/usr/bin/a script /usr/bin/tclsh8.6
        [payload tcl.gpkg.tar]
        /usr/bin/tclsh8.6 elf
      `,
      expect: ['unchecked'],
    },
  ],
  create({ universe, report }) {
    const unknown = { scripts: 0, users: 0, gaps: new Set<string>() };
    return {
      package(pkg) {
        const unmet = unmetScriptsOf(universe, pkg);
        const unchecked = unmet.filter(({ why }) => why.kind === 'unknown');
        if (unchecked.length > 0) unknown.users++;
        for (const { program, files, why } of unmet) {
          const isStarted = files.some(isProgramPlace);
          const about = {
            package: pkg,
            identity: [program],
            ...(isStarted ? {} : { severity: 'info' as const }),
          };
          const data = { name: pkg.cpn, program, count: files.length, files: foldPaths(files) };
          if (why.kind === 'unknown') {
            unknown.scripts += files.length;
            unknown.gaps.add(why.gap);
          } else if (why.kind === 'undeclared') {
            const atom = `${why.owner.cpn}:${why.owner.slot.slot}`;
            report({
              message: 'undeclared',
              ...about,
              data: { ...data, owner: instanceName(why.owner), atom },
            });
          } else if (why.kind === 'nowhere') {
            report({
              message: 'nowhere',
              ...about,
              data: { ...data, wanted: program.replace(/^env /, ''), near: why.near },
            });
          } else if (why.kind === 'relative') {
            report({ message: 'relative', ...about, data: { ...data, near: why.near } });
          } else
            report({
              message: 'unsplit',
              ...about,
              data: { ...data, program: program.slice('env '.length) },
            });
        }
      },
      index() {
        if (unknown.scripts === 0) return;
        const gaps = [...unknown.gaps].sort();
        report({
          message: 'unchecked',
          data: {
            scripts: unknown.scripts,
            users: unknown.users,
            gaps: gaps.slice(0, 3),
            causesOfIt: gaps.length,
          },
          identity: [],
          assurance: 'assumed',
        });
      },
    };
  },
});
