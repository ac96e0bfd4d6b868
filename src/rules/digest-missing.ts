// Entries without the size and digests by which a client knows a damaged download.

import { dedent } from '../base/dedent.js';
import { defineRule } from './kit/rule.js';

export const digestMissing = defineRule({
  id: 'digest-missing',
  severity: 'warning',
  scope: 'package',
  needs: [],
  kin: { fields: ['fields'], byMessage: true },
  documentation: {
    what: 'Each entry has SIZE, MD5 and SHA1, at the least SIZE and one of the two.',
    why: 'Clients verify a downloaded package by these alone: without them a cut-off or exchanged file is installed, and since 2026-09 they refuse an entry without SIZE or without any digest.',
    remedy: 'Write the index again from its packages: <<index>>.',
    source:
      'Portage lib/_emerge/BinpkgVerifier.py; Portage pull request 1693; Gentoo bugs 906675, 918597, 919668',
  },
  messages: {
    refused: {
      severity: 'error',
      text: 'has no {fields}: clients refuse to download it (Portage since 2026-09), older ones cannot tell a damaged download',
      remedy: 'write the index again: <<index>>',
      cause: '{name}',
      title: '{name} has no {fields}: clients refuse to download it (Portage since 2026-09)',
      family:
        '{causes} packages have no size, or no digest at all: clients refuse to download them (Portage since 2026-09)',
    },
    undigested: {
      text: 'has no {fields}: clients cannot tell a damaged download',
      remedy: 'write the index again: <<index>>',
      cause: '{name}',
      title: '{name} has no {fields}: clients cannot tell a damaged download',
      family: '{causes} packages have no size or digests: clients cannot tell a damaged download',
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        SIZE: 1
        MD5: a
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        SIZE: 1
        MD5: a
        SHA1: a
      `,
      expect: ['undigested'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        SIZE: 1
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        SIZE: 1
        MD5: a
        SHA1: a
      `,
      expect: ['refused'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        MD5: a
        SHA1: a
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        SIZE: 1
        MD5: a
        SHA1: a
      `,
      expect: ['refused'],
    },
  ],
  create({ universe, report }) {
    return {
      package(pkg) {
        if (universe.sources[pkg.source]?.kind === 'vdb') return;
        const fields = (['SIZE', 'MD5', 'SHA1'] as const).filter(field => pkg.record[field] === '');
        if (fields.length === 0) return;
        const isRefused = fields.includes('SIZE') || fields.length === 2;
        const message = isRefused ? 'refused' : 'undigested';
        report({ message, package: pkg, data: { fields, name: pkg.cpvText }, identity: [] });
      },
    };
  },
});
