// Flags of a package against those with which a client would build its ebuild: what `--binpkg-respect-use` passes over.

import { dedent } from '../base/dedent.js';
import { type ClientView, viewClient } from '../model/client/client-view.js';
import { type FlagMismatch, findUseMismatch, formatBuiltFlag } from '../model/client/use-mismatch.js';
import { type BinaryPackage, instanceName } from '../model/package.js';
import { publishedEbuild } from '../model/repository/published-ebuild.js';
import { defineRule } from './kit/rule.js';

export const useMismatch = defineRule({
  id: 'use-mismatch',
  severity: 'info',
  scope: 'package',
  needs: ['tree', 'profile'],
  kin: { fields: ['client', 'flags'] },
  documentation: {
    what: 'The package was built with the flags that each client given would build its ebuild with, or another build of its version was.',
    why: 'Portage passes it over (--binpkg-respect-use, on by default) and builds the version from source.',
    remedy:
      'Build it with the flags of the profile, publish a second build of the version, or give clients the package.use that "<<package-use>>" prints.',
    source: 'Portage lib/_emerge/depgraph.py (_reinstall_for_flags); emerge(1), --binpkg-respect-use',
  },
  messages: {
    flags: {
      text: '{client} would build it otherwise: it was built with {flags}',
      remedy: 'build it with the flags of the profile, or give clients these in package.use',
      cause: '{client} {flags}',
      title: '{client} does not take packages built with {flags}',
      family: '{packages} ((packages:package was|packages were)) built with other flags than a client wants',
    },
    iuse: {
      text: 'its ebuild has other flags than when it was built: {flags}; {client} does not take it',
      reach: 'nobody',
      remedy: 'rebuild it: no setting of a client brings back the flags that it had',
      cause: '{client} {flags}',
      title: 'ebuilds have gained or lost {flags}: {client} does not take packages built before',
      family: '{packages} ((packages:package was|packages were)) built when the ebuild had other flags',
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        IUSE: x
        [tree]
        CPV: app-misc/a-1
        IUSE: x
        [profile amd64]
        USE: x
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        IUSE: x
        USE: x
        [tree]
        CPV: app-misc/a-1
        IUSE: x
        [profile amd64]
        USE: x
      `,
      expect: ['flags'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        IUSE: x
        [tree]
        CPV: app-misc/a-1
        IUSE: x y
        [profile amd64]
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        IUSE: x
        [tree]
        CPV: app-misc/a-1
        IUSE: x y
        [profile amd64]
        use.mask: y
      `,
      expect: ['iuse'],
    },
  ],
  create({ universe, tree, clients, report }) {
    if (tree === null) return {};
    const views = clients.map(viewClient);
    return {
      package(pkg) {
        for (const view of views) {
          const flags = mismatchOf(view, pkg);
          if (flags.length === 0 || hasBetterBuild(view, pkg)) continue;
          const isIuse = flags.some(({ wants, built }) => wants === 'gone' || built === 'absent');
          const told = isIuse
            ? flags.filter(({ wants, built }) => wants === 'gone' || built === 'absent')
            : flags;
          report({
            message: isIuse ? 'iuse' : 'flags',
            package: pkg,
            data: {
              name: pkg.cpn,
              instance: instanceName(pkg),
              client: view.settings.name,
              flags: told.map(isIuse ? sayChange : formatBuiltFlag).join(' '),
            },
            identity: [view.settings.name],
          });
        }
      },
    };

    function mismatchOf(view: ClientView, pkg: BinaryPackage): readonly FlagMismatch[] {
      const ebuild = publishedEbuild(tree!, pkg);
      return ebuild === null ? [] : findUseMismatch(pkg, view.useOfEbuild(ebuild));
    }

    /** Of several builds of a version Portage takes the one that fits: the others are there for other clients. */
    function hasBetterBuild(view: ClientView, pkg: BinaryPackage): boolean {
      return (universe.byCpn.get(pkg.cpn) ?? []).some(
        other =>
          other !== pkg &&
          other.role === 'candidate' &&
          other.cpvText === pkg.cpvText &&
          mismatchOf(view, other).length === 0,
      );
    }
  },
});

/** `+x`: new in the ebuild; `-x`: no longer there. */
function sayChange({ flag, built }: FlagMismatch): string {
  return built === 'absent' ? `+${flag}` : `-${flag}`;
}
