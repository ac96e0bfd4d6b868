// Licences that do not let a binary be passed on, as the licence groups of the tree know them.

import { dedent } from '../base/dedent.js';
import type { BinaryPackage } from '../model/package.js';
import type { EbuildPackage } from '../model/repository/ebuild-package.js';
import { bindingLicenses, licenseGroupsOf } from '../model/repository/license-terms.js';
import { publishedEbuild } from '../model/repository/published-ebuild.js';
import { defineRule } from './kit/rule.js';
import { MAINTAINER_ROW, maintainersFor, requireTree } from './kit/tree-rule.js';

export const licenseNotRedistributable = defineRule({
  id: 'license-not-redistributable',
  severity: 'warning',
  scope: 'package',
  needs: ['tree'],
  kin: { fields: ['licenses'], byMessage: true },
  documentation: {
    what: "Every licence that applies to a package under its USE is in the tree's groups @FREE or @BINARY-REDISTRIBUTABLE; of a choice one is enough. The package's own LICENSE counts, and that of its ebuild where the two differ.",
    why: 'Publishing a binary is passing it on. Licences outside these groups may forbid it: members of @EULA mostly do, others nobody has looked at.',
    remedy: 'Withdraw the package, or make sure that its licence allows publication and waive the finding.',
    source:
      'GLEP 23; profiles/license_groups of the Gentoo repository (the rules of BINARY-REDISTRIBUTABLE stand there)',
  },
  messages: {
    package: {
      text: 'has LICENSE {licenses}, which is not known to allow passing on binaries',
      remedy: 'withdraw ((it|them)), or waive this once you know that the licence allows it',
      cause: '{licenses}',
      title: '((a package is|packages are)) under {licenses}, not known to allow passing on binaries',
      family: '{packages} packages are under licences that are not known to allow passing on binaries',
      rows: MAINTAINER_ROW,
    },
    ebuild: {
      text: 'its ebuild now says {licenses}, which is not known to allow passing on binaries',
      remedy: 'withdraw ((it|them)), or waive this once you know that the licence allows it',
      cause: '{licenses}',
      title: '((an ebuild|ebuilds)) now ((says|say)) {licenses}, not known to allow passing on binaries',
      family:
        'ebuilds of {packages} packages now name licences that are not known to allow passing on binaries',
      rows: MAINTAINER_ROW,
    },
    unknown: {
      severity: 'info',
      text: 'the tree has no licence groups: no licence was judged',
      remedy: 'give the repository that has profiles/license_groups (<<tree>>)',
      cause: 'license_groups',
      title: 'the tree has no licence groups: no licence was judged',
      family: 'the tree has no licence groups: no licence was judged',
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        LICENSE: GPL-2 Sun-EULA
        [tree]
        licenses: FREE GPL-2
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        LICENSE: || ( Sun-EULA GPL-2 )
        [tree]
        licenses: FREE GPL-2
      `,
      expect: ['package'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        LICENSE: GPL-2
        EAPI: 8
        USE: codecs
        [tree]
        licenses: FREE GPL-2

        CPV: app-misc/a-1
        LICENSE: GPL-2 codecs? ( Sun-EULA )
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        LICENSE: GPL-2
        EAPI: 8
        [tree]
        licenses: FREE GPL-2

        CPV: app-misc/a-1
        LICENSE: GPL-2 codecs? ( Sun-EULA )
      `,
      expect: ['ebuild'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        LICENSE: GPL-2
        [tree]
        CPV: app-misc/a-1
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        LICENSE: GPL-2
        [tree]
        licenses: FREE GPL-2
      `,
      expect: ['unknown'],
    },
  ],
  create({ tree: given, report }) {
    const tree = requireTree(given);
    const hasGroups = licenseGroupsOf(tree) !== null;
    return {
      package(pkg) {
        if (!hasGroups) return;
        const own = bindingLicenses(tree, pkg.record.LICENSE, pkg.use) ?? [];
        const ebuild = own.length > 0 ? null : publishedEbuild(tree, pkg);
        const licenses = ebuild === null ? own : licensesNow(pkg, ebuild);
        if (licenses.length === 0) return;
        report({
          message: ebuild === null ? 'package' : 'ebuild',
          package: pkg,
          data: { licenses: licenses.join(' '), ...maintainersFor(tree, pkg) },
          identity: [...licenses],
        });
      },
      index() {
        if (!hasGroups) report({ message: 'unknown', data: {}, identity: [] });
      },
    };

    function licensesNow(pkg: BinaryPackage, ebuild: EbuildPackage): readonly string[] {
      return bindingLicenses(tree, ebuild.text.LICENSE, pkg.use) ?? [];
    }
  },
});
