// Two packages that can be installed together and have the same path.

import { dedent } from '../base/dedent.js';
import { type Collision, collisionsOf } from '../model/contents/collisions.js';
import { fileOwners } from '../model/contents/file-owners.js';
import { instanceName } from '../model/package.js';
import { anchors } from './kit/anchor.js';
import { defineRule } from './kit/rule.js';
import { foldPaths } from './words/fold-paths.js';

const TWO = dedent`
  [binhost]
  CPV: app-misc/a-1
  PATH: a.gpkg.tar

  CPV: app-misc/b-1
  PATH: b.gpkg.tar
  [payload a.gpkg.tar]
`;

const MERGED = dedent`
  [binhost]
  CPV: sys-apps/iproute2-6
  IUSE: split-usr
  PATH: a.gpkg.tar
  [payload a.gpkg.tar]
  /usr/bin/ip elf
`;

const MESSAGE = { cause: '{pair}', rows: { files: '{files}' } } as const;

export const fileCollision = defineRule({
  id: 'file-collision',
  severity: 'error',
  scope: 'index',
  needs: ['payload'],
  kin: { fields: 'identity', byMessage: true },
  documentation: {
    what: 'No path belongs to two packages that can be installed together: neither in one slot of one name, nor one blocking the other. With a merged /usr, /bin and /usr/sbin are /usr/bin.',
    why: 'Portage (FEATURES=protect-owned, the default) refuses to merge the second of the two in the middle of an update; without that the second overwrites the first, and removing one breaks the other.',
    remedy: 'Keep the files out of one of the two, or let one block the other, and build it again.',
    source:
      'PMS 13.4; Portage lib/portage/dbapi/vartree.py (_collision_protect), cnf/make.globals (COLLISION_IGNORE)',
  },
  messages: {
    owned: {
      ...MESSAGE,
      text: 'has {count} ((count:path|paths)) that {other} has too: {files}',
      remedy: 'keep the files out of one of the two, or let it block the other, and build it again',
      title: '{pair} have the same files and do not block each other',
      family: '{causes} pairs of packages have the same files and do not block each other',
    },
    linked: {
      ...MESSAGE,
      text: '{linking} has a symlink where {other} has a directory: {files}',
      remedy: 'build one of the two so that both have a directory there, or both a symlink',
      title: '{pair}: a symlink of one is a directory of the other',
      family: '{causes} pairs of packages have a symlink where the other has a directory',
    },
    within: {
      ...MESSAGE,
      text: 'has different files that are one with a merged /usr: {files}',
      remedy: 'build it again without one of the two: Portage refuses to merge it',
      title: '{pair} has different files that are one with a merged /usr',
      family: '{causes} packages have different files that are one with a merged /usr',
    },
    guarded: {
      ...MESSAGE,
      severity: 'info',
      text: 'has {count} configuration ((count:file|files)) that {other} has too: {files}',
      remedy:
        'keep the file out of one of the two: CONFIG_PROTECT lets both be merged, and the administrator chooses',
      title: '{pair} have the same configuration files',
      family: '{causes} pairs of packages have the same configuration files',
    },
  },
  examples: [
    {
      bad: dedent`
        ${TWO}/bin/tool elf
        [payload b.gpkg.tar]
        /usr/bin/tool script /bin/sh
      `,
      good: dedent`
        ${TWO}/bin/tool elf
        [payload b.gpkg.tar]
        /usr/bin/tool2 script /bin/sh
      `,
      expect: ['owned'],
    },
    {
      bad: dedent`
        ${TWO}/usr/share/a -> b
        [payload b.gpkg.tar]
        /usr/share/a/
        /usr/share/a/x file
      `,
      good: dedent`
        ${TWO}/usr/share/a/
        [payload b.gpkg.tar]
        /usr/share/a/
        /usr/share/a/x file
      `,
      expect: ['linked'],
    },
    {
      bad: `${MERGED}/usr/sbin/ip -> ../bin/ip\n`,
      good: `${MERGED}/usr/sbin/ip2 -> ../bin/ip\n`,
      expect: ['within'],
    },
    {
      bad: dedent`
        ${TWO}/etc/tool.conf file
        [payload b.gpkg.tar]
        /etc/tool.conf file
      `,
      good: dedent`
        ${TWO}/etc/tool.conf file
        [payload b.gpkg.tar]
        /etc/tool.d/
      `,
      expect: ['guarded'],
    },
  ],
  create({ universe, report }) {
    return {
      index() {
        for (const collision of collisionsOf(universe)) {
          const { package: pkg, other, kind, paths, isAssumed, linking } = collision;
          const data = {
            other: instanceName(other),
            pair: namePair(collision),
            count: paths.length,
            files: foldPaths(paths),
            usrLayout: fileOwners(universe).layout,
          };
          const about = {
            package: pkg,
            identity: [other.cpn, other.slot.slot],
            ...(kind === 'file' ? { anchor: anchors.collision(pkg, other) } : {}),
            ...(kind === 'config' ? { follows: [anchors.collision(pkg, other)] } : {}),
            ...(isAssumed ? { assurance: 'assumed' as const } : {}),
          };
          if (kind === 'link')
            report({ message: 'linked', ...about, data: { ...data, linking: instanceName(linking) } });
          else report({ message: MESSAGES[kind], ...about, data });
        }
      },
    };
  },
});

const MESSAGES = { file: 'owned', config: 'guarded', self: 'within' } as const;

/** By name, and by slot where that is all that differs. */
function namePair({ package: a, other: b }: Collision): string {
  if (a === b) return a.cpn;
  if (a.cpn !== b.cpn) return `${a.cpn} and ${b.cpn}`;
  return `${a.cpn}:${a.slot.slot} and ${a.cpn}:${b.slot.slot}`;
}
