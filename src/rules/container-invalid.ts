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
      reach: 'nobody',
      remedy: 'rename or rebuild them: Portage leaves such files out of the index without a word',
      cause: '{code}',
      title: '{what}',
      family: '{causes} reasons for which Portage leaves files out of the index',
      rows: { in: '{path}' },
    },
    numbered: {
      severity: 'warning',
      text: '{path}: {what}',
      remedy: 'nothing for clients, who go by the index; whoever looks for a build by its number misses it',
      cause: '{code}',
      title: '{what}',
      family: '{what}',
      rows: { in: '{path}' },
    },
    copy: {
      severity: 'info',
      text: '{path}: {what}',
      remedy: 'nothing for clients: whichever they take is the same; delete one of the two',
      cause: '{code}',
      title: 'packages are kept twice, byte for byte',
      family: 'packages are kept twice, byte for byte',
      rows: { in: '{path}' },
    },
    prefix: {
      severity: 'info',
      text: '{path}: {what}',
      remedy: 'nothing: Portage takes such files, and warns',
      cause: '{code}',
      title: 'the members stand below another directory than PF and BUILD_ID make',
      family: 'the members stand below another directory than PF and BUILD_ID make',
      rows: { in: '{path}', example: '{what}' },
    },
    renamed: {
      severity: 'warning',
      text: '{path}: {what}',
      remedy: 'give the files names in UTF-8: programs and links that ask for the old name do not find them',
      cause: '{code}',
      title: '{what}',
      family: 'names in images are not UTF-8: Portage merges other ones',
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
    {
      bad: `${INDEX}${FILE}`.replaceAll('BUILD_ID: 1\n', 'BUILD_ID: 2\n'),
      good: `${INDEX}${FILE}`,
      expect: ['numbered'],
    },
    {
      bad: `${INDEX}${FILE}`.replaceAll('BUILD_ID: 1\n', ''),
      good: `${INDEX}${FILE}`.replaceAll('BUILD_ID: 1\n', '').replaceAll('a/a-1-1.', 'a-1.'),
      expect: ['numbered'],
    },
    {
      bad: `${INDEX}${FILE}${FILE.replace('a-1-1', 'a-1-2')}`.replaceAll('BUILD_ID: 1\n', 'BUILD_ID: +1\n'),
      good: `${INDEX}${FILE}`,
      expect: ['copy', 'numbered'],
    },
    { bad: `${INDEX}${FILE}problem: prefix-mismatch unusual\n`, good: `${INDEX}${FILE}`, expect: ['prefix'] },
    {
      bad: `${INDEX}${FILE}[payload app-misc/a/a-1-1.gpkg.tar]\n/usr/share/a file\nproblem: image-name-encoding\n`,
      good: `${INDEX}${FILE}[payload app-misc/a/a-1-1.gpkg.tar]\n/usr/share/a file\n`,
      expect: ['renamed'],
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
            ...kindOf(problem, 'container'),
            path,
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
        const kind = isCopy(problem) ? 'copy' : HARMLESS[problem.code];
        report({
          message: kind ?? (LINKS.has(problem.code) ? 'linked' : 'skipped'),
          path: problem.file,
          ...(kind === undefined
            ? { severity: problem.skipped ? ('error' as const) : ('warning' as const) }
            : {}),
          ...(problem.code === 'build-id-absent' ? { severity: 'info' as const } : {}),
          data: { path: problem.file, ...problemData(problem) },
          identity: [problem.code, problem.field ?? ''],
          ...(kind === undefined ? { anchor: anchors.file(problem.file) } : {}),
          // An unreadable container is told once: that Portage skips it follows.
          follows: [anchors.file(problem.file)],
        });
      }
    }

    function judgeContents(path: string, problem: Problem): void {
      report({
        ...kindOf(problem, problem.effect === 'unchecked' ? 'unscanned' : 'container'),
        path,
        data: { path, ...problemData(problem) },
        // Members of a compressed image are at one offset: what is said tells them apart.
        identity: [problem.code, `${problem.offset}`, problem.field ?? '', problem.message],
        anchor: anchors.file(path),
      });
    }
  },
});

type Kind = 'numbered' | 'copy' | 'prefix' | 'renamed';

/** What Portage takes as it is, or mends by itself: nothing of it is a reason for anything else. */
const HARMLESS: Readonly<Record<string, Kind>> = {
  'build-id-differs': 'numbered',
  'build-id-absent': 'numbered',
  'prefix-mismatch': 'prefix',
  'image-name-encoding': 'renamed',
  'image-link-encoding': 'renamed',
};

/** See `planIndex`. */
function isCopy({ code, effect }: Problem): boolean {
  return code === 'instance-duplicate' && effect === 'unusual';
}

function kindOf<M extends string>(problem: Problem, message: M) {
  const kind = HARMLESS[problem.code];
  return kind === undefined ? { message, severity: severityOf(problem) } : { message: kind };
}

function severityOf(problem: Problem): Severity {
  switch (problem.effect) {
    case 'unusual':
    case 'unchecked':
      return 'info';
    default:
      return 'error';
  }
}
