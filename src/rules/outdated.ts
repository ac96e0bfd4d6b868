// A newer version in the slot of a published package, which clients with the tree would build from source.

import { dedent } from '../base/dedent.js';
import { isVisible } from '../model/client/visibility.js';
import { isSuperseded } from '../model/newest.js';
import type { EbuildPackage } from '../model/repository/ebuild-package.js';
import { newerInSlot } from '../model/repository/outdated.js';
import { repositoryOf } from '../model/repository/published-ebuild.js';
import { defineRule } from './kit/rule.js';
import { MAINTAINER_ROW, maintainersFor, requireTree } from './kit/tree-rule.js';

export const outdated = defineRule({
  id: 'outdated',
  severity: 'info',
  scope: 'package',
  needs: ['tree'],
  kin: { fields: [] },
  documentation: {
    what: 'The newest published package of each slot is the newest that the tree has there with a keyword at least as good: stable for a stable package, stable or testing for another; with a profile, the newest that some client sees.',
    why: 'A client that updates with its tree takes the newer version and builds it from source; the binary is of no use to it.',
    remedy: 'Build and publish the newer version.',
    source: 'PMS 7.3.3; Portage lib/_emerge/depgraph.py (_select_pkg_highest_available_imp)',
  },
  messages: {
    stable: {
      severity: 'warning',
      text: 'the tree has {newer}, stable, in slot {slot}',
      remedy: 'build and publish {newer}',
      cause: '{change}',
      title: '{newer} is stable in the tree, {published} is published',
      family: '{causes} packages have a newer stable version in the tree',
      familyRemedy: 'build and publish the newer versions',
      rows: MAINTAINER_ROW,
      familyRows: { in: '{category}' },
    },
    testing: {
      text: 'the tree has {newer}, testing, in slot {slot}',
      remedy: 'build and publish {newer}, if testing versions are meant to be here',
      cause: '{change}',
      title: '{newer} is in the tree as testing, {published} is published',
      family: '{causes} packages have a newer testing version in the tree',
      familyRemedy: 'build and publish the newer versions, if testing versions are meant to be here',
      rows: MAINTAINER_ROW,
      familyRows: { in: '{category}' },
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        ARCH: amd64

        CPV: app-misc/a-1
        KEYWORDS: amd64
        [tree]
        CPV: app-misc/a-2
        KEYWORDS: amd64
      `,
      good: dedent`
        [binhost]
        ARCH: amd64

        CPV: app-misc/a-1
        KEYWORDS: amd64
        [tree]
        CPV: app-misc/a-2
        KEYWORDS: ~amd64
      `,
      expect: ['stable'],
    },
    {
      bad: dedent`
        [binhost]
        ARCH: amd64

        CPV: app-misc/a-1
        KEYWORDS: ~amd64
        [tree]
        CPV: app-misc/a-2
        KEYWORDS: ~amd64
      `,
      good: dedent`
        [binhost]
        ARCH: amd64

        CPV: app-misc/a-1
        KEYWORDS: ~amd64
        [tree]
        CPV: app-misc/a-2
        SLOT: 2
        KEYWORDS: ~amd64
      `,
      expect: ['testing'],
    },
  ],
  create({ universe, tree: given, clients, report }) {
    const tree = requireTree(given);
    const isSeen = (ebuild: EbuildPackage) => clients.some(client => isVisible(client, ebuild));
    return {
      package(pkg) {
        if (isSuperseded(universe, pkg) || repositoryOf(tree, pkg) === null) return;
        const newer = newerInSlot(universe, tree, pkg, clients.length === 0 ? undefined : isSeen);
        if (newer === null) return;
        const { ebuild, state } = newer;
        const version = ebuild.cpv.version?.text ?? '';
        report({
          message: state,
          package: pkg,
          // Without a profile it is not known what the tree masks.
          assurance: clients.length === 0 ? 'assumed' : 'proved',
          data: {
            name: pkg.cpn,
            category: pkg.cpv.category,
            published: pkg.cpvText,
            newer: ebuild.cpvText,
            change: `${pkg.cpvText} -> ${version}`,
            slot: ebuild.slot.slot,
            ...maintainersFor(tree, pkg),
          },
          identity: [ebuild.cpvText],
        });
      },
    };
  },
});
