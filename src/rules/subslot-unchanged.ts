// Libraries that went while the sub-slot stayed: nothing tells clients to rebuild what needs them.

import { dedent } from '../base/dedent.js';
import { type BinaryPackage, instanceName } from '../model/package.js';
import { type SonameLoss, sonameLosses } from '../model/update/soname-losses.js';
import { anchors } from './kit/anchor.js';
import { defineRule } from './kit/rule.js';
import { sayBuildChange, switchedOff } from './words/say-build-change.js';

/** Users named in a text before the others are counted. */
const MOST_NAMED = 3;

const ROWS = {
  'needed by': '{most}[[ and {more} more]]',
  'lost by': '{name} {change}, both {slot}[[ (USE {use})]]',
  gone: '{gone}',
  has: '{now}',
};
const TITLE =
  '{provider} is still {slot}, but no longer has ((libraries:{lost}|{libraries} libraries that others need))';

export const subslotUnchanged = defineRule({
  id: 'subslot-unchanged',
  severity: 'error',
  scope: 'index',
  needs: [],
  kin: { fields: ['abi', 'lost'] },
  documentation: {
    what: 'The newest package of a slot has every library that an older one in the index, or that of the last generation (<<published>>), has with the same sub-slot, unless nothing needs it or another package has it.',
    why: 'Users that record the sub-slot (`:=`) are rebuilt or replaced when it changes. It did not: clients update the provider, keep its users, and these do not start.',
    remedy:
      'Give the provider another sub-slot in its ebuild and rebuild its users, or bring the library back.',
    source: 'PMS 8.3.3; Gentoo bug 486122 (boost 1.54); devmanual, "Slotting", on sub-slots',
  },
  messages: {
    lost: {
      text: 'is still {slot}, but no longer has {lost} ({abi}), which {from} had[[ (it has {now} now)]][[; USE {use}]]; needed by {most}[[ and {more} more]]',
      reach: 'operator',
      remedy:
        '[[build {provider} with USE="{flags}" again, or ]]give {name} another sub-slot and rebuild {count} ((count:package|packages)) against {provider}, or hold it back',
      cause: '{provider}',
      title: TITLE,
      family: '{causes} packages lost libraries that others need, and kept their sub-slots',
      rows: ROWS,
    },
    unrecorded: {
      text: 'no longer has {lost} ({abi}), which {from} had[[ (it has {now} now)]][[; USE {use}]]; needed by {most}[[ and {more} more]], none of which records its sub-slot',
      reach: 'revision',
      remedy:
        '[[build {provider} with USE="{flags}" again, or ]]publish what has ((libraries:{lost}|them)) now, or rebuild {count} ((count:package|packages)) against {provider}, or hold it back',
      cause: '{provider}',
      title: '{provider} no longer has ((libraries:{lost}|{libraries} libraries that others need))',
      family: '{causes} packages lost libraries that others need',
      rows: ROWS,
    },
    kept: {
      severity: 'warning',
      text: 'is still {slot}, but no longer has {lost} ({abi}), which {from} had[[ (it has {now} now)]][[; USE {use}]]: clients keep {most}[[ and {more} more]], which need it',
      reach: 'revision',
      remedy: 'give {name} another sub-slot, or hold it back',
      cause: '{provider}',
      title: TITLE,
      family: '{causes} packages lost libraries and kept their sub-slots: clients do not take the rebuilds',
      rows: ROWS,
    },
    unneeded: {
      severity: 'info',
      text: 'is still {slot}, but has {now} instead of {lost} ({abi}), which {from} had; nothing that clients keep needs it',
      remedy: 'give {name} another sub-slot: what clients built themselves needs it',
      cause: '{provider}',
      title:
        '{provider} is still {slot}, but has other versions of ((libraries:a library|{libraries} libraries))',
      family: '{causes} packages changed libraries that nothing here needs, and kept their sub-slots',
      rows: { lost: '{lost}', has: '{now}' },
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: dev-libs/boost-1.54.0-r1
        PROVIDES: x86_64: libboost_regex.so.1.54.1

        CPV: app-misc/a-1
        RDEPEND: dev-libs/boost:0/0=
        REQUIRES: x86_64: libboost_regex.so.1.54.0
        [published]
        CPV: dev-libs/boost-1.54.0
        PROVIDES: x86_64: libboost_regex.so.1.54.0
      `,
      good: dedent`
        [binhost]
        CPV: dev-libs/boost-1.54.0-r1
        PROVIDES: x86_64: libboost_regex.so.1.54.0

        CPV: app-misc/a-1
        RDEPEND: dev-libs/boost:0/0=
        REQUIRES: x86_64: libboost_regex.so.1.54.0
        [published]
        CPV: dev-libs/boost-1.54.0
        PROVIDES: x86_64: libboost_regex.so.1.54.0
      `,
      expect: ['lost'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: sys-libs/glibc-2.31
        PROVIDES: x86_64: libc.so.6 libcrypt.so.1

        CPV: sys-libs/glibc-2.33
        PROVIDES: x86_64: libc.so.6

        CPV: sys-libs/pam-1.5
        REQUIRES: x86_64: libcrypt.so.1
      `,
      good: dedent`
        [binhost]
        CPV: sys-libs/glibc-2.31
        PROVIDES: x86_64: libc.so.6 libcrypt.so.1

        CPV: sys-libs/glibc-2.33
        PROVIDES: x86_64: libc.so.6

        CPV: sys-libs/pam-1.5
        REQUIRES: x86_64: libc.so.6
      `,
      expect: ['unrecorded'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: dev-libs/boost-1.55
        PROVIDES: x86_64: libboost_regex.so.1.55.0

        CPV: app-misc/a-1
        BUILD_TIME: 2
        RDEPEND: dev-libs/boost:0/0=
        REQUIRES: x86_64: libboost_regex.so.1.55.0
        [published]
        CPV: dev-libs/boost-1.54
        PROVIDES: x86_64: libboost_regex.so.1.54.0

        CPV: app-misc/a-1
        BUILD_TIME: 1
        RDEPEND: dev-libs/boost:0/0=
        REQUIRES: x86_64: libboost_regex.so.1.54.0
      `,
      good: dedent`
        [binhost]
        CPV: dev-libs/boost-1.55
        SLOT: 0/1.55
        PROVIDES: x86_64: libboost_regex.so.1.55.0

        CPV: app-misc/a-1
        BUILD_TIME: 2
        RDEPEND: dev-libs/boost:0/1.55=
        REQUIRES: x86_64: libboost_regex.so.1.55.0
        [published]
        CPV: dev-libs/boost-1.54
        PROVIDES: x86_64: libboost_regex.so.1.54.0

        CPV: app-misc/a-1
        BUILD_TIME: 1
        RDEPEND: dev-libs/boost:0/0=
        REQUIRES: x86_64: libboost_regex.so.1.54.0
      `,
      expect: ['kept'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: dev-libs/weston-14
        PROVIDES: x86_64: libweston-14.so.0

        CPV: dev-libs/weston-11
        PROVIDES: x86_64: libweston-11.so.0
      `,
      good: dedent`
        [binhost]
        CPV: dev-libs/weston-14
        SLOT: 0/14
        PROVIDES: x86_64: libweston-14.so.0

        CPV: dev-libs/weston-11
        SLOT: 0/11
        PROVIDES: x86_64: libweston-11.so.0
      `,
      expect: ['unneeded'],
    },
  ],
  create({ universe, critical, clientMode, report }) {
    return {
      index() {
        const causes = new Map<string, SonameLoss[]>();
        for (const loss of sonameLosses(universe, clientMode)) {
          const key = `${loss.to.id} ${messageOf(loss)}`;
          const known = causes.get(key);
          if (known === undefined) causes.set(key, [loss]);
          else known.push(loss);
        }
        for (const losses of causes.values()) {
          const [first] = losses as [SonameLoss];
          if (messageOf(first) === 'unneeded') tellUnneeded(first, losses);
          else for (const loss of losses) tell(loss, losses);
        }
      },
    };

    /** `losses`: all of one package and message. */
    function tell(loss: SonameLoss, losses: readonly SonameLoss[]): void {
      const { soname, from, to, now } = loss;
      const users = rank(new Set(losses.flatMap(usersOf)), critical);
      const off = switchedOff(from, to);
      const isKept = messageOf(loss) === 'kept';
      report({
        message: messageOf(loss),
        package: to,
        data: {
          ...changeData(loss, losses),
          lost: soname.soname,
          abi: soname.abi,
          now: now.length > 0 ? now : null,
          use: off?.map(flag => `-${flag}`) ?? null,
          flags: off,
          users: usersOf(loss).map(instanceName),
          count: users.length,
          most: users.slice(0, MOST_NAMED).map(pkg => (isKept ? instanceName(pkg) : pkg.cpvText)),
          more: users.length > MOST_NAMED ? users.length - MOST_NAMED : null,
        },
        identity: [soname.abi, soname.soname],
        anchor: anchors.lost(soname),
        // A build of one version lost its libraries with its files, or was changed after its record was made.
        follows: [
          ...(from.cpvText === to.cpvText ? [anchors.contents(to)] : []),
          ...(to.provides.includes(soname) ? [anchors.recorded(to, 'PROVIDES', 'overstated')] : []),
          anchors.breaking(to),
        ],
      });
    }

    /** Nobody minds: once for a package, whatever the number. */
    function tellUnneeded(first: SonameLoss, losses: readonly SonameLoss[]): void {
      const changed = changeData(first, losses);
      report({
        message: 'unneeded',
        package: first.to,
        data: {
          ...changed,
          lost: [...new Set(losses.map(({ soname }) => soname.soname))],
          abi: [...new Set(losses.map(({ soname }) => soname.abi))],
          now: [...new Set(losses.flatMap(({ now }) => now))],
          users: [],
        },
        identity: losses.map(({ soname }) => `${soname.abi} ${soname.soname}`),
      });
    }
  },
});

/** Equal in all findings of one package, so that they are told as one. */
function changeData({ from, to }: SonameLoss, losses: readonly SonameLoss[]) {
  const names = new Set(losses.map(({ soname }) => soname.soname));
  return {
    provider: instanceName(to),
    name: to.cpn,
    slot: `${to.slot.slot}/${to.slot.subSlot}`,
    from: instanceName(from),
    fromVersion: from.cpv.version?.text ?? '',
    toVersion: to.cpv.version?.text ?? '',
    change: sayBuildChange(from, to),
    libraries: names.size,
    gone: names.size > 1 ? [...names] : null,
  };
}

/** What is critical first; further versions of a name after all other names. */
function rank(users: Iterable<BinaryPackage>, critical: ReadonlySet<string>): readonly BinaryPackage[] {
  const seen = new Set<string>();
  const placed = [...users].map(pkg => {
    const isFurther = seen.has(pkg.cpn);
    seen.add(pkg.cpn);
    return { pkg, place: Number(isFurther) * 2 + Number(!critical.has(pkg.cpn)) };
  });
  return placed.sort((a, b) => a.place - b.place).map(({ pkg }) => pkg);
}

function messageOf({ broken, recorded, kept }: SonameLoss) {
  if (recorded.length > 0) return 'lost';
  if (broken.length > 0) return 'unrecorded';
  return kept.length > 0 ? 'kept' : 'unneeded';
}

function usersOf({ broken, kept }: SonameLoss): readonly BinaryPackage[] {
  return broken.length > 0 ? broken : kept;
}
