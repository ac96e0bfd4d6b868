// A package that has lost files: against its own CONTENTS, and against the build of the same version before it.

import { dedent } from '../base/dedent.js';
import { isConfigProtected } from '../model/contents/config-protect.js';
import { isDispensable, lostSince, lostSinceMerge } from '../model/contents/lost-files.js';
import { areAskedAlike, isLive, previousBuildOf } from '../model/contents/previous-build.js';
import { readRecordedContents } from '../model/contents/recorded-contents.js';
import { usrLayout } from '../model/contents/usr-layout.js';
import { fileMetadataOf } from '../model/file-metadata.js';
import { isSuperseded } from '../model/newest.js';
import { type BinaryPackage, instanceName } from '../model/package.js';
import type { Payload } from '../model/payload.js';
import { payloadOf } from '../model/payload-of.js';
import { anchors } from './kit/anchor.js';
import { defineRule } from './kit/rule.js';
import { foldPaths } from './words/fold-paths.js';

const RUBY = dedent`
  [binhost]
  CPV: dev-lang/ruby-3.3.1
  SLOT: 3.3
  BUILD_ID: 1
  BUILD_TIME: 10
  IUSE: ipv6
  USE: ipv6
  PATH: r-1.gpkg.tar

  CPV: dev-lang/ruby-3.3.1
  SLOT: 3.3
  BUILD_ID: 2
  BUILD_TIME: 20
  IUSE: ipv6
  USE: ipv6
  PATH: r-2.gpkg.tar
  [payload r-1.gpkg.tar]
  /usr/bin/ruby33 elf
  /usr/lib64/ruby/3.3.0/rubygems/compatibility.rb file
  [payload r-2.gpkg.tar]
  /usr/bin/ruby33 elf
`;
const COMPATIBILITY = '/usr/lib64/ruby/3.3.0/rubygems/compatibility.rb file\n';
const OTHER_USE = RUBY.replace('IUSE: ipv6\nUSE: ipv6', 'IUSE: ipv6\nUSE: ');

const MERGED = dedent`
  [binhost]
  CPV: app-misc/a-1
  PATH: a.gpkg.tar
  [file a.gpkg.tar]
  PF: a-1
  CATEGORY: app-misc
  SLOT: 0
  CONTENTS: dir /usr
  CONTENTS: obj /usr/bin/a 0123456789abcdef0123456789abcdef 1700000000
  CONTENTS: sym /usr/bin/b -> a 1700000000
  [payload a.gpkg.tar]
  /usr/
`;
const WHOLE = `${MERGED}/usr/bin/a elf\n/usr/bin/b -> a\n`;

const MESSAGE = { cause: '{name}', rows: { files: '{files}' } } as const;
const AGAIN =
  'do not publish it: install the package anew where it was built or packaged, and build it again';

export const contentsIncomplete = defineRule({
  id: 'contents-incomplete',
  severity: 'error',
  scope: 'package',
  needs: ['payload'],
  kin: { fields: ['previous'], byMessage: true },
  documentation: {
    what: 'A package has every file that its CONTENTS names (quickpkg), and every file that the build of the same version and USE before it had; none of them has become empty.',
    why: 'A broken installation that is packaged, published and installed again breaks every client, and the next builder with it; nothing in the metadata shows it.',
    remedy: 'Withdraw the build, install the package from source where it was built, and build it again.',
    source:
      'naelolaiz/gentoo-binhost CHANGELOG (runs 25343885245, 25347952798: ruby without rubygems/compatibility.rb); Portage bin/quickpkg',
  },
  messages: {
    missing: {
      ...MESSAGE,
      text: 'does not have {count} ((count:file|files)) that its own CONTENTS names: {files}',
      remedy: AGAIN,
      title: '{name} does not have all files that its own CONTENTS names',
      family: '{causes} packages do not have all files that their own CONTENTS name',
    },
    lost: {
      ...MESSAGE,
      text: 'has lost {count} ((count:file|files)) since {previous}, built with the same USE: {files}',
      remedy: AGAIN,
      title: '{name} has lost files since {previous}, built with the same USE',
      family: '{causes} packages have lost files since the build before, with the same USE',
    },
    emptied: {
      ...MESSAGE,
      text: '{count} ((count:file is|files are)) empty and ((count:was|were)) not in {previous}: {files}',
      remedy: AGAIN,
      title: 'files of {name} are empty and were not in {previous}',
      family: '{causes} packages have files that are empty and were not before',
    },
    changed: {
      ...MESSAGE,
      severity: 'warning',
      text: '{count} ((count:path is|paths are)) not what CONTENTS says: {files}',
      remedy: 'see what has replaced them where the package was made, and build it again',
      title: 'paths of {name} are not what its CONTENTS says',
      family: '{causes} packages have paths that are not what their CONTENTS say',
    },
    unlisted: {
      ...MESSAGE,
      severity: 'warning',
      text: 'has {count} ((count:file|files)) that its own CONTENTS does not name: {files}',
      remedy: 'build the package again: what is in it was not made by its ebuild alone',
      title: '{name} has files that its own CONTENTS does not name',
      family: '{causes} packages have files that their own CONTENTS do not name',
    },
    fewer: {
      ...MESSAGE,
      severity: 'info',
      text: 'does not have {count} ((count:file|files)) of {previous} ({because}): {files}',
      remedy: 'see that this is what was meant',
      title: '{name} does not have files of {previous} ({because})',
      family: '{causes} packages do not have files that the build before had',
    },
  },
  examples: [
    { bad: RUBY, good: RUBY + COMPATIBILITY, expect: ['lost'] },
    { bad: OTHER_USE, good: OTHER_USE + COMPATIBILITY, expect: ['fewer'] },
    { bad: WHOLE.replace('/usr/bin/b -> a\n', ''), good: WHOLE, expect: ['missing'] },
    { bad: WHOLE.replace('/usr/bin/a elf', '/usr/bin/a file size=0'), good: WHOLE, expect: ['emptied'] },
    { bad: WHOLE.replace('/b -> a\n', '/b -> c\n'), good: WHOLE, expect: ['changed'] },
    { bad: `${WHOLE}/usr/bin/c elf\n`, good: WHOLE, expect: ['unlisted'] },
  ],
  create({ universe, report }) {
    return {
      package(pkg) {
        const payload = payloadOf(universe, pkg);
        if (payload === null || !payload.isComplete) return;
        judgeContents(pkg, payload);
        judgeBuild(pkg, payload);
      },
    };

    function judgeContents(pkg: BinaryPackage, payload: Payload): void {
      const contents = fileMetadataOf(universe, pkg)?.get('CONTENTS') ?? '';
      if (contents === '') return;
      const recorded = readRecordedContents(contents).paths;
      const { lost, emptied, changed, unlisted } = lostSinceMerge(recorded, payload, usrLayout(universe));
      const source = universe.sources[pkg.source];
      // What administrators do to configuration files is their business.
      const isOwn = (path: string) => !isConfigProtected(source, path);
      tell('missing', pkg, lost.filter(isOwn), 'CONTENTS');
      tell('emptied', pkg, emptied.filter(isOwn), 'CONTENTS');
      tell('changed', pkg, changed.filter(isOwn), 'CONTENTS');
      tell('unlisted', pkg, unlisted, 'CONTENTS');
    }

    function judgeBuild(pkg: BinaryPackage, payload: Payload): void {
      const previous = previousBuildOf(universe, pkg);
      const before = previous === null ? null : payloadOf(universe, previous);
      if (previous === null || before === null) return;
      const { lost, emptied } = lostSince(before, payload);
      const name = nameBuild(previous, pkg);
      const because = reasonOf(previous, pkg);
      const grave = because === null ? lost.filter(path => !isDispensable(path)) : [];
      tell('lost', pkg, grave, name);
      tell('emptied', pkg, emptied, name);
      // What happened to a build that nobody takes any more, and may have been meant, is of no interest.
      if (grave.length === 0 && !isSuperseded(universe, pkg))
        tell('fewer', pkg, lost, name, because ?? 'documentation, translations and the like');
    }

    function tell(
      message: 'missing' | 'lost' | 'emptied' | 'changed' | 'unlisted' | 'fewer',
      pkg: BinaryPackage,
      paths: readonly string[],
      previous: string,
      because = '',
    ): void {
      if (paths.length === 0) return;
      report({
        message,
        package: pkg,
        data: {
          name: pkg.cpvText,
          previous,
          because,
          count: paths.length,
          files: foldPaths(paths),
        },
        identity: [previous === 'CONTENTS' ? 'CONTENTS' : 'build'],
        ...(DAMAGE.has(message) ? { anchor: anchors.contents(pkg) } : {}),
      });
    }
  },
});

/** From which dangling links, untrue records and missing libraries follow. */
const DAMAGE: ReadonlySet<string> = new Set(['missing', 'lost', 'emptied']);

/** Null where nothing explains that files are gone. */
function reasonOf(previous: BinaryPackage, pkg: BinaryPackage): string | null {
  if (!areAskedAlike(previous, pkg)) return 'built with other USE';
  return isLive(pkg) ? 'its sources are those of the day' : null;
}

function nameBuild(previous: BinaryPackage, pkg: BinaryPackage): string {
  const build = previous.buildId === null ? instanceName(previous) : `build ${previous.buildId}`;
  return previous.role === 'published' && pkg.role !== 'published' ? `the published ${build}` : build;
}
