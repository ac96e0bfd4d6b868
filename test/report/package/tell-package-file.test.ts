import { expect, it } from 'vitest';
import type { PackageFile } from '../../../src/model/package-file.js';
import { tellPackageFile } from '../../../src/report/package/tell-package-file.js';
import { PLAIN } from '../../../src/report/words/palette.js';

const file: PackageFile = {
  path: 'a/b/b-1-1.gpkg.tar',
  format: 'gpkg',
  prefix: null,
  signed: false,
  size: 10,
  mtime: 0,
  md5: null,
  sha1: null,
  metadata: new Map([
    ['SLOT', '0'],
    ['a-name-that-is-wide.ebuild', '# Copyright\n# Licence\n\nEAPI=8\nSLOT=0\n'],
    ['NEEDED', '/a b\n/c  d'],
  ]),
  offsets: new Map(),
  problems: [],
};

const tell = (verbose: boolean) => tellPackageFile(file, { width: 60, verbose, palette: PLAIN }).split('\n');

it('keeps name and text, and the lines of a text, apart', () => {
  expect(tell(false)).toEqual([
    'a/b/b-1-1.gpkg.tar  gpkg, 10 bytes',
    '  NEEDED            /a b',
    '                    /c d',
    '  SLOT              0',
    '  a-name-that-is-wide.ebuild',
    '                    # Copyright',
    '                    # Licence',
    '                    ... 2 more lines (--verbose)',
    '',
  ]);
  expect(tell(true)).toContain('                    EAPI=8');
});
