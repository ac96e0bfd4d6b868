// Entries whose package file is not there.

import { dedent } from '../base/dedent.js';
import { type BinaryPackage, packagePath } from '../model/package.js';
import type { Source } from '../model/source.js';
import { findAround, findLinks, findUnread } from '../model/unread.js';
import { anchors } from './kit/anchor.js';
import { defineRule } from './kit/rule.js';

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

export const packageMissing = defineRule({
  id: 'package-missing',
  severity: 'error',
  scope: 'index',
  needs: ['files'],
  kin: { fields: [] },
  documentation: {
    what: 'PATH of every entry names a package file that exists and that Portage accepts for that entry.',
    why: 'Clients choose the package by the index and fail to download it (404) in the middle of an update.',
    remedy: 'Restore the file, or write the index again without it: <<index>>.',
    source: 'Portage lib/portage/dbapi/bintree.py; Flatcar issue 1292; Gentoo bugs 915474, 970223',
  },
  messages: {
    absent: {
      text: 'the index has it at {path}, but there is no such file',
      remedy: 'restore the files, or write the index again without them: <<index>>',
      cause: '{path}',
      title: '{path} is in the index but not on disk',
      family: '{causes} packages of the index are not on disk',
      familyRemedy:
        'restore the files; where they are elsewhere, judge the index alone (name its file: PKGDIR/Packages); or write it again without them: <<index>>',
    },
    unusable: {
      text: 'the index has it at {path}, but the file there is no package that Portage would index',
      remedy: 'replace the file, or write the index again: <<index>>',
      cause: '{path}',
      title: '{path} is in the index, but the file is not usable',
      family: '{causes} packages of the index have files that are not usable',
    },
    linked: {
      severity: 'warning',
      text: 'the index has it at {path}, which is reached through the symlink {place}; Portage skips those',
      remedy: 'put the files themselves where the symlink is: the next index that Portage writes lacks them',
      cause: '{place}',
      title: '{place} is a symlink, which Portage skips: the next index lacks what lies behind it',
      family: '{causes} symlinks lead to packages of the index; Portage skips them',
    },
    unchecked: {
      severity: 'info',
      text: 'the index has it at {path}, but {place} could not be read: {why}',
      remedy: 'check again as a user who may read {place}',
      cause: '{place}',
      title: 'packages below {place} could not be checked: {why}',
      family: 'packages below {causes} places could not be checked',
    },
  },
  examples: [
    {
      bad: INDEX,
      good: `${INDEX}${FILE}`,
      expect: ['absent'],
    },
    {
      bad: `${INDEX}${FILE.replace('PF: a-1', 'PF: b-1')}`,
      good: `${INDEX}${FILE}`,
      expect: ['unusable'],
    },
    {
      bad: dedent`
        ${INDEX}[problem directory-symlink]
        file: app-misc
      `,
      good: `${INDEX}${FILE}`,
      expect: ['linked'],
    },
    {
      bad: dedent`
        ${INDEX}[problem directory-unreadable]
        file: app-misc
      `,
      good: `${INDEX}${FILE}`,
      expect: ['unchecked'],
    },
  ],
  create({ universe, report }) {
    return {
      index() {
        const packages = new Map(universe.judged.map(pkg => [nameOf(pkg.cpvText, packagePath(pkg)), pkg]));
        for (const source of universe.sources) if (source.role === 'candidate') judge(source, packages);
      },
    };

    function judge(source: Source, packages: ReadonlyMap<string, BinaryPackage>): void {
      const { problems } = source;
      const unread = findUnread({ problems, files: source.files?.values() ?? [] });
      const reasons = new Map(unread.map(item => [item.path, item]));
      const links = new Map(findLinks(problems).map(link => [link, link]));
      for (const { kind, path, cpv, shadowed } of source.discrepancies ?? []) {
        // Of entries that share a path the last counts; that they do is another rule's finding.
        if (kind !== 'removed' || shadowed === true) continue;
        const pkg = packages.get(nameOf(cpv, path));
        const common = { ...(pkg === undefined ? {} : { package: pkg }), path, identity: [] };
        const data = { path, name: cpv };
        const reason = findAround(reasons, path);
        const link = findAround(links, path);
        if (reason !== undefined) {
          const { path: place, why } = reason;
          report({
            message: 'unchecked',
            ...common,
            data: { ...data, place, why },
            follows: [anchors.file(place)],
          });
        } else if (link !== undefined) {
          report({
            message: 'linked',
            ...common,
            data: { ...data, place: link },
            follows: [anchors.file(link)],
          });
        } else if (!isCopy(source, path)) {
          const exists = source.files?.has(path) === true;
          report({
            message: exists ? 'unusable' : 'absent',
            ...common,
            data,
            follows: [anchors.file(path)],
          });
        }
      }
    }
  },
});

/** Clients fetch it well: the file is what the entry says, and Portage indexes another that is the same byte for byte. */
function isCopy({ problems }: Source, path: string): boolean {
  return problems.some(
    ({ code, effect, file }) => code === 'instance-duplicate' && effect === 'unusual' && file === path,
  );
}

function nameOf(cpv: string, path: string): string {
  return `${cpv}\n${path}`;
}
