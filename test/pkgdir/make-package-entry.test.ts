import { describe, expect, it } from 'vitest';
import { makePackageEntry } from '../../src/pkgdir/make-package-entry.js';
import { packageFile } from '../support/package-file.js';

const entryOf = (metadata: Readonly<Record<string, string | undefined>>) =>
  makePackageEntry(packageFile(undefined, metadata)).entry;

describe('makePackageEntry', () => {
  it('takes values from metadata and file, white space folded', () => {
    const { entry, problems } = makePackageEntry(
      packageFile(undefined, {
        IUSE: ' nls\n\tdoc ',
        USE: 'nls',
        repository: 'gentoo',
        REQUIRES: 'x86_64:  libc.so.6',
        BUILD_TIME: '5',
      }),
    );
    expect(problems).toEqual([]);
    expect(entry).toMatchObject({
      CPV: 'app-misc/hello-1.0',
      BUILD_ID: '1',
      BUILD_TIME: '5',
      CHOST: 'x86_64-pc-linux-gnu',
      EAPI: '8',
      IUSE: 'nls doc',
      MD5: 'ee679d1b61b47f17390ce087bf391015',
      PATH: 'app-misc/hello/hello-1.0-1.gpkg.tar',
      REQUIRES: 'x86_64: libc.so.6',
      SHA1: '53795bccdc57fdbbe78690720410ef673de71c34',
      SIZE: '20480',
      SLOT: '0',
      USE: 'nls',
      _mtime_: '1700000000',
      repository: 'gentoo',
    });
  });

  it('does not collect what the index does not have, nor the installed size', () => {
    const entry = entryOf({
      DESCRIPTION: 'x',
      HOMEPAGE: 'y',
      SIZE: '31168',
      PATH: 'z',
      BASE_URI: 'http://evil/',
      REPO_REVISIONS: '{}',
    });
    expect(entry).toMatchObject({
      DESCRIPTION: '',
      SIZE: '20480',
      PATH: 'app-misc/hello/hello-1.0-1.gpkg.tar',
      BASE_URI: '',
    });
    expect(entry).not.toHaveProperty('REPO_REVISIONS');
  });

  it('decides USE conditionals with the USE of the package', () => {
    const entry = entryOf({
      USE: 'ssl nls',
      RDEPEND: 'ssl? ( dev-libs/openssl:0/3= ) gtk? ( x11-libs/gtk+:3 ) || ( a/b )',
      BDEPEND: '!nls? ( a/b )',
      LICENSE: 'GPL-2 ssl? ( openssl )',
      RESTRICT: '!test? ( test )',
      PROPERTIES: 'gtk? ( live )',
    });
    expect(entry).toMatchObject({
      RDEPEND: 'dev-libs/openssl:0/3= a/b',
      BDEPEND: '',
      LICENSE: 'GPL-2 openssl',
      RESTRICT: 'test',
      PROPERTIES: '',
    });
  });

  it('takes EAPI 0 where there is none', () => {
    expect(entryOf({ EAPI: undefined })).toMatchObject({ EAPI: '0' });
  });

  it('leaves out a package whose dependencies cannot be read', () => {
    const { entry, problems } = makePackageEntry(packageFile(undefined, { RDEPEND: '|| ( a/b' }));
    expect(entry).toBeNull();
    expect(problems).toMatchObject([
      { code: 'dependency-invalid', field: 'RDEPEND', cpv: 'app-misc/hello-1.0', skipped: true },
    ]);
  });

  it('keeps a package whose licence cannot be read, and says so', () => {
    const { entry, problems } = makePackageEntry(packageFile(undefined, { LICENSE: '|| ( MIT' }));
    expect(entry).toMatchObject({ LICENSE: '|| ( MIT' });
    expect(problems).toMatchObject([{ code: 'value-invalid', field: 'LICENSE', skipped: false }]);
  });

  it('gives no entry without a place', () => {
    expect(makePackageEntry(packageFile('elsewhere/hello-1.0.tbz2')).entry).toBeNull();
  });
});
