// Whether the tree is the one that the index was made from.

import { dedent } from '../base/dedent.js';
import { otherRevisions, shortRevision } from '../model/repository/revisions.js';
import { defineRule } from './kit/rule.js';
import { requireTree } from './kit/tree-rule.js';

const OLD = '1111111111111111111111111111111111111111';
const NEW = '2222222222222222222222222222222222222222';

export const treeRevisionDiffers = defineRule({
  id: 'tree-revision-differs',
  severity: 'info',
  scope: 'index',
  needs: ['tree'],
  kin: { fields: ['repository'] },
  documentation: {
    what: 'Each repository of <<tree>> is at the commit that the index names for it (REPO_REVISIONS of its header), where both are known.',
    why: 'What the ebuilds said when the packages were built is then not known: the rules that compare with the tree tell what clients with this tree see, not what went wrong in the build.',
    remedy: 'Nothing, where that is asked; to judge the build, check out the commit that the index names.',
    source: 'Portage lib/portage/dbapi/bintree.py (_inject_repo_revisions), sync/revision_history.py',
  },
  messages: {
    other: {
      text: 'the index was made from {repository} at {made}; the tree is at {here}',
      remedy: 'to judge the build and not what clients see now, give {repository} at {made}',
      cause: '{repository}',
      title: 'the index was made from {repository} at {made}; the tree is at {here}',
      family: 'the index was made from other commits of {causes} repositories',
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        VERSION: 0
        REPO_REVISIONS: {"gentoo": "${OLD}"}

        CPV: app-misc/a-1
        [tree gentoo]
        revision: ${NEW}
      `,
      good: dedent`
        [binhost]
        VERSION: 0
        REPO_REVISIONS: {"gentoo": "${OLD}"}

        CPV: app-misc/a-1
        [tree gentoo]
        revision: ${OLD}
      `,
      expect: ['other'],
    },
  ],
  create({ universe, tree, report }) {
    return {
      index() {
        for (const { repository, recorded, actual } of otherRevisions(universe, requireTree(tree)))
          report({
            message: 'other',
            data: {
              repository,
              recorded,
              actual,
              made: shortRevision(recorded),
              here: shortRevision(actual),
            },
            identity: [repository],
          });
      },
    };
  },
});
