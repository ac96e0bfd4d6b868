// KEYWORDS of a package against what a client accepts: ACCEPT_KEYWORDS and its package.accept_keywords.

import { dedent } from '../base/dedent.js';
import { chooseKeyword } from '../model/client/client-view.js';
import { keywordsToAccept } from '../model/client/package-keywords.js';
import { defineRule } from './kit/rule.js';

export const keywordMissing = defineRule({
  id: 'keyword-missing',
  severity: 'warning',
  scope: 'package',
  needs: ['profile'],
  kin: { fields: ['client'] },
  documentation: {
    what: 'Each client given accepts a keyword of the package, by ACCEPT_KEYWORDS or package.accept_keywords.',
    why: 'Portage passes the binary package over: the client builds an older, stable version instead, or finds nothing.',
    remedy:
      'Publish the version that clients accept, or tell them to accept this one in package.accept_keywords.',
    source: 'PMS 7.3.3; Portage lib/portage/package/ebuild/_config/KeywordsManager.py',
  },
  messages: {
    unaccepted: {
      text: '{client} accepts none of its KEYWORDS[[ ({keywords})]]',
      remedy:
        'tell clients to add {wanted} in package.accept_keywords, or publish a version that they accept',
      cause: '{client} {wanted}',
      title: '{client} does not accept {wanted}',
      family: '{packages} ((packages:package has|packages have)) no keyword that a client accepts',
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        KEYWORDS: ~amd64
        [profile amd64]
        ACCEPT_KEYWORDS: amd64
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        KEYWORDS: ~amd64
        [profile amd64]
        ACCEPT_KEYWORDS: amd64 ~amd64
      `,
      expect: ['unaccepted'],
    },
  ],
  create({ clients, report }) {
    return {
      package(pkg) {
        const keywords = pkg.record.KEYWORDS;
        for (const client of clients) {
          const missing = keywordsToAccept(client, pkg, keywords);
          if (missing.length === 0) continue;
          report({
            message: 'unaccepted',
            package: pkg,
            data: {
              name: pkg.cpn,
              client: client.name,
              keywords: keywords === '' ? null : keywords,
              wanted: chooseKeyword(client, missing),
            },
            identity: [client.name],
          });
        }
      },
    };
  },
});
