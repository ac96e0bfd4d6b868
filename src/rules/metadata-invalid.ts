// Packages that no client takes, whatever its settings: an EAPI that nobody knows, or metadata that is not valid for its EAPI.

import { dedent } from '../base/dedent.js';
import { anchors } from './kit/anchor.js';
import { defineRule } from './kit/rule.js';

export const metadataInvalid = defineRule({
  id: 'metadata-invalid',
  severity: 'error',
  scope: 'package',
  needs: [],
  kin: { fields: ['key'], byMessage: true },
  documentation: {
    what: 'Each package has a known EAPI, and SLOT, IUSE, dependencies of all classes, LICENSE, PROPERTIES, RESTRICT, REQUIRES and PROVIDES that are valid for it.',
    why: 'Portage masks any other package for everybody, and no setting unmasks it: nobody can install it, nor what needs it, though it looks as if it were there.',
    remedy:
      'Rebuild the package with a released Portage from an ebuild that says what its EAPI allows; where the package itself is right, write the index again.',
    source:
      'PMS 6, 7.2, 7.3 and 8; Portage lib/_emerge/Package.py (_validate_deps, _eval_masks), lib/portage/eapi.py',
  },
  messages: {
    value: {
      text: '{key} is not valid for its EAPI {eapi}, so no client takes it: {why}[[, at {near}]]',
      reach: 'nobody',
      remedy:
        'rebuild ((it|them)) from ((an ebuild that is|ebuilds that are)) valid; where the package itself is right, write the index again',
      cause: '{key}: {why}',
      title: 'no client takes ((a package|{packages} packages)) whose {key} is not valid: {why}',
      family:
        '{packages} ((packages:package has|packages have)) metadata for which no client takes ((packages:it|them))',
      rows: { at: '{near}' },
    },
    eapi: {
      text: 'has EAPI {value}, which no package manager knows: no client takes it',
      reach: 'nobody',
      remedy: 'rebuild ((it|them)) from ((an ebuild|ebuilds)) of a published EAPI',
      cause: 'EAPI {value}',
      title: '((a package has|packages have)) the unknown EAPI {value}: no client takes ((it|them))',
      family: 'packages have {causes} unknown EAPIs: no client takes them',
    },
    reader: {
      text: "has EAPI {value}, at which Portage's reader of the index stops with an error: no client can use any package of this binhost",
      reach: 'nobody',
      remedy:
        'withdraw ((it|them)) at once, or rebuild ((it|them)) from ((an ebuild|ebuilds)) of a published EAPI',
      cause: 'EAPI {value}',
      title: 'no client can use any package here: at EAPI {value} Portage stops reading the index',
      family: 'no client can use any package here: at {causes} EAPIs Portage stops reading the index',
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        EAPI: 4
        RDEPEND: app-misc/b:=

        CPV: app-misc/b-1
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        EAPI: 5
        RDEPEND: app-misc/b:=

        CPV: app-misc/b-1
      `,
      expect: ['value'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        EAPI: 5-progress
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        EAPI: 5
      `,
      expect: ['eapi'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        EAPI: 6_pre1
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        EAPI: 6
      `,
      expect: ['reader'],
    },
  ],
  create({ report }) {
    return {
      package(pkg) {
        for (const { key, text, why, near, stopsReader } of pkg.faults) {
          const anchor = anchors.invalid(pkg);
          if (key === 'EAPI') {
            const message = stopsReader === true ? 'reader' : 'eapi';
            report({ message, package: pkg, data: { value: text }, identity: [], anchor });
          } else {
            const data = { key, eapi: pkg.eapi, value: text, why, near };
            report({ message: 'value', package: pkg, data, identity: [key], anchor });
          }
        }
      },
    };
  },
});
