// RESTRICT=bindist: what an ebuild says must not be passed on as a binary. The package's word or the tree's, whichever is stricter.

import { dedent } from '../base/dedent.js';
import { restrictsBindist } from '../model/repository/license-terms.js';
import { publishedEbuild } from '../model/repository/published-ebuild.js';
import { defineRule } from './kit/rule.js';
import { MAINTAINER_ROW, maintainersFor, requireTree } from './kit/tree-rule.js';

export const restrictBindist = defineRule({
  id: 'restrict-bindist',
  severity: 'error',
  scope: 'package',
  needs: ['tree'],
  kin: { fields: [] },
  documentation: {
    what: 'No published package has RESTRICT=bindist under its USE, neither as it records it nor as its ebuild says now.',
    why: 'Its maintainers found that the licence, a patent or a trademark forbids passing on what was built with these flags.',
    remedy: 'Withdraw the package, or build it with flags that lift the restriction (often USE=bindist).',
    source: 'PMS 7.3.5; ebuild(5), RESTRICT',
  },
  messages: {
    package: {
      text: 'was built with RESTRICT=bindist',
      reach: 'nobody',
      remedy:
        'withdraw ((it|them))[[, or rebuild with flags for which RESTRICT="{condition}" does not hold]]',
      cause: '{name}',
      title: '{name} was built with RESTRICT=bindist: it must not be published',
      family: '{causes} packages were built with RESTRICT=bindist: they must not be published',
      familyRemedy:
        'withdraw them, or rebuild with flags that lift the restriction where the ebuild has such',
      rows: MAINTAINER_ROW,
    },
    ebuild: {
      text: 'its ebuild now says RESTRICT="{restrict}": it must not be published with these flags',
      reach: 'nobody',
      remedy:
        'withdraw ((it|them))[[, or rebuild with flags for which RESTRICT="{condition}" does not hold]]',
      cause: '{name}',
      title: '{name} must not be published by what its ebuild says now',
      family: '{causes} packages must not be published by what their ebuilds say now',
      rows: MAINTAINER_ROW,
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        RESTRICT: bindist
        [tree]
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        RESTRICT: mirror
        [tree]
      `,
      expect: ['package'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        IUSE: bindist
        [tree]
        CPV: app-misc/a-1
        IUSE: bindist
        RESTRICT: !bindist? ( bindist )
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        IUSE: bindist
        USE: bindist
        [tree]
        CPV: app-misc/a-1
        IUSE: bindist
        RESTRICT: !bindist? ( bindist )
      `,
      expect: ['ebuild'],
    },
  ],
  create({ tree: given, report }) {
    const tree = requireTree(given);
    return {
      package(pkg) {
        const ebuild = publishedEbuild(tree, pkg);
        const restrict = ebuild?.text.RESTRICT ?? '';
        const isOwn = restrictsBindist(pkg.record.RESTRICT, pkg.use) === true;
        if (!isOwn && restrictsBindist(restrict, pkg.use) !== true) return;
        report({
          message: isOwn ? 'package' : 'ebuild',
          package: pkg,
          data: {
            name: pkg.cpn,
            restrict: isOwn ? pkg.record.RESTRICT : restrict,
            condition: /\?[\s(]+(?:\S+ )*bindist/.test(restrict) ? restrict : null,
            ...maintainersFor(tree, pkg),
          },
          identity: [],
        });
      },
    };
  },
});
