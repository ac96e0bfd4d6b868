// Dependencies that the ebuild has changed since the package was built: what --binpkg-changed-deps rejects.

import { dedent } from '../base/dedent.js';
import { isSuperseded } from '../model/newest.js';
import { changedDependencies, type DependencyChange } from '../model/repository/changed-dependencies.js';
import { publishedEbuild, repositoryOf } from '../model/repository/published-ebuild.js';
import { defineRule } from './kit/rule.js';
import { MAINTAINER_ROW, maintainersFor, requireTree } from './kit/tree-rule.js';
import { sayDependencyChange } from './words/say-dependency-change.js';

export const dependencyChanged = defineRule({
  id: 'dependency-changed',
  severity: 'warning',
  scope: 'package',
  needs: ['tree'],
  kin: { fields: [], byMessage: true },
  documentation: {
    what: 'The dependencies that a package records are those that its ebuild in the tree has under the same USE. Recorded slots of `:=` and the injected C library do not count.',
    why: 'Portage ignores such a package and builds it from source (--binpkg-changed-deps, on unless --usepkgonly); one that takes it misses what was added.',
    remedy: 'Rebuild the package from the ebuild as it is now.',
    source: 'Portage lib/_emerge/depgraph.py (_changed_deps), lib/portage/dep/libc.py; bug 715108',
  },
  messages: {
    changed: {
      text: 'its ebuild has other dependencies now: {change}',
      reach: 'nobody',
      remedy: 'rebuild ((it|them)) from the ((ebuild|ebuilds)) of the tree',
      cause: '{change}',
      title: '((an ebuild has|ebuilds have)) changed since ((it was|they were)) built: {change}',
      family:
        '{packages} ((packages:package was|packages were)) built from dependencies that have changed since',
      familyRemedy: 'rebuild them from the ebuilds of the tree',
      rows: { in: '{place}', ...MAINTAINER_ROW },
      familyRows: { in: '{place}' },
    },
    reordered: {
      severity: 'info',
      text: 'its ebuild has the same dependencies in another order: {classes}',
      reach: 'nobody',
      remedy:
        'rebuild ((it|them)) from the ((ebuild|ebuilds)) of the tree, or leave ((it|them)) to clients that ignore it',
      cause: '{classes}',
      title:
        '((an ebuild has|ebuilds have)) reordered {classes} since ((it was|they were)) built; Portage takes that for a change',
      family:
        'ebuilds of {packages} packages have reordered their dependencies; Portage takes that for a change',
      rows: MAINTAINER_ROW,
    },
    unread: {
      severity: 'info',
      text: 'its dependencies, or those of its ebuild, cannot be read',
      reach: 'nobody',
      remedy: 'repair the ebuild in the tree, or rebuild the package',
      cause: '{name}',
      title: 'dependencies of {name} or of its ebuild cannot be read',
      family: 'dependencies of {causes} packages or of their ebuilds cannot be read',
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        EAPI: 8
        USE: ssl
        RDEPEND: dev-libs/b:0/3= >=sys-libs/glibc-2.39
        [tree]
        CPV: app-misc/a-1
        IUSE: ssl
        RDEPEND: dev-libs/b:= ssl? ( dev-libs/openssl )
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        EAPI: 8
        USE: ssl
        RDEPEND: dev-libs/b:0/3= dev-libs/openssl >=sys-libs/glibc-2.39
        [tree]
        CPV: app-misc/a-1
        IUSE: ssl
        RDEPEND: dev-libs/b:= ssl? ( dev-libs/openssl )
      `,
      expect: ['changed'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: dev-libs/b dev-libs/c
        [tree]
        CPV: app-misc/a-1
        RDEPEND: dev-libs/c dev-libs/b
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: dev-libs/b dev-libs/c
        [tree]
        CPV: app-misc/a-1
        RDEPEND: dev-libs/b dev-libs/c
      `,
      expect: ['reordered'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: dev-libs/b
        [tree]
        CPV: app-misc/a-1
        RDEPEND: || ( dev-libs/b
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: dev-libs/b
        [tree]
        CPV: app-misc/a-1
        RDEPEND: || ( dev-libs/b )
      `,
      expect: ['unread'],
    },
  ],
  create({ universe, tree: given, report }) {
    const tree = requireTree(given);
    return {
      package(pkg) {
        const ebuild = repositoryOf(tree, pkg) === null ? null : publishedEbuild(tree, pkg);
        if (ebuild === null) return;
        const changes = changedDependencies(universe, pkg, ebuild);
        if (changes === null) {
          report({ message: 'unread', package: pkg, data: { name: pkg.cpn }, identity: [] });
          return;
        }
        if (changes.length === 0) return;
        const isMoved = changes.every(({ added, removed }) => added.length + removed.length === 0);
        const data = {
          name: pkg.cpn,
          classes: changes.map(change => change.class),
          place: changes.map(change => change.class).join(' and '),
          added: gather(changes, 'added'),
          removed: gather(changes, 'removed'),
          ...maintainersFor(tree, pkg),
        };
        report({
          message: isMoved ? 'reordered' : 'changed',
          package: pkg,
          data: { ...data, change: sayDependencyChange(changes) },
          identity: [],
          // What a newer build has replaced is not chosen anyway.
          ...(isSuperseded(universe, pkg) ? { severity: 'info' } : {}),
        });
      },
    };
  },
});

function gather(changes: readonly DependencyChange[], key: 'added' | 'removed'): readonly string[] {
  return [...new Set(changes.flatMap(change => change[key]))];
}
