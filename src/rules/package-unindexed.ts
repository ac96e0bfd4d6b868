// Package files that the index does not have.

import { defineRule } from './kit/rule.js';

export const packageUnindexed = defineRule({
  id: 'package-unindexed',
  severity: 'warning',
  scope: 'index',
  needs: ['files'],
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
      bad: '[binhost]\nCHOST: x\nPACKAGES: 1\nTIMESTAMP: 9\nVERSION: 0\n\nCPV: app-misc/a-1\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nMD5: m\nPATH: app-misc/a/a-1-1.gpkg.tar\nSHA1: s\nSIZE: 1\nMTIME: 7\n[file app-misc/a/a-1-1.gpkg.tar]\nPF: a-1\nCATEGORY: app-misc\nSLOT: 0\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nCHOST: x\nMD5: m\nSHA1: s\nSIZE: 1\nMTIME: 7\n[file app-misc/b/b-1-1.gpkg.tar]\nPF: b-1\nCATEGORY: app-misc\nSLOT: 0\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nCHOST: x\nMD5: m\nSHA1: s\nSIZE: 1\nMTIME: 7\n',
      good: '[binhost]\nCHOST: x\nPACKAGES: 1\nTIMESTAMP: 9\nVERSION: 0\n\nCPV: app-misc/a-1\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nMD5: m\nPATH: app-misc/a/a-1-1.gpkg.tar\nSHA1: s\nSIZE: 1\nMTIME: 7\n[file app-misc/a/a-1-1.gpkg.tar]\nPF: a-1\nCATEGORY: app-misc\nSLOT: 0\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nCHOST: x\nMD5: m\nSHA1: s\nSIZE: 1\nMTIME: 7\n',
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
