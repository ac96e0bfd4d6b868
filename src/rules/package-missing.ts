// Entries whose package file is not there.

import { defineRule } from './kit/rule.js';

export const packageMissing = defineRule({
  id: 'package-missing',
  severity: 'error',
  scope: 'index',
  needs: ['files'],
  documentation: {
    what: 'PATH of every entry names a package file that exists and that Portage accepts for that entry.',
    why: 'Clients choose the package by the index and fail to download it (404) in the middle of an update.',
    remedy: 'Restore the file, or write the index again without it: binpkg-check index PKGDIR --write.',
    source: 'Portage lib/portage/dbapi/bintree.py; Flatcar issue 1292; Gentoo bugs 915474, 970223',
  },
  messages: {
    absent: {
      text: 'the index has it at {path}, but there is no such file',
      remedy: 'restore the files, or write the index again without them: binpkg-check index PKGDIR --write',
      cause: '{path}',
      title: '{path} is in the index but not on disk',
      family: '{causes} packages of the index are not on disk',
    },
    unusable: {
      text: 'the index has it at {path}, but the file there is no package that Portage would index',
      remedy: 'replace the file, or write the index again: binpkg-check index PKGDIR --write',
      cause: '{path}',
      title: '{path} is in the index, but the file is not usable',
      family: '{causes} packages of the index have files that are not usable',
    },
  },
  examples: [
    {
      bad: '[binhost]\nCHOST: x\nPACKAGES: 1\nTIMESTAMP: 9\nVERSION: 0\n\nCPV: app-misc/a-1\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nMD5: m\nPATH: app-misc/a/a-1-1.gpkg.tar\nSHA1: s\nSIZE: 1\nMTIME: 7\n',
      good: '[binhost]\nCHOST: x\nPACKAGES: 1\nTIMESTAMP: 9\nVERSION: 0\n\nCPV: app-misc/a-1\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nMD5: m\nPATH: app-misc/a/a-1-1.gpkg.tar\nSHA1: s\nSIZE: 1\nMTIME: 7\n[file app-misc/a/a-1-1.gpkg.tar]\nPF: a-1\nCATEGORY: app-misc\nSLOT: 0\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nCHOST: x\nMD5: m\nSHA1: s\nSIZE: 1\nMTIME: 7\n',
      expect: ['absent'],
    },
    {
      bad: '[binhost]\nCHOST: x\nPACKAGES: 1\nTIMESTAMP: 9\nVERSION: 0\n\nCPV: app-misc/a-1\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nMD5: m\nPATH: app-misc/a/a-1-1.gpkg.tar\nSHA1: s\nSIZE: 1\nMTIME: 7\n[file app-misc/a/a-1-1.gpkg.tar]\nPF: b-1\nCATEGORY: app-misc\nSLOT: 0\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nCHOST: x\nMD5: m\nSHA1: s\nSIZE: 1\nMTIME: 7\n',
      good: '[binhost]\nCHOST: x\nPACKAGES: 1\nTIMESTAMP: 9\nVERSION: 0\n\nCPV: app-misc/a-1\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nMD5: m\nPATH: app-misc/a/a-1-1.gpkg.tar\nSHA1: s\nSIZE: 1\nMTIME: 7\n[file app-misc/a/a-1-1.gpkg.tar]\nPF: a-1\nCATEGORY: app-misc\nSLOT: 0\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nCHOST: x\nMD5: m\nSHA1: s\nSIZE: 1\nMTIME: 7\n',
      expect: ['unusable'],
    },
  ],
  create({ universe, report }) {
    return {
      index() {
        for (const source of universe.sources) {
          if (source.role !== 'candidate') continue;
          for (const { kind, path, cpv } of source.discrepancies ?? []) {
            if (kind !== 'removed') continue;
            const pkg = universe.judged.find(
              candidate =>
                candidate.cpvText === cpv && (candidate.record.PATH === path || candidate.record.PATH === ''),
            );
            const exists = source.files?.has(path) === true;
            report({
              message: exists ? 'unusable' : 'absent',
              ...(pkg === undefined ? {} : { package: pkg }),
              path,
              data: { path, name: cpv },
              identity: [],
              ...(exists ? { follows: [`file ${path}`] } : {}),
            });
          }
        }
      },
    };
  },
});
