// Each entry of the index against its package file: size, digests, time and every metadata field.

import { dedent } from '../base/dedent.js';
import { packagePath } from '../model/package.js';
import type { PackageFile } from '../model/package-file.js';
import type { IndexDiscrepancy, Source } from '../model/source.js';
import { anchors } from './kit/anchor.js';
import { defineRule } from './kit/rule.js';

const DIGESTS: ReadonlySet<string> = new Set(['SIZE', 'MD5', 'SHA1']);
/** Not collected from packages: clients act on none, or they are the index's own. */
const FOREIGN_KEYS: ReadonlySet<string> = new Set([
  'BASE_URI',
  'DESCRIPTION',
  'FETCHCOMMAND',
  'PKGINDEX_URI',
  'RESUMECOMMAND',
]);
const DISK_NAMES: Readonly<Record<string, string>> = {
  _mtime_: 'MTIME',
  repository: 'REPO',
};

/** Two packages, as index and file of each. */
function twoPackages(times: string, use: string): string {
  const entry = (more: string) =>
    `BUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nIUSE: ssl\nMD5: m\nSHA1: s\nSIZE: 1\n${more}CHOST: x\n`;
  const names = ['a', 'b'];
  const entries = names.map(
    (name, at) =>
      `CPV: app-misc/${name}-1\nPATH: app-misc/${name}/${name}-1-1.gpkg.tar\n${entry(`USE: ${use}\nMTIME: ${times[at]}\n`)}`,
  );
  const files = names.map(
    name =>
      `[file app-misc/${name}/${name}-1-1.gpkg.tar]\nPF: ${name}-1\nCATEGORY: app-misc\nSLOT: 0\n${entry('USE: amd64 ssl\nMTIME: 7\n')}`,
  );
  return `[binhost]\nCHOST: x\nPACKAGES: 2\nTIMESTAMP: 9\nVERSION: 0\n\n${entries.join('\n')}${files.join('')}`;
}

export const indexMismatch = defineRule({
  id: 'index-mismatch',
  severity: 'error',
  scope: 'index',
  needs: ['files'],
  kin: { fields: ['field'] },
  documentation: {
    what: 'Every field of an entry is what its package file says, with conditionals reduced under the USE of the package; SIZE, MD5 and SHA1 are those of the file.',
    why: 'Clients resolve by the index and install the file: they get other dependencies, slots or flags than promised, or reject the download.',
    remedy:
      'Where the file is right, write the index again (<<index>>); where it is not, rebuild or withdraw it.',
    source: 'Portage lib/portage/dbapi/bintree.py (_pkgindex_entry, _eval_use_flags); GLEP 78',
  },
  messages: {
    file: {
      text: '{field} is {actual} in the index, but {expected} for the file',
      remedy: 'replace the damaged file, or write the index again: <<index>>',
      cause: '{path}',
      title: '{path} is not the file that the index describes',
      family: '{causes} files are not those that the index describes',
      rows: { differs: '{field}' },
    },
    metadata: {
      text: '{field} is {actual} in the index, but {expected} in the package',
      remedy: 'write the index again: <<index>>',
      cause: '{field}',
      title: '{field} differs between index and packages',
      family: '{causes} fields differ between index and packages',
      rows: { index: '{actual}', package: '{expected}' },
    },
    time: {
      severity: 'warning',
      text: 'MTIME is {actual} in the index, but {expected} for the file',
      remedy: 'write the index again: <<index>>',
      cause: 'MTIME',
      title:
        'MTIME differs between index and files: Portage reads those files again, or takes them for others',
      family: 'MTIME differs between index and files',
    },
    copied: {
      severity: 'info',
      text: 'MTIME of every file ({count}) differs from the index; sizes and digests are right: a checkout or a copy that lost the times',
      remedy:
        'nothing for clients; a copy that keeps times (rsync -a) spares Portage here the reading of each file',
      cause: 'MTIME',
      title:
        'MTIME of every file ({count}) differs from the index, sizes and digests are right: a copy that lost times',
      family:
        'MTIME of every file differs from the index, sizes and digests are right: copies that lost times',
    },
    narrow: {
      severity: 'info',
      text: 'USE in the index lacks flags that are not in IUSE ({count} packages): Portage of old left them out',
      remedy: 'nothing, or write the index again: <<index>>',
      cause: 'USE',
      title:
        'USE in the index lacks flags that are not in IUSE ({count} packages): Portage of old left them out',
      family: 'USE in the index lacks flags that are not in IUSE: Portage of old left them out',
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
        SIZE: 2
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
      expect: ['file'],
    },
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
        RDEPEND: app-misc/b
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
      expect: ['metadata'],
    },
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
        MTIME: 6
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
      expect: ['time'],
    },
    {
      bad: twoPackages('34', 'amd64 ssl'),
      good: twoPackages('77', 'amd64 ssl'),
      expect: ['copied'],
    },
    {
      bad: twoPackages('77', 'ssl'),
      good: twoPackages('77', 'amd64 ssl'),
      expect: ['narrow'],
    },
  ],
  create({ universe, report }) {
    const byPath = new Map(universe.judged.map(pkg => [packagePath(pkg), pkg]));
    return {
      index() {
        for (const source of universe.sources) if (source.role === 'candidate') judge(source);
      },
    };

    function judge(source: Source): void {
      const changed = (source.discrepancies ?? []).filter(({ kind }) => kind === 'changed');
      const isCopied = lostAllTimes(source);
      const [copied, narrow] = [new Set<string>(), new Set<string>()];
      for (const { path, keys = [] } of changed) {
        const isSame = !keys.some(({ key }) => DIGESTS.has(key));
        for (const change of keys) {
          if (change.key === '_mtime_' && isCopied && isSame) copied.add(path);
          else if (change.key === 'USE' && isNarrowUse(change, source.files?.get(path))) narrow.add(path);
          else if (isClaim(change)) tell(path, change);
        }
      }
      const path = 'Packages';
      const anchor = anchors.timesLost(source.location);
      if (copied.size > 0)
        report({ message: 'copied', path, data: { count: copied.size }, identity: [], anchor });
      if (narrow.size > 0) report({ message: 'narrow', path, data: { count: narrow.size }, identity: [] });
    }

    /** All that the index dates, and more than one: what a git checkout or a copy does, not a file that was replaced. */
    function lostAllTimes({ files, discrepancies }: Source): boolean {
      const moved = new Set(
        (discrepancies ?? []).flatMap(({ kind, path, keys }) =>
          kind !== 'changed' || keys?.some(({ key }) => key === '_mtime_') === true ? [path] : [],
        ),
      );
      const dated = [...byPath].filter(([path, { record }]) => record._mtime_ !== '' && files?.has(path));
      return dated.length > 1 && dated.every(([path]) => moved.has(path));
    }

    function tell(path: string, { key, before, after }: KeyChange): void {
      const pkg = byPath.get(path);
      const field = DISK_NAMES[key] ?? key;
      report({
        message: key === '_mtime_' ? 'time' : DIGESTS.has(key) ? 'file' : 'metadata',
        ...(pkg === undefined ? {} : { package: pkg }),
        path,
        data: {
          code: 'field-differs',
          field,
          path,
          expected: after === '' ? null : after,
          actual: before === '' ? null : before,
        },
        identity: [field],
      });
    }
  },
});

type KeyChange = NonNullable<IndexDiscrepancy['keys']>[number];

/** An index that says nothing of times (written where they do not survive) makes no false claim; some keys no package has. */
function isClaim({ key, before }: KeyChange): boolean {
  return !(key === '_mtime_' && before === '') && !FOREIGN_KEYS.has(key);
}

/** Portage of old wrote no more of USE than IUSE has. */
function isNarrowUse({ before, after }: KeyChange, file: PackageFile | undefined): boolean {
  const iuse = new Set(
    (file?.metadata.get('IUSE') ?? '').split(/\s+/).map(flag => flag.replace(/^[+-]/, '')),
  );
  const known = (use: string) => use.split(' ').filter(flag => iuse.has(flag));
  return known(before).join(' ') === known(after).join(' ');
}
