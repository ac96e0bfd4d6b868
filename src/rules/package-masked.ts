// Packages that a client does not see: package.mask of its profile, or a license, property or restriction that it does not accept.

import { dedent } from '../base/dedent.js';
import { maskReasons } from '../model/client/visibility.js';
import { defineRule } from './kit/rule.js';

export const packageMasked = defineRule({
  id: 'package-masked',
  severity: 'warning',
  scope: 'package',
  needs: ['profile'],
  kin: { fields: ['client', 'atom', 'kind'], byMessage: true },
  documentation: {
    what: 'No client given masks the package, by package.mask or by what it accepts of LICENSE, PROPERTIES, RESTRICT and CHOST.',
    why: 'Portage passes a masked binary package over: the client installs another version, or nothing.',
    remedy:
      'Withdraw what the profile masks, or tell the clients to unmask it or to accept its license before they use the binhost.',
    source: 'PMS 5.2.9, GLEP 23; Portage lib/_emerge/Package.py (_eval_masks)',
  },
  messages: {
    masked: {
      text: '{client} masks it: {atom} in {file}, line {line}[[ ({comment})]]',
      remedy: 'withdraw it, or tell clients to unmask it (package.unmask)',
      cause: '{client} {file} {line}',
      title: '{client} masks {atom} in package.mask',
      family: '{packages} ((packages:package is|packages are)) masked by package.mask of a client',
      rows: { says: '{file}, line {line}[[: {comment}]]' },
    },
    unaccepted: {
      text: '{client} does not accept {kind} {tokens}',
      remedy:
        'do not publish it for this client, or tell clients to accept it (package.license and the like)',
      cause: '{client} {kind} {tokens}',
      title: '{client} does not accept {kind} {tokens}',
      family:
        '{packages} ((packages:package has|packages have)) a LICENSE, RESTRICT or PROPERTIES that a client does not accept',
    },
    foreign: {
      text: 'was built for {chost}, which {client} does not accept',
      remedy: 'publish it apart: one binhost for each CHOST',
      cause: '{client} {chost}',
      title: '{client} does not accept packages for {chost}',
      family:
        '{packages} ((packages:package was|packages were)) built for a CHOST that a client does not accept',
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        [profile amd64]
        package.mask: <app-misc/a-2 # breaks files
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-2
        [profile amd64]
        package.mask: <app-misc/a-2 # breaks files
      `,
      expect: ['masked'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        KEYWORDS: amd64
        LICENSE: EULA
        [profile amd64]
        ACCEPT_LICENSE: GPL-2
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        KEYWORDS: amd64
        LICENSE: GPL-2
        [profile amd64]
        ACCEPT_LICENSE: GPL-2
      `,
      expect: ['unaccepted'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        CHOST: i686-pc-linux-gnu
        [profile amd64]
        CHOST: x86_64-pc-linux-gnu
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        CHOST: x86_64-pc-linux-gnu
        [profile amd64]
        CHOST: x86_64-pc-linux-gnu
      `,
      expect: ['foreign'],
    },
  ],
  create({ clients, report }) {
    return {
      package(pkg) {
        const name = pkg.cpn;
        for (const settings of clients) {
          const client = settings.name;
          for (const reason of maskReasons(settings, pkg)) {
            if (reason.kind === 'package.mask') {
              const { atom, file, line } = reason;
              // As it stands in the file it has several lines.
              const comment = reason.comment.trim().replace(/\s+/g, ' ') || null;
              const data = { name, client, atom, file, line, comment };
              report({ message: 'masked', package: pkg, data, identity: [client, atom] });
            } else if (reason.kind === 'CHOST') {
              const data = { name, client, chost: reason.chost };
              report({ message: 'foreign', package: pkg, data, identity: [client] });
            } else if (
              reason.kind === 'LICENSE' ||
              reason.kind === 'PROPERTIES' ||
              reason.kind === 'RESTRICT'
            ) {
              const data = { name, client, kind: reason.kind, tokens: reason.missing.join(' ') };
              report({ message: 'unaccepted', package: pkg, data, identity: [client, reason.kind] });
            }
          }
        }
      },
    };
  },
});
