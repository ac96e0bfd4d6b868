// Whether a published package could be built again: its build dependencies resolve in the tree and the index.

import { dedent } from '../base/dedent.js';
import { buildRequirementsOf } from '../model/repository/build-requirements.js';
import { isBuildable, nearestEbuild } from '../model/repository/buildable.js';
import { archOf } from '../model/repository/ebuild-keywords.js';
import { publishedEbuild, repositoryOf } from '../model/repository/published-ebuild.js';
import { atomsOf } from '../model/requirements.js';
import { formatCpn } from '../pms/cpv.js';
import { defineRule } from './kit/rule.js';
import { MAINTAINER_ROW, maintainersFor, requireTree } from './kit/tree-rule.js';

export const rebuildable = defineRule({
  id: 'rebuildable',
  severity: 'warning',
  scope: 'package',
  needs: ['tree'],
  kin: { fields: ['class', 'item'], worse: 'item' },
  documentation: {
    what: 'BDEPEND and DEPEND of the ebuild of each published package, under its USE, are met by ebuilds of the tree that are keyworded for the architecture, or by the index.',
    why: 'When a library changes the package has to be built again; where its build dependencies are gone it cannot, and blocks the update.',
    remedy: 'Publish a version that can be built, or bring back what it needs.',
    source: 'PMS 8.1; ALT Linux girar, rebuildability audit',
  },
  messages: {
    unmet: {
      text: '{class} of its ebuild needs {item}, which neither tree nor index has[[; the nearest is {nearest}]]',
      remedy: 'bring {name} into the tree, or publish a version that can do without it',
      cause: '{name}',
      title: '{name} is needed to build ((a package|packages)) again, and nothing provides it',
      family: '{causes} packages are needed to build others again, and nothing provides them',
      familyRemedy: 'bring them into the tree, or publish versions that can do without them',
      rows: { needs: '{item}', nearest: '{nearest}', ...MAINTAINER_ROW },
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        [tree]
        CPV: app-misc/a-1
        BDEPEND: >=dev-util/b-2

        CPV: dev-util/b-1
        KEYWORDS: amd64
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        [tree]
        CPV: app-misc/a-1
        BDEPEND: >=dev-util/b-2

        CPV: dev-util/b-2
        KEYWORDS: amd64
      `,
      expect: ['unmet'],
    },
  ],
  create({ universe, tree: given, report }) {
    const tree = requireTree(given);
    return {
      package(pkg) {
        const ebuild = repositoryOf(tree, pkg) === null ? null : publishedEbuild(tree, pkg);
        if (ebuild === null) return;
        const arch = archOf(universe, pkg);
        for (const { class: dependencyClass, node, text } of buildRequirementsOf(universe, pkg, ebuild)) {
          if (isBuildable(universe, tree, node, arch)) continue;
          const [atom] = atomsOf(node);
          if (atom === undefined) continue;
          report({
            message: 'unmet',
            package: pkg,
            data: {
              class: dependencyClass,
              item: text,
              name: formatCpn(atom),
              nearest: nearestEbuild(tree, node, arch),
              ...maintainersFor(tree, pkg),
            },
            identity: [dependencyClass, text],
          });
        }
      },
    };
  },
});
