import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/base/format-error.js';
import { extensionOf, judgePlace } from '../../src/pkgdir/judge-package-place.js';
import { packageFile } from '../support/package-file.js';

const refused = (code: string, field?: string): Problem => ({
  code,
  message: 'a reason',
  offset: 7,
  effect: 'refused',
  ...(field === undefined ? {} : { field }),
});

describe('judgePlace', () => {
  it.each([
    ['app-misc/hello/hello-1.0-1.gpkg.tar', '1'],
    ['app-misc/hello/hello-1.0-1.xpak', '1'],
    ['app-misc/hello-1.0.gpkg.tar', undefined],
    ['app-misc/hello-1.0.tbz2', undefined],
    ['All/hello-1.0.tbz2', undefined],
    ['All/hello-1.0.gpkg.tar', '3'],
  ])('%s with BUILD_ID %s has its place', (path, BUILD_ID) => {
    expect(judgePlace(packageFile(path, { BUILD_ID }))).toEqual({
      cpv: 'app-misc/hello-1.0',
      buildId: BUILD_ID ?? null,
      problems: [],
    });
  });

  it.each([
    ['hello-1.0-1.gpkg.tar', 'directory-invalid', { expected: 'app-misc/hello', actual: '' }],
    ['app-misc/hello-1.0-1.gpkg.tar', 'directory-invalid', { expected: 'app-misc/hello' }],
    ['app-misc/hello/hello-1.0.gpkg.tar', 'directory-invalid', { expected: 'app-misc' }],
    ['app-misc/hello/hello-1.0.tbz2', 'directory-invalid', { expected: 'app-misc' }],
    ['All/hello-1.0-1.xpak', 'directory-invalid', { expected: 'app-misc/hello' }],
    ['.hidden/app-misc/hello/hello-1.0-1.xpak', 'directory-invalid', {}],
    ['app-misc/hello/hello-1.0.xpak', 'file-name-invalid', { expected: 'hello-1.0-BUILD_ID.xpak' }],
    ['app-misc/hello/hello-1.1-1.gpkg.tar', 'file-name-invalid', { expected: 'hello-1.0-1.gpkg.tar' }],
    ['app-misc/hello/hello-1.0-01.gpkg.tar', 'file-name-invalid', { expected: 'hello-1.0-1.gpkg.tar' }],
    ['app-misc/hello/hello-1.0-0.gpkg.tar', 'file-name-invalid', { expected: 'hello-1.0.gpkg.tar' }],
    ['app-misc/hello-1.0-1.tbz2', 'file-name-invalid', { expected: 'hello-1.0.tbz2' }],
  ])('%s is refused as %s', (path, code, particulars) => {
    const { cpv, problems } = judgePlace(packageFile(path));
    expect(cpv).toBeNull();
    expect(problems).toMatchObject([{ code, skipped: true, file: path, ...particulars }]);
  });

  it('does not take the end of a name for a number of builds', () => {
    const place = judgePlace(
      packageFile('app-misc/hello-1.gpkg.tar', { PF: 'hello-1', BUILD_ID: undefined }),
    );
    expect(place.cpv).toBe('app-misc/hello-1');
  });

  it.each(['CATEGORY', 'PF', 'SLOT'])('is refused without %s, or with an empty one', field => {
    for (const value of [undefined, ' \n']) {
      const { problems } = judgePlace(packageFile(undefined, { [field]: value }));
      expect(problems).toMatchObject([{ code: 'metadata-missing', field, skipped: true }]);
    }
  });

  it.each(['soon', '1.5', '9'.repeat(1_000_000)])('a BUILD_ID %.10s is none', BUILD_ID => {
    expect(judgePlace(packageFile(undefined, { BUILD_ID })).problems).toMatchObject([
      { code: 'build-id-invalid', skipped: true },
    ]);
  });

  it('takes BUILD_ID from the metadata, and tells that the file name has another', () => {
    const { buildId, problems } = judgePlace(packageFile(undefined, { BUILD_ID: '+07' }));
    expect(buildId).toBe('7');
    expect(problems).toMatchObject([
      { code: 'build-id-differs', skipped: false, expected: '1', actual: '7' },
    ]);
  });

  it('says of a package without BUILD_ID that it has none, not another', () => {
    const { cpv, buildId, problems } = judgePlace(packageFile(undefined, { BUILD_ID: undefined }));
    expect([cpv, buildId]).toEqual(['app-misc/hello-1.0', null]);
    expect(problems).toMatchObject([{ code: 'build-id-absent', skipped: false, expected: '1', actual: '' }]);
  });

  it.each([
    ['hello', 'app-misc/hello.tbz2', 'name-invalid'],
    ['hello-1.0', '-x/hello-1.0.tbz2', 'name-invalid'],
  ])('PF %s in %s is %s', (PF, path, code) => {
    const CATEGORY = path.slice(0, path.indexOf('/'));
    expect(judgePlace(packageFile(path, { PF, CATEGORY })).problems).toMatchObject([{ code, skipped: true }]);
  });

  it('goes by the name of the file as Portage does', () => {
    const gpkg = packageFile('app-misc/hello-1.0.tbz2', {}, { format: 'gpkg' });
    expect(judgePlace(gpkg).problems).toMatchObject([
      { code: 'package-format-differs', expected: 'xpak', actual: 'gpkg' },
    ]);
  });

  it('refuses what Portage cannot read, with the reason and its offset', () => {
    const early = packageFile(undefined, {}, { problems: [refused('manifest-record-short')] });
    expect(judgePlace(early).problems).toMatchObject([
      { code: 'package-unreadable', offset: 7, skipped: true },
    ]);
    const empty = packageFile(undefined, {}, { metadata: new Map() });
    expect(judgePlace(empty).problems).toMatchObject([{ code: 'package-unreadable', skipped: true }]);
  });

  it('does not refuse what fails only when the package is installed', () => {
    const late = [
      refused('digest-mismatch', 'image.tar.zst'),
      refused('payload-damaged'),
      refused('compression-unknown', 'image.tar.foo'),
    ];
    expect(judgePlace(packageFile(undefined, {}, { problems: late })).problems).toEqual([]);
    const metadata = [refused('digest-mismatch', 'metadata.tar.zst')];
    expect(judgePlace(packageFile(undefined, {}, { problems: metadata })).cpv).toBeNull();
  });
});

describe('extensionOf', () => {
  it.each([
    ['a.gpkg.tar', '.gpkg.tar'],
    ['a.xpak', '.xpak'],
    ['a.tbz2', '.tbz2'],
    ['a.tar', null],
    ['Packages.gz', null],
    ['a.gpkg.tar.partial', null],
  ])('%s: %s', (name, extension) => {
    expect(extensionOf(name)).toBe(extension);
  });
});
