// Small ebuild repositories for tests, written by hand into a temporary directory.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface RepositoryOptions {
  readonly name: string;
  /** Other lines of layout.conf beside `masters =`. */
  readonly layout?: string;
  readonly masters?: readonly string[];
  /** By `CATEGORY/PF`, what follows the usual variables. */
  readonly ebuilds?: Readonly<Record<string, string>>;
  /** By name. */
  readonly eclasses?: Readonly<Record<string, string>>;
  /** Any other files, by path. */
  readonly files?: Readonly<Record<string, string>>;
}

const EBUILD = `EAPI=8
DESCRIPTION="A package"
HOMEPAGE="https://example.org/"
LICENSE="MIT"
SLOT="0"
KEYWORDS="amd64"
`;

/** Writes the repository below `root`, in a directory of its name, and returns that. */
export function makeRepository(root: string, options: RepositoryOptions): string {
  const { name, layout = '', masters = [], ebuilds = {}, eclasses = {}, files = {} } = options;
  const location = join(root, name);
  const categories = [...new Set(Object.keys(ebuilds).map(cpv => cpv.slice(0, cpv.indexOf('/'))))];
  const all: Record<string, string> = {
    'profiles/repo_name': `${name}\n`,
    'profiles/categories': categories.map(category => `${category}\n`).join(''),
    'metadata/layout.conf': `masters = ${masters.join(' ')}\n${layout}`,
  };
  for (const [cpv, text] of Object.entries(ebuilds)) all[ebuildPath(cpv)] = `${EBUILD}${text}`;
  for (const [eclass, text] of Object.entries(eclasses)) all[`eclass/${eclass}.eclass`] = text;
  for (const [path, text] of Object.entries({ ...all, ...files })) {
    mkdirSync(dirname(join(location, path)), { recursive: true });
    writeFileSync(join(location, path), text);
  }
  return location;
}

/** `app-misc/hello-1.0-r1` is `app-misc/hello/hello-1.0-r1.ebuild`. */
export function ebuildPath(cpv: string): string {
  const [, category, pf, pn] = /^([^/]+)\/((.+?)-\d[^/]*)$/.exec(cpv) ?? [];
  return `${category}/${pn}/${pf}.ebuild`;
}
