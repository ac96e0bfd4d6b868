import { describe, expect, it } from 'vitest';
import { judgePackage } from '../../src/pkgdir/judge-package.js';
import { packageFile } from '../support/package-file.js';

const codes = (...given: Parameters<typeof packageFile>) =>
  judgePackage(packageFile(...given)).map(({ code, effect }) => `${code} ${effect}`);

describe('judgePackage', () => {
  it.each([
    '/srv/binpkgs/app-misc/hello/hello-1.0-1.gpkg.tar',
    'app-misc/hello/hello-1.0-1.gpkg.tar',
    'hello-1.0-1.gpkg.tar',
    '/tmp/hello-1.0-1.gpkg.tar',
    '/home/me/downloads/hello-1.0-1.gpkg.tar',
  ])('finds nothing wrong with a package at %s', path => {
    expect(codes(path)).toEqual([]);
  });

  it('takes a flat layout as it is', () => {
    expect(codes('/srv/app-misc/hello-1.0.tbz2', { BUILD_ID: undefined })).toEqual([]);
  });

  it('says where a package in the wrong directory of a PKGDIR belongs, and lets it pass', () => {
    const [problem] = judgePackage(packageFile('/srv/net-misc/hello/hello-1.0-1.gpkg.tar'));
    expect(problem).toMatchObject({
      code: 'directory-invalid',
      effect: 'unusual',
      expected: 'app-misc/hello',
    });
  });

  it.each([
    ['another name', 'app-misc/hello/bye-1.0-1.gpkg.tar', {}, 'file-name-invalid refused'],
    ['another PF', 'app-misc/hello/hello-1.0-1.gpkg.tar', { PF: 'hello-2.0' }, 'file-name-invalid refused'],
    ['no SLOT', 'app-misc/hello/hello-1.0-1.gpkg.tar', { SLOT: undefined }, 'metadata-missing refused'],
    [
      'another BUILD_ID',
      'app-misc/hello/hello-1.0-1.gpkg.tar',
      { BUILD_ID: '2' },
      'build-id-differs harmful',
    ],
    ['unreadable RDEPEND', 'hello-1.0-1.gpkg.tar', { RDEPEND: '|| ( a/b' }, 'dependency-invalid refused'],
    ['no such EAPI', 'hello-1.0-1.gpkg.tar', { EAPI: '99' }, 'value-invalid harmful'],
    ['no such SLOT', 'hello-1.0-1.gpkg.tar', { SLOT: '0/5/6' }, 'value-invalid harmful'],
    ['BUILD_TIME in words', 'hello-1.0-1.gpkg.tar', { BUILD_TIME: 'soon' }, 'value-invalid harmful'],
  ] as const)('refuses %s', (_, path, metadata, expected) => {
    expect(codes(path, metadata)).toEqual([expected]);
  });

  it('gives each problem the place in the file where the value stands', () => {
    const file = packageFile('hello-1.0-1.gpkg.tar', { EAPI: '99' }, { offsets: new Map([['EAPI', 1234]]) });
    expect(judgePackage(file)[0]?.offset).toBe(1234);
  });
});
