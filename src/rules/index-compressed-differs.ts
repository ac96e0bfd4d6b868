// Packages.gz, which clients download first, against Packages.

import { defineRule } from './kit/rule.js';
import { problemData } from './words/problem-data.js';

export const indexCompressedDiffers = defineRule({
  id: 'index-compressed-differs',
  severity: 'error',
  scope: 'index',
  needs: ['files'],
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
      bad: '[problem compressed-differs]\n[binhost]\nCHOST: x\nPACKAGES: 1\nTIMESTAMP: 9\nVERSION: 0\n\nCPV: app-misc/a-1\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nMD5: m\nPATH: app-misc/a/a-1-1.gpkg.tar\nSHA1: s\nSIZE: 1\nMTIME: 7\n[file app-misc/a/a-1-1.gpkg.tar]\nPF: a-1\nCATEGORY: app-misc\nSLOT: 0\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nCHOST: x\nMD5: m\nSHA1: s\nSIZE: 1\nMTIME: 7\n',
      good: '[binhost]\nCHOST: x\nPACKAGES: 1\nTIMESTAMP: 9\nVERSION: 0\n\nCPV: app-misc/a-1\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nMD5: m\nPATH: app-misc/a/a-1-1.gpkg.tar\nSHA1: s\nSIZE: 1\nMTIME: 7\n[file app-misc/a/a-1-1.gpkg.tar]\nPF: a-1\nCATEGORY: app-misc\nSLOT: 0\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nCHOST: x\nMD5: m\nSHA1: s\nSIZE: 1\nMTIME: 7\n',
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
            });
          }
        }
      },
    };
  },
});
