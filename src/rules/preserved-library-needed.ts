// A library that a package needs and that only packages on their way out have: clients keep it for as long as Portage preserves it.

import { dedent } from '../base/dedent.js';
import { fileNeeding, sonamesOf } from '../model/linking/package-sonames.js';
import { isSuperseded } from '../model/newest.js';
import { type BinaryPackage, instanceName, type Soname } from '../model/package.js';
import { type Outgoing, outgoingFor } from '../model/update/outgoing-libraries.js';
import { stuckOnPreserved } from '../model/update/stuck-on-preserved.js';
import { anchors } from './kit/anchor.js';
import { defineRule } from './kit/rule.js';
import { reachOfAll } from './words/rebuild-reach.js';
import { sayBuildChange, switchedOff } from './words/say-build-change.js';

export const preservedLibraryNeeded = defineRule({
  id: 'preserved-library-needed',
  severity: 'error',
  scope: 'package',
  needs: [],
  kin: { fields: ['abi', 'soname', 'baseline'] },
  documentation: {
    what: 'No library that a newest package needs (REQUIRES; with <<payload>> what its files need) is only in an older instance of its provider, or only in an installed one that an update from here replaces. No installed package is left on a library that its client only preserves (preserved_libs_registry).',
    why: 'A client that starts afresh gets the newest provider, which has the library no more: the program does not start. One that updates keeps the old library file only because FEATURES=preserve-libs is on, unpatched, until @preserved-rebuild, which finds nothing here to take.',
    remedy: 'Rebuild the user against the newest provider, and publish both together.',
    source:
      'Portage lib/portage/util/_dyn_libs/PreservedLibsRegistry.py, lib/portage/dbapi/vartree.py (_find_libs_to_preserve); Gentoo bugs 230257, 652382; kubler issue 99',
  },
  messages: {
    superseded: {
      text: 'needs {soname} ({abi}), which only the older {provider} has; {heir} has it no more[[ (USE {use})]][[: {file}]]',
      reach: 'each',
      remedy:
        '[[build {heir} with USE="{flags}" again, or ]]rebuild ((it|them)) against {heir}, or publish no {name} without {soname} before that',
      cause: '{soname} {heir}',
      title: '{heir} no longer has {soname}, which ((a newest package|newest packages)) still ((needs|need))',
      family: '{causes} libraries that newest packages need are only in older instances of others',
      familyRemedy: 'rebuild their users against the newest instances',
      rows: {
        'only in': '{provider}',
        'lost by': '{name} {change}[[ (USE {use})]]',
        abi: '{abi}',
        file: '{file}',
      },
    },
    updated: {
      text: 'needs {soname} ({abi}), which "{baseline}" has in {provider}; an update to {heir}[[ (USE {use})]] leaves it only as a preserved library[[: {file}]]',
      reach: 'each',
      remedy:
        '[[build {heir} with USE="{flags}" again, or ]]rebuild ((it|them)) against {heir}, or publish no {name} without {soname} before that',
      cause: '{soname} {heir} {baseline}',
      title:
        'an update of "{baseline}" to {heir} takes {soname} away, which ((a newest package|newest packages)) still ((needs|need))',
      family: '{causes} libraries that newest packages need are only in what updates replace',
      familyRemedy: 'rebuild their users against the newest instances',
      rows: {
        'only in': '{provider}',
        'lost by': '{name} {change}[[ (USE {use})]]',
        abi: '{abi}',
        file: '{file}',
      },
    },
    preserved: {
      severity: 'warning',
      text: '"{baseline}" has {soname} only as a preserved library ({path}, once of {name}); {users} ((users:needs|need)) it and nothing here replaces ((users:that|them)) with a build that does not',
      reach: 'nobody',
      remedy: 'publish {users} rebuilt against the newest {name}',
      cause: '{soname} {baseline}',
      title: '"{baseline}" has {soname} only as a preserved library, and nothing here frees it of that',
      family: '{causes} libraries are only preserved on clients, and nothing here frees them of that',
      familyRemedy: 'publish their users rebuilt against the newest libraries',
      rows: { 'needed by': '{users}', 'once of': '{name}', path: '{path}' },
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: net-misc/memcached-1
        RDEPEND: dev-libs/libevent
        REQUIRES: x86_64: libevent-2.0.so.5

        CPV: dev-libs/libevent-2.0.22
        PROVIDES: x86_64: libevent-2.0.so.5

        CPV: dev-libs/libevent-2.1.8
        PROVIDES: x86_64: libevent-2.1.so.6
      `,
      good: dedent`
        [binhost]
        CPV: net-misc/memcached-1
        RDEPEND: dev-libs/libevent
        REQUIRES: x86_64: libevent-2.1.so.6

        CPV: dev-libs/libevent-2.0.22
        PROVIDES: x86_64: libevent-2.0.so.5

        CPV: dev-libs/libevent-2.1.8
        PROVIDES: x86_64: libevent-2.1.so.6
      `,
      expect: ['superseded'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: net-misc/memcached-1
        REQUIRES: x86_64: libevent-2.0.so.5

        CPV: dev-libs/libevent-2.1.8
        PROVIDES: x86_64: libevent-2.1.so.6
        [installed stage3]
        CPV: dev-libs/libevent-2.0.22
        PROVIDES: x86_64: libevent-2.0.so.5
      `,
      good: dedent`
        [binhost]
        CPV: net-misc/memcached-1
        REQUIRES: x86_64: libevent-2.0.so.5

        CPV: dev-libs/libevent-2.0.9
        PROVIDES: x86_64: libevent-2.1.so.6
        [installed stage3]
        CPV: dev-libs/libevent-2.0.22
        PROVIDES: x86_64: libevent-2.0.so.5
      `,
      expect: ['updated'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        [installed stage3]
        CPV: net-misc/memcached-1
        REQUIRES: x86_64: libevent-2.0.so.5
        [preserved stage3]
        dev-libs/libevent:0 /usr/lib64/libevent-2.0.so.5
      `,
      good: dedent`
        [binhost]
        CPV: net-misc/memcached-2
        [installed stage3]
        CPV: net-misc/memcached-1
        REQUIRES: x86_64: libevent-2.0.so.5
        [preserved stage3]
        dev-libs/libevent:0 /usr/lib64/libevent-2.0.so.5
      `,
      expect: ['preserved'],
    },
  ],
  create({ universe, clientMode, report }) {
    return {
      package(pkg) {
        if (isSuperseded(universe, pkg)) return;
        for (const soname of new Set(sonamesOf(universe, pkg).requires))
          for (const outgoing of outgoingFor(universe, pkg, soname, clientMode)) tell(pkg, soname, outgoing);
      },
      index() {
        for (const { baseline, library, soname, users } of stuckOnPreserved(universe)) {
          report({
            message: 'preserved',
            data: {
              baseline,
              soname,
              path: library.path,
              name: library.owner,
              users: users.map(instanceName),
            },
            identity: [baseline, library.path],
          });
        }
      },
    };

    function tell(pkg: BinaryPackage, { abi, soname }: Soname, { from, heir, baseline }: Outgoing): void {
      const off = switchedOff(from, heir);
      report({
        message: baseline === null ? 'superseded' : 'updated',
        package: pkg,
        reach: reachOfAll(universe, [pkg], from, heir),
        data: {
          abi,
          soname,
          file: fileNeeding(universe, pkg, { abi, soname }),
          name: from.cpn,
          provider: instanceName(from),
          heir: instanceName(heir),
          change: sayBuildChange(from, heir),
          use: off?.map(flag => `-${flag}`) ?? null,
          flags: off,
          baseline,
        },
        identity: [abi, soname, ...(baseline === null ? [] : [baseline])],
        // What is said of the provider itself.
        follows: [anchors.breaking(heir), anchors.lost({ abi, soname })],
      });
    }
  },
});
