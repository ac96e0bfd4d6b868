// Signatures that clients refuse soon, or already, because they or their keys expire.

import { dedent } from '../base/dedent.js';
import { isoDay } from '../base/iso-date.js';
import { SECONDS_A_DAY } from '../model/signature.js';
import { defineRule } from './kit/rule.js';
import { signatureData, signedFilesOf } from './words/signed-files.js';

const PACKAGE = dedent`
  [binhost]
  CPV: app-misc/a-1
  PATH: app-misc/a/a-1-1.gpkg.tar
  [keyring]
  at: 1700000000
  days: 30
  [file app-misc/a/a-1-1.gpkg.tar]
  PF: a-1
  CATEGORY: app-misc
  SLOT: 0
  signature: `;

export const signatureExpiring = defineRule({
  id: 'signature-expiring',
  severity: 'warning',
  scope: 'index',
  needs: ['files'],
  kin: { fields: ['fingerprint'] },
  documentation: {
    what: 'No signature, and no key that made one, has expired or expires within 30 days (<<signature-days>>).',
    why: 'From that day on clients refuse every package signed so, also those that they could install before.',
    remedy: 'Extend the key and give the new public key to clients, or sign again with a key that lasts.',
    source:
      'Portage lib/portage/gpkg.py (_check_gpg_status: no GOODSIG for expired keys); GnuPG doc/DETAILS (EXPKEYSIG, EXPSIG)',
  },
  messages: {
    expiring: {
      text: '{path}: the signature by {who} holds until {day}',
      remedy: 'extend the key and give it to clients before {day}, or sign again with one that lasts',
      cause: '{fingerprint} {day}',
      title: 'signatures by {who} hold until {day}',
      family: 'signatures by {causes} keys expire soon',
    },
    expired: {
      severity: 'error',
      text: '{path}: the signature by {who} expired on {day}',
      remedy: 'extend the key and give it to clients, or sign again with one that lasts',
      cause: '{fingerprint} {day}',
      title: 'signatures by {who} expired on {day}',
      family: 'signatures by {causes} keys have expired',
    },
  },
  examples: [
    {
      bad: `${PACKAGE}good expiresAt=1702000000\n`,
      good: `${PACKAGE}good expiresAt=1702700000\n`,
      expect: ['expiring'],
    },
    {
      bad: `${PACKAGE}expired code=key-expired expiresAt=1699000000\n`,
      good: `${PACKAGE}good\n`,
      expect: ['expired'],
    },
  ],
  create({ universe, report }) {
    return {
      index() {
        for (const signed of signedFilesOf(universe)) {
          const { trust } = signed.source;
          const { state, expiresAt } = signed.signature;
          if (trust === undefined || expiresAt === null) continue;
          const isSoon = state === 'good' && expiresAt - trust.at <= trust.days * SECONDS_A_DAY;
          if (state !== 'expired' && !isSoon) continue;
          const data = signatureData(signed);
          const { fingerprint } = data;
          report({
            message: state === 'expired' ? 'expired' : 'expiring',
            ...signed.subject,
            data: { ...data, day: isoDay(expiresAt), field: data.field ?? 'signature' },
            identity: [fingerprint ?? ''],
          });
        }
      },
    };
  },
});
