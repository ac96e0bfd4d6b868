// Published packages of which the ebuild repository has no ebuild any more.

import { dedent } from '../base/dedent.js';
import { isSuperseded } from '../model/newest.js';
import type { BinaryPackage } from '../model/package.js';
import { movedPackage } from '../model/repository/moves.js';
import { publishedEbuild, repositoryOf, unreadEbuild } from '../model/repository/published-ebuild.js';
import { compareVersions } from '../pms/compare-versions.js';
import { anchors } from './kit/anchor.js';
import { defineRule } from './kit/rule.js';
import { MAINTAINER_ROW, maintainersFor, requireTree } from './kit/tree-rule.js';

export const ebuildGone = defineRule({
  id: 'ebuild-gone',
  severity: 'warning',
  scope: 'package',
  needs: ['tree'],
  kin: { fields: ['repo'], byMessage: true },
  documentation: {
    what: 'Each published version still has an ebuild in the tree. Packages of repositories that were not given are counted, not judged.',
    why: 'What has no ebuild cannot be rebuilt when a library of it changes, gets no security fix, and is no longer tested against the rest.',
    remedy: 'Publish a version that the tree has, or keep the ebuild in a repository of your own.',
    source: 'PMS 4; Portage lib/_emerge/depgraph.py (_equiv_ebuild_visible)',
  },
  messages: {
    version: {
      text: 'the tree has no ebuild of this version any more[[; it has {versions}]]',
      remedy: 'publish a version of {name} that the tree has, or withdraw ((this one|these))',
      cause: '{name}',
      title: '((a version|versions)) of {name} ((has|have)) no ebuild any more',
      family: '{causes} packages have no ebuild of their version any more',
      familyRemedy: 'publish versions that the tree has, or withdraw these',
      rows: { 'tree has': '{versions}', ...MAINTAINER_ROW },
      familyRows: { in: '{category}' },
    },
    name: {
      text: 'the tree has no {name} any more',
      remedy: 'withdraw it, or keep the ebuild in a repository of your own',
      cause: '{name}',
      title: '{name} is gone from the tree',
      family: '{causes} packages are gone from the tree',
      familyRemedy: 'withdraw them, or keep the ebuilds in a repository of your own',
      rows: MAINTAINER_ROW,
      familyRows: { in: '{category}' },
    },
    ahead: {
      severity: 'info',
      text: 'is newer than what the tree has, {newest}',
      remedy: 'give a tree that is as new as the packages (sync it)',
      cause: '{name}',
      title: '{name} is newer here than in the tree ({newest})',
      family: '{causes} packages are newer here than in the tree',
      rows: { 'tree has': '{versions}' },
    },
    unread: {
      severity: 'info',
      text: 'nothing is known of its ebuild: {why}',
      remedy: 'repair the ebuild, or the tree that has it',
      cause: '{why}',
      title: 'nothing is known of ((an ebuild|ebuilds)): {why}',
      family: 'nothing is known of the ebuilds of {packages} packages',
    },
    unjudged: {
      severity: 'info',
      text: '{count} ((count:package is|packages are)) of the repository {repo}, which was not given',
      remedy: 'give that repository too (<<tree>>)',
      cause: '{repo}',
      title:
        '{count} ((count:package is|packages are)) of the repository {repo}, which was not given: not judged',
      family: 'packages of {causes} repositories that were not given are not judged',
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        [tree]
        CPV: app-misc/a-2
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-2
        [tree]
        CPV: app-misc/a-2
      `,
      expect: ['version'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        [tree]
        CPV: app-misc/b-1
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        [tree]
        CPV: app-misc/a-1
      `,
      expect: ['name'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-3
        [tree]
        CPV: app-misc/a-2
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-2
        [tree]
        CPV: app-misc/a-2
      `,
      expect: ['ahead'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        [tree]
        unread: app-misc/a-1 line 3: syntax error
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        [tree]
        CPV: app-misc/a-1
      `,
      expect: ['unread'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        REPO: guru
        [tree gentoo]
        CPV: app-misc/b-1
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        REPO: guru
        [tree guru]
        CPV: app-misc/a-1
      `,
      expect: ['unjudged'],
    },
  ],
  create({ universe, tree: given, report }) {
    const tree = requireTree(given);
    return {
      package(pkg) {
        const repository = repositoryOf(tree, pkg);
        if (repository === null || publishedEbuild(tree, pkg) !== null) return;
        const unread = unreadEbuild(tree, pkg);
        if (unread !== null) {
          report({ message: 'unread', package: pkg, data: { why: unread.why }, identity: [] });
          return;
        }
        const named = tree.byCpn.get(pkg.cpn) ?? [];
        const newest = named.at(-1);
        const data = {
          name: pkg.cpn,
          category: pkg.cpv.category,
          versions: named.map(ebuild => ebuild.cpv.version?.text ?? ''),
          newest: newest?.cpv.version?.text ?? null,
          ...maintainersFor(tree, pkg),
        };
        const isAhead =
          newest !== undefined && compareVersions(pkg.cpv.version ?? '0', newest.cpv.version ?? '0') > 0;
        report({
          message: newest === undefined ? 'name' : isAhead ? 'ahead' : 'version',
          package: pkg,
          data,
          identity: [],
          // What a newer build has replaced is about to go anyway.
          ...(isSuperseded(universe, pkg) ? { severity: 'info' } : {}),
          follows: movedPackage(tree, repository, pkg) === null ? [] : [anchors.movedPackage(pkg)],
        });
      },
      index() {
        const counts = new Map<string, number>();
        for (const pkg of universe.judged.filter(isForeign))
          counts.set(pkg.repo, (counts.get(pkg.repo) ?? 0) + 1);
        for (const [repo, count] of counts)
          report({ message: 'unjudged', data: { repo, count }, identity: [repo] });
      },
    };

    function isForeign(pkg: BinaryPackage): boolean {
      return repositoryOf(tree, pkg) === null;
    }
  },
});
