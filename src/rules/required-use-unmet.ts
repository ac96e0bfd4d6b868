// Flags of a published package that its ebuild's REQUIRED_USE does not allow.

import { dedent } from '../base/dedent.js';
import { publishedEbuild } from '../model/repository/published-ebuild.js';
import { unmetRequirement } from '../model/repository/required-use.js';
import { defineRule } from './kit/rule.js';
import { MAINTAINER_ROW, maintainersFor, requireTree } from './kit/tree-rule.js';

export const requiredUseUnmet = defineRule({
  id: 'required-use-unmet',
  severity: 'warning',
  scope: 'package',
  needs: ['tree'],
  kin: { fields: ['required'] },
  documentation: {
    what: 'The flags a package was built with satisfy the REQUIRED_USE of its ebuild in the tree.',
    why: 'No client can have these flags: where USE is respected the package is never taken, and it cannot be rebuilt as it is.',
    remedy: 'Rebuild the package with flags that REQUIRED_USE allows.',
    source: 'PMS 7.3.4; Portage lib/portage/dep/__init__.py (check_required_use)',
  },
  messages: {
    unmet: {
      text: 'its ebuild requires {required}; it was built with {flags}',
      reach: 'nobody',
      remedy: 'rebuild ((it|them)) with flags that meet {required}',
      cause: '{required}',
      title:
        '((a package was|packages were)) built with flags that ((its ebuild does|their ebuilds do)) not allow: {required}',
      family: '{packages} packages were built with flags that their ebuilds do not allow',
      familyRemedy: 'rebuild them with flags that REQUIRED_USE allows',
      rows: { 'built with': '{flags}', ...MAINTAINER_ROW },
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        IUSE: gtk qt5
        USE: gtk qt5
        [tree]
        CPV: app-misc/a-1
        IUSE: gtk qt5
        REQUIRED_USE: ?? ( gtk qt5 )
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        IUSE: gtk qt5
        USE: gtk
        [tree]
        CPV: app-misc/a-1
        IUSE: gtk qt5
        REQUIRED_USE: ?? ( gtk qt5 )
      `,
      expect: ['unmet'],
    },
  ],
  create({ tree: given, report }) {
    const tree = requireTree(given);
    return {
      package(pkg) {
        const ebuild = publishedEbuild(tree, pkg);
        const unmet = ebuild === null ? null : unmetRequirement(ebuild, pkg.use);
        if (unmet === null) return;
        report({
          message: 'unmet',
          package: pkg,
          data: {
            required: unmet.required,
            flags: unmet.flags.map(flag => (pkg.use.has(flag) ? flag : `-${flag}`)).join(' '),
            ...maintainersFor(tree, pkg),
          },
          identity: [unmet.required],
        });
      },
    };
  },
});
