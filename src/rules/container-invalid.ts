// Package files: containers that clients refuse or misread, and files that Portage leaves out of the index.

import type { Problem } from '../model/problem.js';
import type { Source } from '../model/source.js';
import { findUnread } from '../model/unread.js';
import { anchors } from './kit/anchor.js';
import type { Severity } from './kit/finding.js';
import { defineRule } from './kit/rule.js';
import { problemData } from './words/problem-data.js';

const LINKS: ReadonlySet<string> = new Set(['directory-symlink', 'file-symlink', 'symlink-dangling']);

export const containerInvalid = defineRule({
  id: 'container-invalid',
  severity: 'error',
  scope: 'index',
  needs: ['files'],
  documentation: {
    what: 'Each package file is a well-formed gpkg or xpak whose members, Manifest, digests, metadata, name and place agree; with <<payload>> also its image: nothing in it leads out of the root, and all of it can be read.',
    why: 'Clients fail in the middle of an update, or install other than what was built. emaint binhost says nothing of most of these, and crashes on some.',
    remedy: 'Build the package again, or delete the file and write the index again.',
    source: 'GLEP 78; Portage lib/portage/gpkg.py, lib/portage/xpak.py, lib/portage/dbapi/bintree.py',
  },
  messages: {
    container: {
      text: '{path}: {what}',
      remedy: 'build these packages again, or delete the files and write the index again',
      cause: '{code}',
      title: '{what}',
      family: '{causes} kinds of damage in package files',
      rows: { in: '{path}', at: 'offset {offset}' },
    },
    skipped: {
      text: '{path}: {what}',
      remedy: 'rename or rebuild them: Portage leaves such files out of the index without a word',
      cause: '{code}',
      title: '{what}',
      family: '{causes} reasons for which Portage leaves files out of the index',
      rows: { in: '{path}' },
    },
    unscanned: {
      severity: 'info',
      text: 'the contents of {path} could not be checked: {what}',
      remedy: 'check again with more memory, or package them again in a usual compression (zstd)',
      cause: '{code}',
      title: 'contents not checked: {what}',
      family: 'contents of packages could not be checked for {causes} reasons',
      rows: { in: '{path}', at: 'offset {offset}' },
    },
    linked: {
      text: '{path}: {what}',
      remedy: 'put the files themselves where the symlinks are',
      cause: '{code}',
      title: '{what}',
      family: '{causes} kinds of symlinks that Portage skips',
      rows: { in: '{path}' },
    },
    unread: {
      severity: 'info',
      text: '{path} could not be checked: {what}',
      remedy: 'check again as a user who may read them, on a machine that can',
      cause: '{what}',
      title: 'not checked: {what}',
      family: 'files and directories could not be checked for {causes} reasons',
      rows: { in: '{path}' },
    },
  },
  examples: [
    {
      bad: '[binhost]\nCHOST: x\nPACKAGES: 1\nTIMESTAMP: 9\nVERSION: 0\n\nCPV: app-misc/a-1\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nMD5: m\nPATH: app-misc/a/a-1-1.gpkg.tar\nSHA1: s\nSIZE: 1\nMTIME: 7\n[file app-misc/a/a-1-1.gpkg.tar]\nPF: a-1\nCATEGORY: app-misc\nSLOT: 0\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nCHOST: x\nMD5: m\nSHA1: s\nSIZE: 1\nMTIME: 7\nproblem: manifest-digest\n',
      good: '[binhost]\nCHOST: x\nPACKAGES: 1\nTIMESTAMP: 9\nVERSION: 0\n\nCPV: app-misc/a-1\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nMD5: m\nPATH: app-misc/a/a-1-1.gpkg.tar\nSHA1: s\nSIZE: 1\nMTIME: 7\n[file app-misc/a/a-1-1.gpkg.tar]\nPF: a-1\nCATEGORY: app-misc\nSLOT: 0\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nCHOST: x\nMD5: m\nSHA1: s\nSIZE: 1\nMTIME: 7\n',
      expect: ['container', 'skipped'],
    },
    {
      bad: '[binhost]\nCHOST: x\nPACKAGES: 1\nTIMESTAMP: 9\nVERSION: 0\n\nCPV: app-misc/a-1\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nMD5: m\nPATH: app-misc/a/a-1-1.gpkg.tar\nSHA1: s\nSIZE: 1\nMTIME: 7\n[file app-misc/a/a-1-1.gpkg.tar]\nPF: b-1\nCATEGORY: app-misc\nSLOT: 0\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nCHOST: x\nMD5: m\nSHA1: s\nSIZE: 1\nMTIME: 7\n',
      good: '[binhost]\nCHOST: x\nPACKAGES: 1\nTIMESTAMP: 9\nVERSION: 0\n\nCPV: app-misc/a-1\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nMD5: m\nPATH: app-misc/a/a-1-1.gpkg.tar\nSHA1: s\nSIZE: 1\nMTIME: 7\n[file app-misc/a/a-1-1.gpkg.tar]\nPF: a-1\nCATEGORY: app-misc\nSLOT: 0\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nCHOST: x\nMD5: m\nSHA1: s\nSIZE: 1\nMTIME: 7\n',
      expect: ['skipped'],
    },
    {
      bad: '[binhost]\nCHOST: x\nPACKAGES: 1\nTIMESTAMP: 9\nVERSION: 0\n\nCPV: app-misc/a-1\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nMD5: m\nPATH: app-misc/a/a-1-1.gpkg.tar\nSHA1: s\nSIZE: 1\nMTIME: 7\n[file app-misc/a/a-1-1.gpkg.tar]\nPF: a-1\nCATEGORY: app-misc\nSLOT: 0\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nCHOST: x\nMD5: m\nSHA1: s\nSIZE: 1\nMTIME: 7\n[problem directory-symlink]\nfile: app-emulation\n',
      good: '[binhost]\nCHOST: x\nPACKAGES: 1\nTIMESTAMP: 9\nVERSION: 0\n\nCPV: app-misc/a-1\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nMD5: m\nPATH: app-misc/a/a-1-1.gpkg.tar\nSHA1: s\nSIZE: 1\nMTIME: 7\n[file app-misc/a/a-1-1.gpkg.tar]\nPF: a-1\nCATEGORY: app-misc\nSLOT: 0\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nCHOST: x\nMD5: m\nSHA1: s\nSIZE: 1\nMTIME: 7\n',
      expect: ['linked'],
    },
    {
      bad: '[binhost]\nCHOST: x\nPACKAGES: 1\nTIMESTAMP: 9\nVERSION: 0\n\nCPV: app-misc/a-1\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nMD5: m\nPATH: app-misc/a/a-1-1.gpkg.tar\nSHA1: s\nSIZE: 1\nMTIME: 7\n[file app-misc/a/a-1-1.gpkg.tar]\nproblem: file-unreadable unchecked\n',
      good: '[binhost]\nCHOST: x\nPACKAGES: 1\nTIMESTAMP: 9\nVERSION: 0\n\nCPV: app-misc/a-1\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nMD5: m\nPATH: app-misc/a/a-1-1.gpkg.tar\nSHA1: s\nSIZE: 1\nMTIME: 7\n[file app-misc/a/a-1-1.gpkg.tar]\nPF: a-1\nCATEGORY: app-misc\nSLOT: 0\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nCHOST: x\nMD5: m\nSHA1: s\nSIZE: 1\nMTIME: 7\n',
      expect: ['unread'],
    },
    {
      bad: '[binhost]\nCHOST: x\nPACKAGES: 1\nTIMESTAMP: 9\nVERSION: 0\n\nCPV: app-misc/a-1\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nMD5: m\nPATH: app-misc/a/a-1-1.gpkg.tar\nSHA1: s\nSIZE: 1\nMTIME: 7\n[file app-misc/a/a-1-1.gpkg.tar]\nPF: a-1\nCATEGORY: app-misc\nSLOT: 0\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nCHOST: x\nMD5: m\nSHA1: s\nSIZE: 1\nMTIME: 7\n[payload app-misc/a/a-1-1.gpkg.tar]\n/usr/share/a file\nproblem: image-path-outside\n',
      good: '[binhost]\nCHOST: x\nPACKAGES: 1\nTIMESTAMP: 9\nVERSION: 0\n\nCPV: app-misc/a-1\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nMD5: m\nPATH: app-misc/a/a-1-1.gpkg.tar\nSHA1: s\nSIZE: 1\nMTIME: 7\n[file app-misc/a/a-1-1.gpkg.tar]\nPF: a-1\nCATEGORY: app-misc\nSLOT: 0\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nCHOST: x\nMD5: m\nSHA1: s\nSIZE: 1\nMTIME: 7\n[payload app-misc/a/a-1-1.gpkg.tar]\n/usr/share/a file\n',
      expect: ['container'],
    },
    {
      bad: '[binhost]\nCHOST: x\nPACKAGES: 1\nTIMESTAMP: 9\nVERSION: 0\n\nCPV: app-misc/a-1\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nMD5: m\nPATH: app-misc/a/a-1-1.gpkg.tar\nSHA1: s\nSIZE: 1\nMTIME: 7\n[file app-misc/a/a-1-1.gpkg.tar]\nPF: a-1\nCATEGORY: app-misc\nSLOT: 0\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nCHOST: x\nMD5: m\nSHA1: s\nSIZE: 1\nMTIME: 7\n[payload app-misc/a/a-1-1.gpkg.tar]\n/usr/share/a file\nproblem: compression-unsupported unchecked\nincomplete\n',
      good: '[binhost]\nCHOST: x\nPACKAGES: 1\nTIMESTAMP: 9\nVERSION: 0\n\nCPV: app-misc/a-1\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nMD5: m\nPATH: app-misc/a/a-1-1.gpkg.tar\nSHA1: s\nSIZE: 1\nMTIME: 7\n[file app-misc/a/a-1-1.gpkg.tar]\nPF: a-1\nCATEGORY: app-misc\nSLOT: 0\nBUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nCHOST: x\nMD5: m\nSHA1: s\nSIZE: 1\nMTIME: 7\n[payload app-misc/a/a-1-1.gpkg.tar]\n/usr/share/a file\n',
      expect: ['unscanned'],
    },
  ],
  create({ universe, report }) {
    return {
      index() {
        for (const source of universe.sources) if (source.role === 'candidate') judge(source);
      },
    };

    function judge(source: Source): void {
      const unread = findUnread({ problems: source.problems, files: source.files?.values() ?? [] });
      const places = new Set(unread.map(({ path }) => path));
      for (const { path, why } of unread) {
        report({
          message: 'unread',
          path,
          data: { path, what: why },
          identity: [],
          anchor: anchors.file(path),
        });
      }
      for (const [path, file] of source.files ?? []) {
        for (const problem of file.problems) {
          // What could not be read is told above, once.
          if (problem.effect === 'unchecked' && places.has(path)) continue;
          report({
            message: 'container',
            path,
            severity: severityOf(problem),
            data: { path, ...problemData(problem) },
            identity: [problem.code, `${problem.offset}`, problem.field ?? ''],
            anchor: anchors.file(path),
          });
        }
      }
      for (const [path, { problems }] of source.payloads ?? []) {
        if (places.has(path)) continue;
        for (const problem of problems) judgeContents(path, problem);
      }
      for (const problem of source.problems) {
        // A header that cannot be kept is no matter of package files.
        if (problem.skipped === undefined || problem.code === 'header-minimal') continue;
        if (places.has(problem.file)) continue;
        report({
          message: LINKS.has(problem.code) ? 'linked' : 'skipped',
          path: problem.file,
          severity: problem.skipped ? 'error' : 'warning',
          data: { path: problem.file, ...problemData(problem) },
          identity: [problem.code, problem.field ?? ''],
          anchor: anchors.file(problem.file),
          // An unreadable container is told once: that Portage skips it follows.
          follows: [anchors.file(problem.file)],
        });
      }
    }

    function judgeContents(path: string, problem: Problem): void {
      report({
        message: problem.effect === 'unchecked' ? 'unscanned' : 'container',
        path,
        severity: severityOf(problem),
        data: { path, ...problemData(problem) },
        // Members of a compressed image are at one offset: what is said tells them apart.
        identity: [problem.code, `${problem.offset}`, problem.field ?? '', problem.message],
        anchor: anchors.file(path),
      });
    }
  },
});

function severityOf(problem: Problem): Severity {
  switch (problem.effect) {
    case 'unusual':
    case 'unchecked':
      return 'info';
    default:
      return 'error';
  }
}
