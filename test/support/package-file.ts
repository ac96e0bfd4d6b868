// Package files as records, without a container: for what is decided from their metadata alone.

import type { PackageFile } from '../../src/model/package-file.js';

const METADATA = {
  CATEGORY: 'app-misc',
  PF: 'hello-1.0',
  SLOT: '0',
  EAPI: '8',
  BUILD_ID: '1',
  CHOST: 'x86_64-pc-linux-gnu',
};

/** A healthy app-misc/hello-1.0 at `path`, but for what is told; `undefined` takes a metadata key away. */
export function packageFile(
  path = 'app-misc/hello/hello-1.0-1.gpkg.tar',
  metadata: Readonly<Record<string, string | undefined>> = {},
  rest: Partial<PackageFile> = {},
): PackageFile {
  const pairs = Object.entries({ ...METADATA, ...metadata }).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  return {
    path,
    size: 20480,
    mtime: 1700000000,
    md5: 'ee679d1b61b47f17390ce087bf391015',
    sha1: '53795bccdc57fdbbe78690720410ef673de71c34',
    format: path.endsWith('.gpkg.tar') ? 'gpkg' : 'xpak',
    prefix: null,
    signed: false,
    // As stored: with a newline at the end of each value.
    metadata: new Map(pairs.map(([key, value]) => [key, `${value}\n`])),
    offsets: new Map(),
    problems: [],
    ...rest,
  };
}
