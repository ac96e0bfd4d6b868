// Signatures in files of their own beside packages, where no client looks for them.

import { dedent } from '../base/dedent.js';
import { anchors } from './kit/anchor.js';
import { defineRule } from './kit/rule.js';

const PACKAGE = dedent`
  [binhost]
  CPV: app-misc/a-1
  PATH: app-misc/a/a-1-1.gpkg.tar
  [file app-misc/a/a-1-1.gpkg.tar]
  PF: a-1
  CATEGORY: app-misc
  SLOT: 0
`;
const BESIDE = '[detached app-misc/a/a-1-1.gpkg.tar.asc]\n';

export const signatureFormRefused = defineRule({
  id: 'signature-form-refused',
  severity: 'error',
  scope: 'index',
  needs: ['files'],
  kin: { fields: [] },
  documentation: {
    what: 'Packages are signed inside: no .asc or .sig file beside a package stands for its signature.',
    why: 'Portage knows only the signatures within a gpkg. One beside it is never downloaded; for a client that verifies, the package is unsigned and refused.',
    remedy: 'Sign packages when they are built, with BINPKG_FORMAT="gpkg" and FEATURES="binpkg-signing".',
    source: 'GLEP 78; Portage lib/portage/gpkg.py (_verify_binpkg); Gentoo bug 969086',
  },
  messages: {
    refused: {
      text: '{path} is a signature that no client looks for, and {name} itself is not signed',
      remedy: 'sign packages when they are built: BINPKG_FORMAT="gpkg" and FEATURES="binpkg-signing"',
      cause: '{code}',
      title: 'signatures beside packages: clients take the packages for unsigned',
      family: 'signatures beside packages: clients take the packages for unsigned',
      rows: { file: '{path}' },
    },
    ignored: {
      severity: 'info',
      text: '{path} is a signature that no client looks for; it can go',
      remedy: 'delete these files: the packages do not need them',
      cause: '{code}',
      title: 'signatures beside packages: no client looks for them',
      family: 'signatures beside packages: no client looks for them',
      rows: { file: '{path}' },
    },
  },
  examples: [
    { bad: `${PACKAGE}${BESIDE}`, good: PACKAGE, expect: ['refused'] },
    {
      bad: `${PACKAGE}signature: unchecked\n${BESIDE}`,
      good: `${PACKAGE}signature: unchecked\n`,
      expect: ['ignored'],
    },
  ],
  create({ universe, report }) {
    return {
      index() {
        for (const source of universe.sources) {
          if (source.role !== 'candidate') continue;
          for (const path of source.detached ?? []) {
            const name = path.replace(/\.[^.]*$/, '');
            const isNeeded = source.files?.get(name)?.signed === false;
            report({
              message: isNeeded ? 'refused' : 'ignored',
              path,
              data: {
                path,
                name,
                code: 'signature-detached',
                field: 'signature',
                expected: 'inside',
                actual: 'beside',
              },
              identity: [],
              anchor: anchors.detached(name),
            });
          }
        }
      },
    };
  },
});
