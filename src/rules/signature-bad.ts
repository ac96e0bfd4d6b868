// Signatures that do not fit what they sign, or not all of it.

import { dedent } from '../base/dedent.js';
import { defineRule } from './kit/rule.js';
import { damageOf, signatureData, signedFilesOf } from './words/signed-files.js';

const PACKAGE = dedent`
  [binhost]
  CPV: app-misc/a-1
  PATH: app-misc/a/a-1-1.gpkg.tar
  [keyring]
  at: 9
  [file app-misc/a/a-1-1.gpkg.tar]
  PF: a-1
  CATEGORY: app-misc
  SLOT: 0
  signature: `;

export const signatureBad = defineRule({
  id: 'signature-bad',
  severity: 'error',
  scope: 'index',
  needs: ['files'],
  kin: { fields: ['code', 'field'] },
  documentation: {
    what: 'Where anything in a gpkg is signed, its Manifest and every member but the marker are, and each signature fits.',
    why: 'The file was damaged or changed after it was signed, or its signing was cut short. Clients refuse it. Some is refused here that GnuPG would take: SHA1 and RIPEMD160, a signature made in the future, forms that can be read in more than one way, and keys on curves that cannot be checked here (brainpool, secp256k1); and of several signatures each has to hold.',
    remedy: 'Find out what changed the file; take it from where it was built, or build it again.',
    source: 'GLEP 78; Portage lib/portage/gpkg.py (_verify_binpkg, _check_gpg_status)',
  },
  messages: {
    bad: {
      text: '{path}: {what}',
      remedy: 'take these files from where they were built, or build them again; find out what changed them',
      cause: '{code}',
      title: '{what}',
      family: '{causes} ways in which signatures are bad',
      rows: { in: '{path}', at: '{field}[[, offset {offset}]]' },
    },
  },
  examples: [
    {
      bad: `${PACKAGE}bad code=signature-mismatch\n`,
      good: `${PACKAGE}good\n`,
      expect: ['bad'],
    },
  ],
  create({ universe, report }) {
    return {
      index() {
        for (const signed of signedFilesOf(universe)) {
          if (signed.signature.state !== 'bad') continue;
          const data = signatureData(signed);
          const { code, field } = data;
          report({
            message: 'bad',
            ...signed.subject,
            data,
            identity: [code, field ?? ''],
            follows: damageOf(signed),
          });
        }
      },
    };
  },
});
