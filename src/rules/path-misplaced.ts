// PATH of an entry: below the binhost, named after CPV and BUILD_ID, and used once.

import { dedent } from '../base/dedent.js';
import { type BinaryPackage, packagePath } from '../model/package.js';
import type { Universe } from '../model/universe.js';
import { defineRule } from './kit/rule.js';

export const pathMisplaced = defineRule({
  id: 'path-misplaced',
  severity: 'warning',
  scope: 'index',
  needs: [],
  kin: { fields: [], byMessage: true },
  documentation: {
    what: 'PATH is CATEGORY/PN/PF-BUILD_ID or CATEGORY/PF with the extension of its format, stays below the binhost, and no two entries share it.',
    why: 'A shared or wrong PATH gives clients another package than the one they chose; one that leaves the binhost writes where it should not.',
    remedy: 'Move the file and write the index again: <<index>>.',
    source: 'Portage lib/portage/dbapi/bintree.py (_populate_local, getname)',
  },
  messages: {
    unsafe: {
      severity: 'error',
      text: 'PATH {path} leaves the binhost or cannot be a file name',
      remedy: 'do not publish this index; find out where the entry comes from',
      cause: '{path}',
      title: 'PATH {path} leaves the binhost or cannot be a file name',
      family: '{causes} paths leave the binhost or cannot be file names',
    },
    misnamed: {
      text: 'PATH {path} should be {expected}',
      remedy: 'move the file and write the index again: <<index>>',
      cause: '{name}',
      title: 'PATH of {name} does not agree with its CPV and BUILD_ID',
      family: '{causes} paths do not agree with CPV and BUILD_ID',
      rows: { path: '{path}', should: '{expected}' },
    },
    shared: {
      severity: 'error',
      text: 'PATH {path} is also that of {other}',
      remedy: 'delete one of the entries, or give its package a file of its own',
      cause: '{path}',
      title: 'several entries have PATH {path}',
      family: '{causes} paths are used by several entries',
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        PATH: ../a-1.xpak
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        PATH: app-misc/a-1.tbz2
      `,
      expect: ['unsafe'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        BUILD_ID: 6
        PATH: app-misc/a/a-1-1.xpak
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        BUILD_ID: 6
        PATH: app-misc/a/a-1-6.xpak
      `,
      expect: ['misnamed'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        PATH: app-misc/a-1.tbz2

        CPV: app-misc/a-1
        PATH: app-misc/a-1.tbz2
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        PATH: app-misc/a-1.tbz2
      `,
      expect: ['shared'],
    },
  ],
  create({ universe, report }) {
    return {
      index() {
        const first = new Map<string, BinaryPackage>();
        for (const pkg of universe.judged) {
          const path = packagePath(pkg);
          const key = `${pkg.source} ${path}`;
          const other = first.get(key);
          if (other === undefined) first.set(key, pkg);
          else
            report({
              message: 'shared',
              package: pkg,
              data: { path, other: other.cpvText },
              identity: [`${pkg.record.line}`],
            });
        }
      },
      package(pkg) {
        const path = packagePath(pkg);
        if (!isSafe(path)) report({ message: 'unsafe', package: pkg, data: { path }, identity: [] });
        // Of a file that was read `container-invalid` tells: Portage indexes it where it lies, whatever number it has in its name.
        else if (!isNumbered(universe, pkg)) {
          const expected = expectedPaths(pkg);
          if (expected.length > 0 && !expected.includes(path)) {
            report({
              message: 'misnamed',
              package: pkg,
              data: { path, expected: expected[0] as string, name: pkg.cpvText },
              identity: [],
            });
          }
        }
      },
    };
  },
});

function isNumbered({ sources }: Universe, pkg: BinaryPackage): boolean {
  const { files, problems } = sources[pkg.source] ?? {};
  const path = packagePath(pkg);
  if (files?.has(path) !== true) return pkg.record.BUILD_ID === '' && isMulti(pkg, path);
  return problems?.some(({ code, file }) => file === path && code.startsWith('build-id-')) === true;
}

/** In the layout of several builds, which takes packages without BUILD_ID too. */
function isMulti({ cpn, cpv, cpvText }: BinaryPackage, path: string): boolean {
  const start = `${cpn}/${cpvText.slice(cpv.category.length + 1)}-`;
  return path.startsWith(start) && /^\d+\.(?:gpkg\.tar|xpak)$/.test(path.slice(start.length));
}

function isSafe(path: string): boolean {
  return (
    !path.startsWith('/') &&
    !/[\p{Cc}\\?#]/u.test(path) &&
    path.split('/').every(part => part !== '' && part !== '.' && part !== '..')
  );
}

/** The paths that Portage itself would give the package, in the layout that its extension tells; none for an unknown extension. */
function expectedPaths(pkg: BinaryPackage): readonly string[] {
  const path = packagePath(pkg);
  const extension = ['.gpkg.tar', '.xpak', '.tbz2'].find(known => path.endsWith(known));
  const pf = pkg.cpvText.slice(pkg.cpv.category.length + 1);
  const flat = [`${pkg.cpv.category}/${pf}${extension}`, `All/${pf}${extension}`];
  const multi = `${pkg.cpn}/${pf}-${pkg.record.BUILD_ID}${extension}`;
  if (extension === undefined) return [`${pkg.cpv.category}/${pf}.tbz2`];
  if (extension === '.tbz2') return flat;
  return pkg.record.BUILD_ID === ''
    ? extension === '.xpak'
      ? [multi]
      : flat
    : [multi, ...(extension === '.gpkg.tar' ? flat : [])];
}
