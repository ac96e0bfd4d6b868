// The newest package of an installed slot that a client cannot update to, because what is installed must keep working.

import { dedent } from '../base/dedent.js';
import { type BinaryPackage, instanceName, slotKey } from '../model/package.js';
import { nameOfPlace } from '../model/place.js';
import { atomsOf } from '../model/requirements.js';
import type { Universe } from '../model/universe.js';
import { type ClientUpdates, updatesOn } from '../model/update/client-updates.js';
import { type PinnedUpdate, pinnedUpdates } from '../model/update/pinned-updates.js';
import { isBuiltSlotOperator } from '../pms/atom.js';
import { formatCpn } from '../pms/cpv.js';
import { describeReasons } from '../solver/installability/describe-reason.js';
import { judgeInstallability } from '../solver/installability/judge-installability.js';
import type { Reason } from '../solver/installability/reason.js';
import type { NotInstallable, Verdict } from '../solver/installability/verdict.js';
import { verdictsFrom } from '../solver/installability/verdicts-from.js';
import { anchors } from './kit/anchor.js';
import { defineRule } from './kit/rule.js';
import { sayReasons } from './kit/say-refusal.js';
import { seeFrom } from './kit/see-from.js';
import { packagesBoundAgainst } from './words/packages-bound.js';
import { reachOfAll } from './words/rebuild-reach.js';

const FLAG = '--ignore-built-slot-operator-deps=y';

const BLOCKED = {
  text: '"{baseline}" cannot be updated to it from {from}[[ without {flag}]]: {because}; {count} ((count:package needs a rebuild|packages need rebuilds)): {rebuild}',
  cause: '{to} from {baseline}',
  title: '"{baseline}" cannot be updated to {to}: ((count:a package needs|packages need)) {from}',
} as const;

export const upgradeBlocked = defineRule({
  id: 'upgrade-blocked',
  severity: 'warning',
  scope: 'index',
  needs: ['baseline'],
  kin: { fields: ['baseline'] },
  documentation: {
    what: 'Each newest package can replace the older one that a baseline has in its slot, all else that is installed still working, without special flags.',
    why: 'Portage holds the update back without a word, or stops at a slot conflict; people are then told to add --ignore-built-slot-operator-deps=y, which breaks the programs that were not rebuilt. What needs the newer package cannot be installed.',
    remedy:
      'Publish it together with rebuilds of the packages that were built for the older one, in one generation.',
    source: 'PMS 8.3.3; Portage lib/_emerge/depgraph.py (slot_operator_mask_built); bugs 964705, 968228',
  },
  messages: {
    flag: {
      ...BLOCKED,
      reach: 'operator',
      remedy:
        'publish it with rebuilds of {count} ((count:package|packages)); until then only {flag} gets it',
      family: '{causes} updates are blocked by packages that were built for what is installed',
      familyRemedy: 'publish them together with rebuilds of the packages that were built for the older ones',
      rows: { rebuild: '{rebuild}', because: '{because}' },
    },
    held: {
      ...BLOCKED,
      reach: 'each',
      remedy: 'publish it with rebuilds or newer versions of {count} ((count:package|packages))',
      family: '{causes} updates are blocked by what is installed',
      familyRemedy: 'publish them with rebuilds or newer versions of the packages that need the older ones',
      rows: { rebuild: '{rebuild}', because: '{because}' },
    },
    ignored: {
      text: '"{baseline}" cannot be updated to it from {from}: {because}; ((count:a rebuild|{count} rebuilds)) here that clients do not take would let it: {rebuild}',
      cause: '{to} from {baseline}',
      title:
        '"{baseline}" cannot be updated to {to}: clients do not take ((count:a rebuild|rebuilds)) for it',
      reach: 'each',
      remedy:
        'let clients take the ((count:rebuild|rebuilds))[[: ((count:it needs|they need)) a {time} of ((count:its|their)) own]]',
      family: '{causes} updates are blocked by what is installed, and clients do not take the rebuilds',
      rows: { rebuilt: '{rebuild}', because: '{because}' },
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: dev-libs/icu:0/73=

        CPV: dev-libs/icu-73
        SLOT: 0/73

        CPV: dev-libs/icu-74
        SLOT: 0/74
        [installed stage3]
        CPV: app-misc/a-1
        RDEPEND: dev-libs/icu:0/73=

        CPV: dev-libs/icu-73
        SLOT: 0/73
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: dev-libs/icu:0/74=

        CPV: dev-libs/icu-73
        SLOT: 0/73

        CPV: dev-libs/icu-74
        SLOT: 0/74
        [installed stage3]
        CPV: app-misc/a-1
        RDEPEND: dev-libs/icu:0/73=

        CPV: dev-libs/icu-73
        SLOT: 0/73
      `,
      expect: ['flag'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: dev-lang/perl-5.38

        CPV: virtual/perl-Encode-3-r1
        RDEPEND: || ( =dev-lang/perl-5.36* ~perl-core/Encode-3 )
        [installed stage3]
        CPV: dev-lang/perl-5.36

        CPV: virtual/perl-Encode-3
        RDEPEND: || ( =dev-lang/perl-5.36* ~perl-core/Encode-3 )
      `,
      good: dedent`
        [binhost]
        CPV: dev-lang/perl-5.38

        CPV: virtual/perl-Encode-3-r1
        RDEPEND: || ( =dev-lang/perl-5.36* =dev-lang/perl-5.38* )
        [installed stage3]
        CPV: dev-lang/perl-5.36

        CPV: virtual/perl-Encode-3
        RDEPEND: || ( =dev-lang/perl-5.36* ~perl-core/Encode-3 )
      `,
      expect: ['held'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        BUILD_TIME: 2

        CPV: dev-libs/d-2
        [installed stage3]
        CPV: app-misc/a-1
        BUILD_TIME: 1
        RDEPEND: <dev-libs/d-2

        CPV: dev-libs/d-1
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1-r1
        BUILD_TIME: 2

        CPV: dev-libs/d-2
        [installed stage3]
        CPV: app-misc/a-1
        BUILD_TIME: 1
        RDEPEND: <dev-libs/d-2

        CPV: dev-libs/d-1
      `,
      expect: ['ignored'],
    },
  ],
  create({ universe, places, clientMode, report }) {
    return {
      index() {
        for (const place of places) if (place !== null) reportFrom(place);
      },
    };

    function reportFrom(place: number): void {
      const updates = updatesOn(universe, place, clientMode);
      const refused = refusedUpdates(universe, updates);
      for (const [pkg, pinned] of pinnedUpdates(universe, updates))
        if (!refused.has(pkg)) reportPinned(place, pkg, pinned);
      if (refused.size === 0) return;
      // What an update itself lacks, and the order, are told elsewhere: here they count as met.
      const waived = new Set(refused.keys());
      const options = { baseline: place, waived, withoutOrder: true };
      const refusals = judgeInstallability(universe, [...waived], options).filter(isRefusal);
      const lenient = new Set(
        judgeInstallability(
          universe,
          refusals.filter(restsOnSlotOperator).map(refusal => refusal.package),
          { ...options, ignoreBuiltSlotOperators: true, reasons: false },
        )
          .filter(({ verdict }) => verdict === 'installable')
          .map(verdict => verdict.package),
      );
      for (const refusal of refusals) {
        const { package: pkg } = refusal;
        const installed = refused.get(pkg) as BinaryPackage;
        const isFlag = lenient.has(pkg);
        const blockedBy = reasonsAgainst(refusal);
        const bound = packagesBoundAgainst(universe, pkg, place);
        const rebuild = bound.length > 0 ? bound.map(one => one.cpvText) : namesOf(blockedBy);
        report({
          message: isFlag ? 'flag' : 'held',
          package: pkg,
          reach: reachOfAll(universe, bound, installed, pkg),
          data: {
            baseline: nameOfPlace(universe, place),
            from: instanceName(installed),
            to: instanceName(pkg),
            blockedBy: describeReasons(blockedBy),
            because: sayReasons(universe, blockedBy, seeFrom(universe, place)),
            rebuild,
            count: rebuild.length,
            flag: isFlag ? FLAG : null,
          },
          identity: [nameOfPlace(universe, place) ?? ''],
          anchor: anchors.blocked(place, slotKey(pkg)),
          follows: [anchors.breaking(pkg)],
        });
      }
    }

    function reportPinned(place: number, pkg: BinaryPackage, { from, reasons: pins }: PinnedUpdate): void {
      const reasons = pins.map(({ text, ...pin }): Reason => ({ kind: 'requirement', ...pin, item: text }));
      const rebuild = namesOf(reasons);
      report({
        message: 'ignored',
        package: pkg,
        reach: 'revision',
        data: {
          baseline: nameOfPlace(universe, place),
          from: instanceName(from),
          to: instanceName(pkg),
          blockedBy: describeReasons(reasons),
          because: sayReasons(universe, reasons, seeFrom(universe, place)),
          rebuild,
          count: rebuild.length,
          flag: null,
          time: clientMode === 'usepkgonly' ? 'BUILD_TIME' : null,
        },
        identity: [nameOfPlace(universe, place) ?? ''],
        anchor: anchors.blocked(place, slotKey(pkg)),
        follows: [anchors.breaking(pkg)],
      });
    }
  },
});

function isRefusal(verdict: Verdict): verdict is NotInstallable {
  return verdict.verdict === 'not-installable';
}

/** Without a built slot operator among its reasons a refusal is one, however those are read. */
function restsOnSlotOperator({ reasons }: NotInstallable): boolean {
  return reasons.some(
    reason => reason.kind === 'requirement' && [...atomsOf(reason.node)].some(isBuiltSlotOperator),
  );
}

/** Refused packages that would replace an older one of the baseline; with that one. */
function refusedUpdates(
  universe: Universe,
  updates: ClientUpdates,
): ReadonlyMap<BinaryPackage, BinaryPackage> {
  const refused = new Map<BinaryPackage, BinaryPackage>();
  for (const { package: pkg, verdict } of verdictsFrom(universe, updates.standing.place)) {
    const installed = updates.standing.inSlotOf(pkg);
    if (verdict === 'not-installable' && installed !== null && updates.includes(pkg))
      refused.set(pkg, installed);
  }
  return refused;
}

/** What others need or block; where some of them speak of the update itself, only those. */
function reasonsAgainst({ package: pkg, reasons }: NotInstallable): readonly Reason[] {
  const others = reasons.filter(
    reason => (reason.kind === 'requirement' || reason.kind === 'blocker') && reason.package !== pkg,
  );
  const direct = others.filter(reason =>
    reason.kind === 'requirement'
      ? [...atomsOf(reason.node)].some(atom => formatCpn(atom) === pkg.cpn)
      : reason.kind === 'blocker' && reason.blocked.cpn === pkg.cpn,
  );
  return direct.length > 0 ? direct : others;
}

function namesOf(reasons: readonly Reason[]): string[] {
  const names = reasons.flatMap(reason => ('package' in reason ? [reason.package.cpvText] : []));
  return [...new Set(names)];
}
