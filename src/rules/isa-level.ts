// Programs and libraries for better processors than clients have.

import { dedent } from '../base/dedent.js';
import { builtFor, hasX86, isaNeedOf, isaYardstick, isBuiltForNative } from '../model/linking/isa-level.js';
import { nameOfIsa } from '../model/policy.js';
import { defineRule } from './kit/rule.js';

const built = (flags: string) =>
  dedent`
    [binhost]
    CPV: app-misc/a-1
    PATH: app-misc/a-1.gpkg.tar

    CPV: app-misc/b-1
    PATH: app-misc/b-1.gpkg.tar
    [file app-misc/a-1.gpkg.tar]
    PF: a-1
    CATEGORY: app-misc
    SLOT: 0
    CFLAGS: -O2 -march=x86-64
    [payload app-misc/a-1.gpkg.tar]
    /usr/bin/a elf isa=1
    [file app-misc/b-1.gpkg.tar]
    PF: b-1
    CATEGORY: app-misc
    SLOT: 0
    CFLAGS: -O2 -march=${flags}
  `;
const IMAGE = '[payload app-misc/b-1.gpkg.tar]\n';

export const isaLevel = defineRule({
  id: 'isa-level',
  severity: 'error',
  scope: 'package',
  needs: ['payload'],
  kin: { fields: [], byMessage: true },
  documentation: {
    what: 'No ELF file needs a higher level of x86-64 (.note.gnu.property) than clients have (<<isa>>), and no package was built for one (-march in its CFLAGS); without <<isa>>, than most packages here were built for. Libraries below glibc-hwcaps are for the level that their directory names.',
    why: 'The program dies with "Illegal instruction", or the linker refuses it ("CPU ISA level is lower than required"): one binary package serves all clients of the binhost.',
    remedy:
      'Build the package again with the CFLAGS of the binhost, or publish each level at a URL of its own.',
    source:
      'System V psABI for x86-64, micro-architecture levels; GNU property GNU_PROPERTY_X86_ISA_1_NEEDED',
  },
  messages: {
    above: {
      text: '{path} needs {needed}; clients have {policy}[[, {basis}]][[; so ((more:does|do)) {more} more ((more:file|files))]]',
      remedy: 'build ((it|them)) again for {policy}, or publish ((it|them)) at a URL of ((its|their)) own',
      cause: '{needed}',
      title: '{needed} is needed in a binhost for {policy}',
      family: 'higher levels of x86-64 are needed than clients have',
      rows: { in: '{name}', file: '{path}' },
    },
    built: {
      severity: 'warning',
      text: 'was built with -march={processor}, which may need {needed}; clients have {policy}[[, {basis}]]',
      remedy: 'build ((it|them)) again for {policy}, or publish ((it|them)) at a URL of ((its|their)) own',
      cause: '{processor}',
      title: 'packages were built with -march={processor} in a binhost for {policy}',
      family: 'packages were built for higher levels of x86-64 than clients have',
      rows: { in: '{name}' },
    },
    native: {
      severity: 'info',
      text: 'was built with -march=native: only processors like that of the builder are sure to run it',
      remedy: 'build ((it|them)) again with the -march of the oldest processor of clients',
      cause: 'native',
      title:
        'packages were built with -march=native: only processors like that of the builder are sure to run them',
      family:
        'packages were built with -march=native: only processors like that of the builder are sure to run them',
      rows: { in: '{name}' },
    },
  },
  examples: [
    {
      bad: `${built('x86-64')}${IMAGE}/usr/bin/b elf isa=1,2,3\n`,
      good: `${built('x86-64')}${IMAGE}/usr/lib64/glibc-hwcaps/x86-64-v3/b elf isa=1,2,3\n`,
      expect: ['above'],
    },
    {
      bad: dedent`
        ${built('haswell')}${IMAGE}/usr/bin/b elf
        [policy]
        isa: x86-64-v2
      `,
      good: dedent`
        ${built('haswell')}${IMAGE}/usr/bin/b elf
        [policy]
        isa: x86-64-v3
      `,
      expect: ['built'],
    },
    {
      bad: `${built('native')}${IMAGE}/usr/bin/b elf\n`,
      good: `${built('x86-64')}${IMAGE}/usr/bin/b elf\n`,
      expect: ['native'],
    },
  ],
  create({ universe, policy, report }) {
    return {
      package(pkg) {
        if (!hasX86(universe, pkg)) return;
        if (isBuiltForNative(universe, pkg))
          report({ message: 'native', package: pkg, data: { name: pkg.cpn }, identity: [] });
        const yardstick = isaYardstick(universe, policy);
        if (yardstick === null) return;
        const { level, packages: builtHere } = yardstick;
        const basis = builtHere === null ? null : 'as most packages here were built for';
        const common = { name: pkg.cpn, policy: nameOfIsa(level), basis, builtHere };
        const need = isaNeedOf(universe, pkg, level);
        if (need !== null) {
          const { path, files } = need;
          const needed = nameOfIsa(need.level);
          const data = { ...common, path, files, more: files > 1 ? files - 1 : null, needed };
          report({ message: 'above', package: pkg, data, identity: [needed] });
          return;
        }
        const flags = builtFor(universe, pkg);
        if (flags === null || flags.level <= level) return;
        const { processor } = flags;
        report({
          message: 'built',
          package: pkg,
          // What the compiler made of its leave is not told by the files.
          assurance: 'assumed',
          data: { ...common, processor, needed: nameOfIsa(flags.level) },
          identity: [processor],
        });
      },
    };
  },
});
