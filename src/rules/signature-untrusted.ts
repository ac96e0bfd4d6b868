// Signatures by keys that clients do not trust.

import { dedent } from '../base/dedent.js';
import { defineRule } from './kit/rule.js';
import { signatureData, signedFilesOf } from './words/signed-files.js';

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

const WHY: Readonly<Record<string, string>> = {
  'key-revoked': 'the key was revoked',
  'key-unknown': 'the keyring does not have that key',
  'key-unusable': 'the key may not sign',
};

export const signatureUntrusted = defineRule({
  id: 'signature-untrusted',
  severity: 'error',
  scope: 'index',
  needs: ['files'],
  kin: { fields: ['code', 'keyId'] },
  documentation: {
    what: 'Each signature is by a key of the keyring (<<keyring>>) that was not revoked and may sign.',
    why: 'A client refuses what is signed by any key but those of its own keyring, /etc/portage/gnupg: it cannot know who made the package.',
    remedy:
      'Sign with the key that clients trust; or, if this is the right one, give it to them and to <<keyring>>.',
    source:
      'Portage lib/portage/gpkg.py (_check_gpg_status: GOODSIG and TRUST_FULLY or TRUST_ULTIMATE); getuto(1)',
  },
  messages: {
    untrusted: {
      text: '{path} is signed by {who}: {why}',
      remedy: 'sign with the key that clients trust, or add this one to their keyring and to <<keyring>>',
      cause: '{code} {keyId}',
      title: 'signed by {who}: {why}',
      family: 'packages are signed by {causes} keys that are not trusted',
    },
  },
  examples: [
    {
      bad: `${PACKAGE}untrusted code=key-unknown keyId=4152AA026D22CA2B\n`,
      good: `${PACKAGE}good keyId=4152AA026D22CA2B\n`,
      expect: ['untrusted'],
    },
  ],
  create({ universe, report }) {
    return {
      index() {
        for (const signed of signedFilesOf(universe)) {
          if (signed.signature.state !== 'untrusted') continue;
          const data = signatureData(signed);
          const { code, keyId } = data;
          const why = WHY[code] ?? 'the key is not trusted';
          report({
            message: 'untrusted',
            ...signed.subject,
            data: { ...data, why },
            identity: [code, keyId ?? ''],
          });
        }
      },
    };
  },
});
