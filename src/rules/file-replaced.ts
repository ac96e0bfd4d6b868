// New bytes under an old name: a PATH, or a BUILD_ID and BUILD_TIME, that an earlier generation gave to something else.

import { dedent } from '../base/dedent.js';
import { instanceName, packagePath } from '../model/package.js';
import { findReplacements, type Replacement } from '../model/update/replaced-files.js';
import { defineRule } from './kit/rule.js';

export const fileReplaced = defineRule({
  id: 'file-replaced',
  severity: 'warning',
  scope: 'index',
  needs: ['published'],
  kin: { fields: [], byMessage: true },
  documentation: {
    what: 'No PATH, and no BUILD_ID with its BUILD_TIME, that an earlier generation (<<published>>) gave to one package file is given to another. Compared is what both sides state: a digest, or without one in common the size.',
    why: 'A client that has the earlier index downloads the new file, finds the digest of the old one wrong and stops; one that has the build installed takes the new one for it and keeps what it has.',
    remedy:
      'Give each build a name and a BUILD_ID of its own (FEATURES="binpkg-multi-instance"), and keep what was published for as long as clients have its index.',
    source:
      'Portage lib/_emerge/BinpkgVerifier.py, lib/portage/dbapi/virtual.py (_instance_key), lib/portage/dbapi/bintree.py (TTL)',
  },
  messages: {
    replaced: {
      text: 'has other bytes at {path} than {generation} has there ({field} {now}, it was {before})[[; {kept}]]',
      remedy:
        'publish each build under a name of its own (FEATURES="binpkg-multi-instance"), and keep the earlier file while clients have its index',
      cause: '{generation}',
      title:
        '((a package file was|package files were)) replaced under the name that {generation} gave ((it|them))',
      family: 'package files were replaced under the names that {causes} earlier generations gave them',
      rows: {
        effect: 'clients that have the earlier index download ((it|them)) and find the digest wrong',
      },
    },
    unnoticed: {
      text: 'is not the build {build} of {generation}, but has its BUILD_ID and BUILD_TIME[[ (other {changed})]]: who has that one keeps it',
      remedy: 'build ((it|them)) once more: a new BUILD_TIME is what clients go by',
      cause: '{generation}',
      title:
        '((a package has|packages have)) the BUILD_ID and BUILD_TIME of another build in {generation}: clients take ((it|them)) for the same',
      family: 'packages have the BUILD_ID and BUILD_TIME of other builds in {causes} earlier generations',
      rows: { differs: '{changed}' },
    },
    repacked: {
      severity: 'info',
      text: 'has other bytes than {build} of {generation}, with the same BUILD_ID and BUILD_TIME, at another path: who has that one keeps it',
      remedy:
        'nothing where the same files were only packed or signed again; else build ((it|them)) once more',
      cause: '{generation}',
      title:
        '((a package was|packages were)) packed again since {generation}: clients that have ((it|them)) keep what they have',
      family: 'packages were packed again since {causes} earlier generations',
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        PATH: app-misc/a/a-1-1.gpkg.tar
        SHA1: b
        [published before]
        CPV: app-misc/a-1
        PATH: app-misc/a/a-1-1.gpkg.tar
        SHA1: a
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        PATH: app-misc/a/a-1-2.gpkg.tar
        SHA1: b
        [published before]
        CPV: app-misc/a-1
        PATH: app-misc/a/a-1-1.gpkg.tar
        SHA1: a
      `,
      expect: ['replaced'],
    },
    {
      bad: builds('BUILD_TIME: 5\nUSE: ssl'),
      good: builds('BUILD_TIME: 6\nUSE: ssl'),
      expect: ['unnoticed'],
    },
    {
      bad: builds('BUILD_TIME: 5'),
      good: builds('BUILD_TIME: 6'),
      expect: ['repacked'],
    },
  ],
  create({ universe, report }) {
    return {
      index() {
        for (const replacement of findReplacements(universe)) tell(replacement);
      },
    };

    function tell(replacement: Replacement): void {
      const { package: pkg, earlier, field, before, now, isOneBuild, changed } = replacement;
      const generation = universe.sources[earlier.source]?.name ?? '';
      const data = { generation, path: packagePath(pkg), build: instanceName(earlier), changed };
      const code = replacement.isAtOnePath ? 'file-replaced' : 'build-replaced';
      if (replacement.isAtOnePath) {
        const kept = isOneBuild ? 'clients that have it installed keep it: BUILD_TIME is the same' : null;
        report({
          message: 'replaced',
          package: pkg,
          data: { ...data, code, field, before, now, kept },
          identity: ['replaced'],
        });
      } else {
        report({
          message: changed === null ? 'repacked' : 'unnoticed',
          package: pkg,
          data: { ...data, code, field, before, now },
          identity: ['build'],
        });
      }
    }
  },
});

/** One BUILD_ID and BUILD_TIME at two paths. */
function builds(lines: string): string {
  return dedent`
    [binhost]
    CPV: app-misc/a-1
    BUILD_ID: 1
    ${lines}
    PATH: app-misc/a/a-1-1.gpkg.tar
    SHA1: b
    [published before]
    CPV: app-misc/a-1
    BUILD_ID: 1
    BUILD_TIME: 5
    PATH: app-misc/a/a-1-1.xpak
    SHA1: a
  `;
}
