// Package files: containers that clients refuse or misread, and files that Portage leaves out of the index.

import { dedent } from '../base/dedent.js';
import type { Problem } from '../model/problem.js';
import type { Source } from '../model/source.js';
import { findUnread } from '../model/unread.js';
import { anchors } from './kit/anchor.js';
import type { Severity } from './kit/finding.js';
import { defineRule } from './kit/rule.js';
import { problemData } from './words/problem-data.js';

const LINKS: ReadonlySet<string> = new Set(['directory-symlink', 'file-symlink', 'symlink-dangling']);

const INDEX = dedent`
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
`;
const FILE = dedent`
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
`;

export const containerInvalid = defineRule({
  id: 'container-invalid',
  severity: 'error',
  scope: 'index',
  needs: ['files'],
  kin: { fields: ['code', 'field'] },
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
      bad: `${INDEX}${FILE}problem: manifest-digest\n`,
      good: `${INDEX}${FILE}`,
      expect: ['container', 'skipped'],
    },
    {
      bad: `${INDEX}${FILE.replace('PF: a-1', 'PF: b-1')}`,
      good: `${INDEX}${FILE}`,
      expect: ['skipped'],
    },
    {
      bad: dedent`
        ${INDEX}${FILE}[problem directory-symlink]
        file: app-emulation
      `,
      good: `${INDEX}${FILE}`,
      expect: ['linked'],
    },
    {
      bad: dedent`
        ${INDEX}[file app-misc/a/a-1-1.gpkg.tar]
        problem: file-unreadable unchecked
      `,
      good: `${INDEX}${FILE}`,
      expect: ['unread'],
    },
    {
      bad: dedent`
        ${INDEX}${FILE}[payload app-misc/a/a-1-1.gpkg.tar]
        /usr/share/a file
        problem: image-path-outside
      `,
      good: dedent`
        ${INDEX}${FILE}[payload app-misc/a/a-1-1.gpkg.tar]
        /usr/share/a file
      `,
      expect: ['container'],
    },
    {
      bad: dedent`
        ${INDEX}${FILE}[payload app-misc/a/a-1-1.gpkg.tar]
        /usr/share/a file
        problem: compression-unsupported unchecked
        incomplete
      `,
      good: dedent`
        ${INDEX}${FILE}[payload app-misc/a/a-1-1.gpkg.tar]
        /usr/share/a file
      `,
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
