// Unmet runtime dependencies that a client with the tree could meet by building from source.

import { dedent } from '../base/dedent.js';
import { ebuildsFor, isBuildable } from '../model/repository/buildable.js';
import { archOf } from '../model/repository/ebuild-keywords.js';
import { atomsOf, failedRequirementsOf } from '../model/requirements.js';
import { formatCpn } from '../pms/cpv.js';
import { anchors } from './kit/anchor.js';
import { defineRule } from './kit/rule.js';
import { requireTree } from './kit/tree-rule.js';

export const sourceFallback = defineRule({
  id: 'source-fallback',
  severity: 'info',
  scope: 'package',
  needs: ['tree'],
  kin: { fields: ['class', 'item'] },
  documentation: {
    what: 'Of the runtime dependencies that no binary meets, those are counted that an ebuild of the tree could meet: assumed, never taken for met.',
    why: 'A client that may build from source (emerge -k, -g) gets by, slower and with a compiler; one that may not (-K, -G) is refused all the same.',
    remedy: 'Build and publish what is named.',
    source: 'emerge(1), --usepkg and --usepkgonly',
  },
  messages: {
    buildable: {
      text: '{class} needs {item}, which only building {ebuild} from source would meet',
      remedy: 'build and publish {ebuild}',
      cause: '{name}',
      title: '{name} is not published, but the tree has an ebuild of it',
      family: '{causes} packages that others need are not published, but the tree has ebuilds of them',
      familyRemedy: 'build and publish them',
      consequence: '((builds it|build it)) from source where the client may',
      rows: { needs: '{item}', ebuild: '{ebuild}' },
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: dev-libs/b
        [tree]
        CPV: dev-libs/b-1
        KEYWORDS: amd64
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: dev-libs/b
        [tree]
        CPV: dev-libs/c-1
        KEYWORDS: amd64
      `,
      expect: ['buildable'],
    },
  ],
  create({ universe, tree: given, report }) {
    const tree = requireTree(given);
    return {
      package(pkg) {
        const arch = archOf(universe, pkg);
        for (const { class: dependencyClass, node, text } of failedRequirementsOf(universe, pkg)) {
          if (!isBuildable(universe, tree, node, arch)) continue;
          const atom = [...atomsOf(node)].find(one => ebuildsFor(tree, one, arch).length > 0);
          const ebuild = atom === undefined ? undefined : ebuildsFor(tree, atom, arch).at(-1);
          if (atom === undefined || ebuild === undefined) continue;
          report({
            message: 'buildable',
            package: pkg,
            assurance: 'assumed',
            data: { class: dependencyClass, item: text, name: formatCpn(atom), ebuild: ebuild.cpvText },
            identity: [dependencyClass, text],
            follows: [anchors.unmet(pkg, text)],
          });
        }
      },
    };
  },
});
