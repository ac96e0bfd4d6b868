// Package files that the index does not have.

import { dedent } from '../base/dedent.js';
import { defineRule } from './kit/rule.js';

export const packageUnindexed = defineRule({
  id: 'package-unindexed',
  severity: 'warning',
  scope: 'index',
  needs: ['files'],
  kin: { fields: [] },
  documentation: {
    what: 'Every package file of the PKGDIR is in its index.',
    why: 'No client sees the file: with pkgdir-index-trusted, the default, Portage does not look at files that the index does not name.',
    remedy: 'Write the index again (<<index>>), or delete the file.',
    source: 'Portage lib/portage/dbapi/bintree.py (_populate_local), cnf/make.globals (pkgdir-index-trusted)',
  },
  messages: {
    unindexed: {
      text: '{path} holds {name}, which the index does not have',
      remedy: 'write the index again (<<index>>), or delete the files',
      cause: '{path}',
      title: '{path} is not in the index',
      family: '{causes} package files are not in the index',
    },
  },
  examples: [
    {
      bad: dedent`
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
        [file app-misc/b/b-1-1.gpkg.tar]
        PF: b-1
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
      expect: ['unindexed'],
    },
  ],
  create({ universe, report }) {
    return {
      index() {
        for (const source of universe.sources) {
          if (source.role !== 'candidate') continue;
          for (const { kind, path, cpv } of source.discrepancies ?? []) {
            if (kind === 'added')
              report({ message: 'unindexed', path, data: { path, name: cpv }, identity: [] });
          }
        }
      },
    };
  },
});
