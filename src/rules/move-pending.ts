// Names and slots that the tree has moved away from: published packages and dependencies that still use the old ones.

import { dedent } from '../base/dedent.js';
import type { BinaryPackage } from '../model/package.js';
import { type Moved, movedAtom, movedPackage } from '../model/repository/moves.js';
import { repositoryOf } from '../model/repository/published-ebuild.js';
import type { Repository } from '../model/repository/tree.js';
import { atomsOf, requirementsOf } from '../model/requirements.js';
import { anchors } from './kit/anchor.js';
import { defineRule } from './kit/rule.js';
import { MAINTAINER_ROW, maintainersFor, requireTree } from './kit/tree-rule.js';

export const movePending = defineRule({
  id: 'move-pending',
  severity: 'warning',
  scope: 'package',
  needs: ['tree'],
  kin: { fields: 'identity', byMessage: true },
  documentation: {
    what: 'No published package and no runtime dependency has a name or slot that profiles/updates has moved elsewhere.',
    why: 'Portage renames what is installed and local packages, but not a remote index: under the old name clients neither update the package nor find it for those who need the new one.',
    remedy:
      'Apply the update to the PKGDIR (emaint --fix movebin, then write the index again), or rebuild the packages.',
    source: 'PMS 4.4.4; Portage lib/portage/update.py, lib/portage/_global_updates.py',
  },
  messages: {
    package: {
      text: '{from} is called {to} now ({file})',
      reach: 'nobody',
      remedy: 'publish it as {to}: emaint --fix movebin, or rebuild',
      cause: '{from} -> {to}',
      title: '{from} is published, the tree has moved it to {to}',
      family: '{causes} packages are published under names or in slots that the tree has moved',
      familyRemedy: 'emaint --fix movebin, or rebuild',
      rows: MAINTAINER_ROW,
    },
    dependency: {
      text: '{class} needs {item}; {from} is called {to} now ({file})',
      reach: 'nobody',
      remedy: 'apply the update to ((it|them)): emaint --fix movebin, or rebuild',
      cause: '{from} -> {to}',
      title: '((a package needs|packages need)) {from}, which is called {to} now',
      family: 'dependencies on {causes} names or slots that the tree has moved',
      familyRemedy: 'emaint --fix movebin, or rebuild',
      rows: { needs: '{item}', ...MAINTAINER_ROW },
    },
    unread: {
      severity: 'info',
      text: '{what}',
      remedy: 'repair the line in the tree',
      cause: '{what}',
      title: 'an update of the tree cannot be read: {what}',
      family: '{causes} updates of the tree cannot be read',
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        [tree]
        move: app-misc/a dev-util/a

        CPV: dev-util/a-1
      `,
      good: dedent`
        [binhost]
        CPV: dev-util/a-1
        [tree]
        move: app-misc/a dev-util/a

        CPV: dev-util/a-1
      `,
      expect: ['package'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: >=dev-libs/b-2:0
        [tree]
        slotmove: dev-libs/b 0 2
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: >=dev-libs/b-2:2
        [tree]
        slotmove: dev-libs/b 0 2
      `,
      expect: ['dependency'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        [tree]
        move: app-misc/a
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        [tree]
        move: app-misc/b app-misc/c
      `,
      expect: ['unread'],
    },
  ],
  create({ universe, tree: given, report }) {
    const tree = requireTree(given);
    return {
      package(pkg) {
        const repository = repositoryOf(tree, pkg);
        if (repository === null || repository.moves.length === 0) return;
        const moved = movedPackage(tree, repository, pkg);
        if (moved !== null)
          report({
            message: 'package',
            package: pkg,
            data: { ...moved, ...maintainersFor(tree, pkg) },
            identity: [moved.to],
            anchor: anchors.movedPackage(pkg),
          });
        judgeDependencies(pkg, repository);
      },
      index() {
        for (const { problems = [] } of tree.repositories) {
          for (const { file, code, message } of problems)
            if (code === 'update-invalid')
              report({
                message: 'unread',
                path: file,
                data: { what: `${file}: ${message}` },
                identity: [file],
              });
        }
      },
    };

    /** An old name that stands in several items is told for each of them: all have to be changed. */
    function judgeDependencies(pkg: BinaryPackage, repository: Repository): void {
      for (const requirement of requirementsOf(universe, pkg)) {
        const seen = new Set<string>();
        for (const atom of atomsOf(requirement.node)) {
          const moved: Moved | null = movedAtom(tree, repository, atom);
          if (moved === null || seen.has(moved.from)) continue;
          seen.add(moved.from);
          report({
            message: 'dependency',
            package: pkg,
            data: {
              class: requirement.class,
              item: requirement.text,
              ...moved,
              ...maintainersFor(tree, pkg),
            },
            identity: [requirement.class, requirement.text, moved.from],
            anchor: anchors.movedDependency(pkg, requirement.text),
          });
        }
      }
    }
  },
});
