// Packages that none of the clients given can ever take: what a binhost for them need not keep.

import { dedent } from '../base/dedent.js';
import { viewClient } from '../model/client/client-view.js';
import { formatMaskFor } from '../model/client/format-mask.js';
import { type Choice, type Chooser, type Miss, makeChooser } from '../model/client/hit-rate.js';
import { formatBuiltFlag } from '../model/client/use-mismatch.js';
import { isOffered } from '../model/newest.js';
import { type BinaryPackage, instanceName, RUNTIME_CLASSES } from '../model/package.js';
import { changedDependencies } from '../model/repository/changed-dependencies.js';
import { parseAtom } from '../pms/parse-atom.js';
import { defineRule } from './kit/rule.js';
import { requireTree } from './kit/tree-rule.js';

export const unreachable = defineRule({
  id: 'unreachable',
  severity: 'info',
  scope: 'package',
  needs: ['tree', 'profile'],
  kin: { fields: [] },
  documentation: {
    what: 'Each package is one that some client given takes when it asks for this very version.',
    why: 'A package that no client takes costs space and transfer, and whoever wanted it compiles.',
    remedy: 'Withdraw it, or build it again with the flags and for the settings that clients have.',
    source:
      'Portage lib/_emerge/depgraph.py (_wrapped_select_pkg_highest_available_imp), --binpkg-respect-use',
  },
  messages: {
    never: {
      text: 'no client given ever takes it: {reasons}',
      remedy: 'withdraw ((it|them)), or build ((it|them)) again as clients want ((it|them))',
      cause: '{why}',
      title: 'no client given ever takes ((a package|{packages} packages)): {why}',
      family: '{packages} ((packages:package is|packages are)) taken by no client given',
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        KEYWORDS: amd64
        IUSE: ssl
        USE: ssl
        [tree gentoo]
        CPV: app-misc/a-1
        KEYWORDS: amd64
        IUSE: ssl
        [profile amd64]
        USE: -ssl
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        KEYWORDS: amd64
        IUSE: ssl
        [tree gentoo]
        CPV: app-misc/a-1
        KEYWORDS: amd64
        IUSE: ssl
        [profile amd64]
        USE: -ssl
      `,
      expect: ['never'],
    },
  ],
  create({ universe, tree, clients, report }) {
    const repositories = requireTree(tree);
    const classes: readonly string[] = RUNTIME_CLASSES;
    const choosers = clients.map(client =>
      makeChooser(universe, repositories, viewClient(client), (pkg, ebuild) =>
        // What cannot be compared is not held against it.
        (changedDependencies(universe, pkg, ebuild) ?? [])
          .map(change => change.class)
          .filter(name => classes.includes(name)),
      ),
    );
    return {
      package(pkg) {
        // Of what no client whatever takes another rule tells.
        if (!isOffered(pkg)) return;
        const atom = parseAtom(`=${pkg.cpvText}:${pkg.slot.slot}`);
        const reasons: string[] = [];
        for (const chooser of choosers) {
          const why = whyNot(pkg, chooser.choose(atom), chooser);
          if (why === null) return;
          reasons.push(why);
        }
        const named = reasons.map((why, at) => `${clients[at]?.name}: ${why}`);
        const distinct = [...new Set(reasons)];
        const data = {
          reasons: named,
          why: distinct.length === 1 ? (distinct[0] as string) : 'each for its own reason',
        };
        report({ message: 'never', package: pkg, data, identity: [] });
      },
    };
  },
});

/** Null where the client takes it. */
function whyNot(pkg: BinaryPackage, { taken, passed }: Choice, chooser: Chooser): string | null {
  if (taken === pkg) return null;
  const miss = passed.find(one => one.package === pkg)?.miss;
  if (miss !== undefined) return sayMiss(miss, chooser);
  return taken === null ? 'it builds another version' : `${instanceName(taken)} comes first`;
}

function sayMiss(miss: Miss, { view }: Chooser): string {
  switch (miss.kind) {
    case 'masked':
      return miss.reasons.map(reason => formatMaskFor(view.settings, reason)).join(', ');
    case 'ebuild-hidden':
      return 'its ebuild is not visible';
    case 'atom':
      return 'USE dependency';
    case 'use':
      return `built with ${miss.flags.map(formatBuiltFlag).join(' ')}`;
    case 'dependencies':
      return `${miss.classes.join(', ')} changed since`;
  }
}
