// Each entry of the index against its package file: size, digests, time and every metadata field.

import { dedent } from '../base/dedent.js';
import { defineRule } from './kit/rule.js';

const DIGESTS: ReadonlySet<string> = new Set(['SIZE', 'MD5', 'SHA1']);
const DISK_NAMES: Readonly<Record<string, string>> = {
  _mtime_: 'MTIME',
  repository: 'REPO',
  DESCRIPTION: 'DESC',
};

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
  ],
  create({ universe, report }) {
    const byPath = new Map(
      universe.judged.map(pkg => [pkg.record.PATH === '' ? `${pkg.cpvText}.tbz2` : pkg.record.PATH, pkg]),
    );
    return {
      index() {
        for (const source of universe.sources) {
          if (source.role !== 'candidate') continue;
          for (const { kind, path, keys } of source.discrepancies ?? []) {
            if (kind !== 'changed') continue;
            const pkg = byPath.get(path);
            for (const { key, before, after } of keys ?? []) {
              // An index that says nothing of times (written where they do not survive) makes no false claim.
              if (key === '_mtime_' && before === '') continue;
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
          }
        }
      },
    };
  },
});
