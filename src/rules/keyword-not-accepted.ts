// KEYWORDS of a package against the ACCEPT_KEYWORDS that the index says it was made with.

import { dedent } from '../base/dedent.js';
import { areKeywordsAccepted, stackKeywords } from '../pms/keywords.js';
import { defineRule } from './kit/rule.js';

export const keywordNotAccepted = defineRule({
  id: 'keyword-not-accepted',
  severity: 'info',
  scope: 'package',
  needs: [],
  kin: { fields: [] },
  documentation: {
    what: 'Each package has a keyword that ACCEPT_KEYWORDS of the index header accepts.',
    why: 'A client with the settings of the builder does not see the package: the builder had an exception in package.accept_keywords.',
    remedy: 'Tell clients to take over that exception, or do not publish the package.',
    source: 'PMS 7.3.3; Portage lib/portage/package/ebuild/_config/KeywordsManager.py',
  },
  messages: {
    unaccepted: {
      text: 'has KEYWORDS {keywords}, the header accepts {accepted}',
      remedy: 'tell clients to add the exception that the builder has in package.accept_keywords',
      cause: '{name}',
      title: '{name} has no keyword that the index header accepts ({accepted})',
      family: '{packages} ((packages:package has|packages have)) no keyword that the index header accepts',
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        ACCEPT_KEYWORDS: amd64

        CPV: app-misc/a-1
        KEYWORDS: ~amd64
      `,
      good: dedent`
        [binhost]
        ACCEPT_KEYWORDS: amd64 ~amd64

        CPV: app-misc/a-1
        KEYWORDS: ~amd64
      `,
      expect: ['unaccepted'],
    },
  ],
  create({ universe, clients, report }) {
    // Where clients are given `keyword-missing` says which of them do not see the package: what the builder accepted does not matter then.
    if (clients.length > 0) return {};
    const accepts = universe.sources.map(source => stackKeywords(source.header.get('ACCEPT_KEYWORDS') ?? ''));
    const known = new Map<string, boolean>();
    return {
      package(pkg) {
        const accepted = accepts[pkg.source] as ReadonlySet<string>;
        const keywords = pkg.record.KEYWORDS;
        if (accepted.size === 0 || isAccepted(pkg.source, keywords, accepted)) return;
        report({
          message: 'unaccepted',
          package: pkg,
          data: {
            name: pkg.cpn,
            keywords: keywords === '' ? null : keywords,
            accepted: [...accepted].join(' '),
          },
          identity: [],
        });
      },
    };

    /** An index has few different KEYWORDS. */
    function isAccepted(source: number, keywords: string, accepted: ReadonlySet<string>): boolean {
      const key = `${source} ${keywords}`;
      const verdict = known.get(key) ?? areKeywordsAccepted(keywords, accepted);
      known.set(key, verdict);
      return verdict;
    }
  },
});
