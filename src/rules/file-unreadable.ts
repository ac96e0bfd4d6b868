// Files and directories of a PKGDIR that are closed to everybody but their owner and group.

import { dedent } from '../base/dedent.js';
import { type BinaryPackage, packagePath } from '../model/package.js';
import type { Source } from '../model/source.js';
import type { ClosedPlace } from '../model/unread.js';
import { isAtOrBelow } from '../model/unread.js';
import { defineRule } from './kit/rule.js';

const INDEX = dedent`
  [binhost]
  VERSION: 0

  CPV: app-misc/a-1
  PATH: app-misc/a/a-1-1.xpak
`;

export const fileUnreadable = defineRule({
  id: 'file-unreadable',
  severity: 'warning',
  scope: 'index',
  needs: ['files'],
  kin: { fields: ['path'] },
  documentation: {
    what: 'The indices and package files of a PKGDIR can be read by others than their owner and group (`r`), and the directories that they lie in be passed (`x`). The PKGDIR itself and what it lies in are not looked at.',
    why: 'The server that shows them runs as another user: it answers 403, and the client stops in the middle of an update, or builds from source.',
    remedy: 'Open them (`chmod -R o+rX`), and build with umask 022.',
    source:
      'Gentoo bug 712222; Portage lib/portage/dbapi/bintree.py (inject sets the modes of what it moves)',
  },
  messages: {
    index: {
      text: 'others may not read {path} (mode {mode}): no client gets the index',
      remedy: 'run: chmod o+r {place}/{path}',
      cause: '{path}',
      title: 'others may not read {path} (mode {mode}): no client gets the index',
      family: '{causes} indices are closed to the user of a server',
      familyRemedy: 'let others read them: chmod o+r',
      first: true,
    },
    directory: {
      text: 'others may not enter {path} (mode {mode})[[, which has {files} ((files:package|packages)) in it]]: a server answers 403',
      remedy: 'run: chmod o+rx {place}/{path}',
      cause: '{path}',
      title:
        'others may not enter {path} (mode {mode}): a server answers 403[[ for the {files} ((files:package|packages)) in it]]',
      family:
        '{causes} directories are closed to the user of a server, which answers 403 for what is in them',
      familyRemedy: 'open what lies in the PKGDIR: chmod -R o+rX; and build with umask 022',
      familyRows: { directory: '{path} ({mode})' },
    },
    package: {
      text: 'others may not read {path} (mode {mode}): a server answers 403',
      remedy: 'let others read ((it|them)), and build with umask 022: chmod -R o+rX {place}',
      cause: '{place}',
      title:
        '((a package file is|package files are)) closed to the user of a server, which answers 403 for ((it|them))',
      family: 'package files of {causes} binhosts are closed to the user of a server',
      rows: { file: '{path} ({mode})' },
    },
  },
  examples: [
    { bad: `${INDEX}[closed Packages]\nmode: 0600\n`, good: INDEX, expect: ['index'] },
    { bad: `${INDEX}[closed app-misc/a]\nmode: 0700\n`, good: INDEX, expect: ['directory'] },
    { bad: `${INDEX}[closed app-misc/a/a-1-1.xpak]\nmode: 0600\n`, good: INDEX, expect: ['package'] },
  ],
  create({ universe, report }) {
    return {
      index() {
        const packages = new Map(universe.judged.map(pkg => [packagePath(pkg), pkg]));
        for (const source of universe.sources) if (source.role === 'candidate') judge(source, packages);
      },
    };

    function judge(source: Source, packages: ReadonlyMap<string, BinaryPackage>): void {
      const closed = source.closed ?? [];
      const directories = closed.filter(({ kind }) => kind === 'directory');
      for (const item of closed)
        if (!isInside(item, directories)) tell(item, source, packages.get(item.path));
    }

    function tell({ path, kind, mode, files }: ClosedPlace, { location }: Source, pkg?: BinaryPackage): void {
      const place = location.replace(/(?<=.)\/+$/, '');
      report({
        message: kind,
        ...(pkg === undefined ? {} : { package: pkg }),
        path,
        // Who the server runs as is not known here.
        assurance: 'assumed',
        data: { path, mode, place, files: files === 0 ? null : files },
        identity: [],
      });
    }
  },
});

/** Of directories in a closed one nothing needs to be said: opening it with all that is in it opens them too. */
function isInside({ kind, path }: ClosedPlace, directories: readonly ClosedPlace[]): boolean {
  if (kind !== 'directory') return false;
  return directories.some(other => other.path !== path && isAtOrBelow(path, other.path));
}
