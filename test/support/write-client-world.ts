// A small binhost on disk, the repository it was built from, and two profiles: what commands about clients are tried on.

import type { TemporaryDirectory } from './temporary-directory.js';

export interface ClientWorld {
  readonly source: string;
  readonly tree: string;
  /** Names below `profiles/`. */
  readonly profiles: readonly string[];
}

const EBUILDS: Readonly<Record<string, string>> = {
  'base/base-1': 'KEYWORDS="amd64"',
  'fresh/fresh-1': 'KEYWORDS="amd64"',
  'newer/newer-1': 'KEYWORDS="amd64"',
  'newer/newer-2': 'KEYWORDS="amd64"',
  'user/user-1': 'KEYWORDS="amd64"\nRDEPEND="app-misc/newer"',
  'window/window-1': 'KEYWORDS="amd64"\nIUSE="gtk"\nRDEPEND="gtk? ( app-misc/base )"',
};

const INDEX = `ARCH: amd64
PACKAGES: 5
TIMESTAMP: 1700000000
VERSION: 0

CPV: app-misc/base-1
EAPI: 8
KEYWORDS: amd64
REPO: gentoo

CPV: app-misc/fresh-1
EAPI: 8
KEYWORDS: ~amd64
REPO: gentoo

CPV: app-misc/newer-1
EAPI: 8
KEYWORDS: amd64
REPO: gentoo

CPV: app-misc/user-1
EAPI: 8
KEYWORDS: amd64
RDEPEND: app-misc/newer
REPO: gentoo

CPV: app-misc/window-1
EAPI: 8
IUSE: gtk
KEYWORDS: amd64
REPO: gentoo

`;

export function writeClientWorld(directory: TemporaryDirectory): ClientWorld {
  const write = (path: string, text: string) => directory.write(`repo/${path}`, text);
  for (const [name, body] of Object.entries(EBUILDS))
    write(`app-misc/${name}.ebuild`, `EAPI=8\nDESCRIPTION="x"\nSLOT="0"\n${body}\n`);
  write('metadata/layout.conf', 'masters =\nthin-manifests = true\n');
  write('profiles/repo_name', 'gentoo\n');
  write('profiles/categories', 'app-misc\n');
  write('profiles/arch.list', 'amd64\n');
  write('profiles/base/eapi', '8\n');
  write('profiles/base/make.defaults', 'ARCH="amd64"\nACCEPT_KEYWORDS="amd64"\n');
  write('profiles/base/packages', '*app-misc/base\n');
  for (const [name, use] of [
    ['desktop', 'gtk'],
    ['server', '-gtk'],
  ]) {
    write(`profiles/${name}/eapi`, '8\n');
    write(`profiles/${name}/parent`, '../base\n');
    write(`profiles/${name}/make.defaults`, `USE="${use}"\n`);
  }
  return {
    source: directory.write('Packages', INDEX),
    tree: `${directory.path}/repo`,
    profiles: ['desktop', 'server'],
  };
}
