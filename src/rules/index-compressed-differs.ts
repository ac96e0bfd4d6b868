// Packages.gz, which clients download first, against Packages.

import { dedent } from '../base/dedent.js';
import { anchors } from './kit/anchor.js';
import { defineRule } from './kit/rule.js';
import { problemData } from './words/problem-data.js';

export const indexCompressedDiffers = defineRule({
  id: 'index-compressed-differs',
  severity: 'error',
  scope: 'index',
  needs: ['files'],
  kin: { fields: ['code'] },
  documentation: {
    what: 'Packages.gz holds the bytes of Packages, can be read, and bears the same time.',
    why: 'Clients fetch Packages.gz first: they see another binhost than the one that was checked.',
    remedy: 'Write both again: <<index>>.',
    source:
      'Portage lib/portage/dbapi/bintree.py (_pkgindex_write, _populate_remote_repo); Gentoo bugs 958200, 966251',
  },
  messages: {
    differs: {
      text: '{what}',
      remedy: 'write both again: <<index>>',
      cause: '{code}',
      title: '{what}',
      family: '{causes} faults of Packages.gz',
      rows: { plain: '{expected}', compressed: '{actual}' },
    },
  },
  examples: [
    {
      bad: dedent`
        [problem compressed-differs]
        [binhost]
        CHOST: x
        PACKAGES: 1
        TIMESTAMP: 9
        VERSION: 0

        CPV: app-misc/a-1
        BUILD_ID: 1
        BUILD_TIME: 5
        EAPI: 8
        MD5: m
        PATH: app-misc/a/a-1-1.gpkg.tar
        SHA1: s
        SIZE: 1
        MTIME: 7
        [file app-misc/a/a-1-1.gpkg.tar]
        PF: a-1
        CATEGORY: app-misc
        SLOT: 0
        BUILD_ID: 1
        BUILD_TIME: 5
        EAPI: 8
        CHOST: x
        MD5: m
        SHA1: s
        SIZE: 1
        MTIME: 7
      `,
      good: dedent`
        [binhost]
        CHOST: x
        PACKAGES: 1
        TIMESTAMP: 9
        VERSION: 0

        CPV: app-misc/a-1
        BUILD_ID: 1
        BUILD_TIME: 5
        EAPI: 8
        MD5: m
        PATH: app-misc/a/a-1-1.gpkg.tar
        SHA1: s
        SIZE: 1
        MTIME: 7
        [file app-misc/a/a-1-1.gpkg.tar]
        PF: a-1
        CATEGORY: app-misc
        SLOT: 0
        BUILD_ID: 1
        BUILD_TIME: 5
        EAPI: 8
        CHOST: x
        MD5: m
        SHA1: s
        SIZE: 1
        MTIME: 7
      `,
      expect: ['differs'],
    },
  ],
  create({ universe, report }) {
    return {
      index() {
        for (const source of universe.sources) {
          if (source.role !== 'candidate') continue;
          for (const problem of source.problems) {
            if (!/^(compressed|plain)-/.test(problem.code)) continue;
            report({
              message: 'differs',
              path: problem.file,
              severity: problem.loses === 'nothing' ? 'info' : 'error',
              data: problemData(problem),
              identity: [problem.code],
              follows:
                problem.code === 'compressed-mtime-differs' ? [anchors.timesLost(source.location)] : [],
            });
          }
        }
      },
    };
  },
});
