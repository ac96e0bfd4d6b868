// Published packages that a Gentoo Linux Security Advisory of the tree names as vulnerable.

import { dedent } from '../base/dedent.js';
import { isSuperseded } from '../model/newest.js';
import { safeVersion, vulnerabilitiesOf } from '../model/repository/vulnerability.js';
import type { Severity } from './kit/finding.js';
import { defineRule } from './kit/rule.js';
import { MAINTAINER_ROW, maintainersFor, requireTree } from './kit/tree-rule.js';

export const glsaVulnerable = defineRule({
  id: 'glsa-vulnerable',
  severity: 'warning',
  scope: 'package',
  needs: ['tree'],
  kin: { fields: 'identity', byMessage: true },
  documentation: {
    what: "No published package is vulnerable by an advisory in the tree's metadata/glsa, for the architecture of the index: error for impact high, warning for normal, info for low; one that a newer build has replaced one step less.",
    why: 'Clients install a version with a known hole; glsa-check names it, but only where somebody runs it.',
    remedy: 'Publish the unaffected version and withdraw this one.',
    source: 'glsa.dtd; Portage lib/portage/glsa.py (isVulnerable, getMinUpgrade)',
  },
  messages: {
    vulnerable: {
      text: 'is vulnerable by GLSA {glsa} ({impact}): {what}[[; {safe} is not]]',
      remedy: '[[publish {safe}, and ]]withdraw ((this one|these))',
      cause: '{name}',
      title: '{name} has published versions with known holes',
      family: '{causes} packages have published versions with known holes',
      familyRemedy: 'publish unaffected versions, and withdraw these',
      rows: { GLSA: '{glsa}', because: '{what}', safe: '{safe}', ...MAINTAINER_ROW },
      familyRows: { in: '{category}' },
    },
    unread: {
      severity: 'info',
      text: '{what}',
      remedy: 'repair the advisory in the tree, or fetch it again',
      cause: '{what}',
      title: 'an advisory of the tree cannot be read: {what}',
      family: '{causes} advisories of the tree cannot be read',
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        ARCH: amd64

        CPV: app-misc/a-1.1
        [tree]
        glsa: 202105-39 high app-misc/a * lt 1.2 / ge 1.2
      `,
      good: dedent`
        [binhost]
        ARCH: amd64

        CPV: app-misc/a-1.2
        [tree]
        glsa: 202105-39 high app-misc/a * lt 1.2 / ge 1.2
      `,
      expect: ['vulnerable'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1.1
        [tree]
        glsa: 202105-39 high app-misc/a * xx 1.2
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1.1
        [tree]
        glsa: 202105-39 high app-misc/b * lt 1.2
      `,
      expect: ['unread'],
    },
  ],
  create({ universe, tree: given, report }) {
    const tree = requireTree(given);
    return {
      package(pkg) {
        const found = vulnerabilitiesOf(universe, tree, pkg);
        if (found.length === 0) return;
        const safe = safeVersion(universe, tree, pkg, found)?.cpvText ?? null;
        const isOld = isSuperseded(universe, pkg);
        for (const { id, title, severity: impact } of found) {
          report({
            message: 'vulnerable',
            package: pkg,
            data: {
              name: pkg.cpn,
              category: pkg.cpv.category,
              glsa: id,
              impact,
              what: title,
              safe,
              ...maintainersFor(tree, pkg),
            },
            identity: [id],
            severity: severityOf(impact, isOld),
          });
        }
      },
      index() {
        for (const { problems = [] } of tree.repositories) {
          for (const { file, message } of problems)
            if (file.startsWith('metadata/glsa/'))
              report({
                message: 'unread',
                path: file,
                data: { what: `${file}: ${message}` },
                identity: [file],
              });
        }
      },
    };
  },
});

function severityOf(impact: string, isOld: boolean): Severity {
  if (impact === 'high') return isOld ? 'warning' : 'error';
  return impact === 'low' || impact === 'minimal' || isOld ? 'info' : 'warning';
}
