// What an update may break half-way: needs of a new package that are merged after it, and what an update takes away from others.

import { dedent } from '../base/dedent.js';
import { LIBC_NAMES } from '../model/libc.js';
import { type BinaryPackage, instanceName, slotKey } from '../model/package.js';
import { baselinesOf } from '../model/place.js';
import type { Standing } from '../model/standing.js';
import { type ClientUpdates, updatesOn } from '../model/update/client-updates.js';
import { type Sufferers, type UpdateWindow, updateWindow } from '../model/update/update-window.js';
import { libcHazardsOn, unorderedNeeds } from '../solver/installability/order-hazards.js';
import { type Anchor, anchors } from './kit/anchor.js';
import type { Severity } from './kit/finding.js';
import { defineRule } from './kit/rule.js';
import { Importance, lossData, windowData } from './words/merge-window-data.js';
import { reachOfAll } from './words/rebuild-reach.js';

const LOSS_ROWS = {
  'needed by': '{most}[[ and {more} more]]',
  order:
    'who merges {pn} first breaks ((count:it|all {count}))[[; nothing mends ((broken:one|{broken}))]][[, {ignored} rebuilt here]][[: ((transient:it works|{transient} work)) again once updated]]',
  but: 'Portage minds only if @world needs {guard}',
  'lost by': '{name} {fromVersion} of "{baseline}" -> {toVersion}',
  gone: '{gone}',
};

const GUARDED_ROWS = {
  'needed by': '{most}[[ and {more} more]]',
  order:
    '[[Portage holds {pn} back: nothing mends ((count:it|{broken} of them))]][[Portage updates all in one go; in between ((transient:it breaks|{transient} break))]]',
  'left by': '{name} {fromVersion} of "{baseline}" -> {toVersion}',
  gone: '{gone}',
};

const GUARDED_REMEDY =
  '[[rebuild {broken} ((broken:package|packages)) against {provider}]][[nothing: {transient} rebuilt ((transient:package is|packages are)) here]]';

export const mergeOrderHazard = defineRule({
  id: 'merge-order-hazard',
  severity: 'error',
  scope: 'package',
  needs: ['baseline'],
  kin: { fields: ['baseline', 'provider', 'abi', 'lost'] },
  documentation: {
    what: 'From each baseline, a client may merge the newest packages one by one in any order that Portage allows, and everything installed works after every step.',
    why: 'Portage orders what dependencies force it to merge, nothing else: RDEPEND and IDEPEND items that what is installed does not satisfy, outside of cycles. Between two steps that nothing orders, a program lacks a library or a symbol and does not start: wget, tar or the login may be among them. FEATURES=preserve-libs keeps old libraries that others need, if the client has not switched it off, but no symbols, modules or other interfaces.',
    remedy:
      'Rebuild users together with what they use, write the missing dependency, or hold the new provider back. An error is proved, or concerns a program without which a client cannot go on (<<critical>>).',
    source:
      'Gentoo bugs 753500, 913628, 802303; Portage lib/_emerge/depgraph.py (_serialize_tasks), tried with its ResolverPlayground',
  },
  messages: {
    unordered: {
      text: 'needs {sonames} of {provider}, which nothing makes a client of "{baseline}" merge first[[: {satisfied} is satisfied already]][[: {circular} is part of a cycle]][[: {loose} can be met by others]][[: no dependency asks for {unasked}]][[; Portage merges {libc} early only where it is in the same list, on the running root]]',
      reach: 'nobody',
      remedy:
        '[[let ((it|them)) depend on >={floor}: rebuild with := or a lower bound in the ebuild]][[break the cycle around {circular}]]',
      cause: '{provider} for "{baseline}"',
      title:
        '((a package needs|packages need)) libraries of {provider}, which nothing makes Portage merge first',
      family: '{packages} packages need libraries of {causes} others that nothing makes Portage merge first',
      rows: {
        needs: '{sonames}',
        asks: '[[{satisfied} (met by "{baseline}" already)]][[{circular} (part of a cycle)]][[{loose} (others would do)]][[nothing for {unasked}]]',
        order: 'merged on "{baseline}" before {name}, ((packages:it does|they do)) not start',
        libc: 'Portage merges {libc} early only in one go, on the running root',
      },
    },
    libc: {
      severity: 'warning',
      text: 'was built after {provider} and has no floor for it: assumed to need it; nothing makes a client of "{baseline}", which has {installed}, merge that first',
      reach: 'nobody',
      remedy:
        'rebuild ((it|them)) with Portage 3.0.57 or newer, which writes the floor, or add >={floor} to RDEPEND',
      cause: '{provider} over {installed} of "{baseline}"',
      title: '((a package|packages)) built after {provider} may be merged before it and not start',
      family: 'packages may be merged before the C library that they were built on and not start',
      rows: {
        'step 1': '{example}, on {installed} of "{baseline}"',
        'step 2': '{provider}; in between it does not start',
        note: 'no floor in RDEPEND: assumed from BUILD_TIME',
      },
    },
    lost: {
      text: 'no longer provides {lost} ({abi}), which {from} of "{baseline}" has; needed by {most}[[ and {more} more]][[; nothing mends {broken} of them]][[, {ignored} rebuilt here]][[; Portage holds it back only while @world needs {guard}]]',
      reach: 'each',
      remedy:
        '[[publish what has ((libraries:{lost}|them)) now with the rebuilt ((broken:package|{broken} packages)), or hold {pn} back]][[let clients update ((transient:the user|all {transient} users)) together with {pn}]]',
      cause: '{provider} on "{baseline}"',
      title: '{provider} no longer provides ((libraries:{lost}|{libraries} libraries that others need))',
      family: '{causes} updates take libraries away from packages that are installed',
      rows: LOSS_ROWS,
    },
    'lost-guarded': {
      severity: 'warning',
      text: 'no longer provides {lost} ({abi}), which {from} of "{baseline}" has; needed by {most}[[ and {more} more]][[; nothing mends {broken} of them, so Portage holds it back while @world needs them]]',
      reach: 'each',
      remedy: GUARDED_REMEDY,
      cause: '{provider} on "{baseline}"',
      title:
        '{provider} leaves {leaves} and ((libraries:{lost}|{libraries} libraries)) that ((count:a package is|{count} packages are)) bound to',
      family: '{causes} updates leave a sub-slot and libraries that installed packages are bound to',
      rows: GUARDED_ROWS,
    },
    left: {
      severity: 'warning',
      text: 'leaves the sub-slot {leaves} of {from} on "{baseline}", recorded by {most}[[ and {more} more]][[; nothing mends {broken} of them, so Portage holds it back while @world needs them]]',
      reach: 'each',
      remedy: GUARDED_REMEDY,
      cause: '{provider} on "{baseline}"',
      title: '{provider} leaves {leaves}, {count} installed ((count:package is|packages are)) bound to it',
      family: '{causes} updates leave sub-slots that installed packages are bound to',
      rows: {
        'needed by': GUARDED_ROWS['needed by'],
        order: GUARDED_ROWS.order,
        'left by': GUARDED_ROWS['left by'],
      },
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: dev-libs/b
        REQUIRES: x86_64: libb.so.2

        CPV: dev-libs/b-2
        PROVIDES: x86_64: libb.so.2
        [installed]
        CPV: dev-libs/b-1
        PROVIDES: x86_64: libb.so.1
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: >=dev-libs/b-2
        REQUIRES: x86_64: libb.so.2

        CPV: dev-libs/b-2
        PROVIDES: x86_64: libb.so.2
        [installed]
        CPV: dev-libs/b-1
        PROVIDES: x86_64: libb.so.1
      `,
      expect: ['unordered'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: net-misc/wget-1.21.3
        BUILD_TIME: 30
        REQUIRES: x86_64: libc.so.6

        CPV: sys-libs/glibc-2.33
        BUILD_TIME: 20
        PROVIDES: x86_64: libc.so.6
        [installed]
        CPV: sys-libs/glibc-2.31
        BUILD_TIME: 10
        PROVIDES: x86_64: libc.so.6
      `,
      good: dedent`
        [binhost]
        CPV: net-misc/wget-1.21.3
        BUILD_TIME: 30
        RDEPEND: >=sys-libs/glibc-2.33
        REQUIRES: x86_64: libc.so.6

        CPV: sys-libs/glibc-2.33
        BUILD_TIME: 20
        PROVIDES: x86_64: libc.so.6
        [installed]
        CPV: sys-libs/glibc-2.31
        BUILD_TIME: 10
        PROVIDES: x86_64: libc.so.6
      `,
      expect: ['libc'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: sys-libs/glibc-2.33
        PROVIDES: x86_64: libc.so.6
        [installed]
        CPV: sys-libs/glibc-2.31
        PROVIDES: x86_64: libc.so.6 libcrypt.so.1

        CPV: sys-libs/pam-1.5
        REQUIRES: x86_64: libcrypt.so.1
      `,
      good: dedent`
        [binhost]
        CPV: sys-libs/glibc-2.33
        PROVIDES: x86_64: libc.so.6 libcrypt.so.1
        [installed]
        CPV: sys-libs/glibc-2.31
        PROVIDES: x86_64: libc.so.6 libcrypt.so.1

        CPV: sys-libs/pam-1.5
        REQUIRES: x86_64: libcrypt.so.1
      `,
      expect: ['lost'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: dev-libs/icu-74.2
        SLOT: 0/74.1
        PROVIDES: x86_64: libicuuc.so.74
        [installed]
        CPV: dev-libs/icu-73.2
        SLOT: 0/73.1
        PROVIDES: x86_64: libicuuc.so.73

        CPV: dev-db/sqlite-3.44
        RDEPEND: dev-libs/icu:0/73.1=
        REQUIRES: x86_64: libicuuc.so.73
      `,
      good: dedent`
        [binhost]
        CPV: dev-libs/icu-73.3
        SLOT: 0/73.1
        PROVIDES: x86_64: libicuuc.so.73
        [installed]
        CPV: dev-libs/icu-73.2
        SLOT: 0/73.1
        PROVIDES: x86_64: libicuuc.so.73

        CPV: dev-db/sqlite-3.44
        RDEPEND: dev-libs/icu:0/73.1=
        REQUIRES: x86_64: libicuuc.so.73
      `,
      expect: ['lost-guarded'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: dev-lang/perl-5.38.0
        SLOT: 0/5.38
        [installed]
        CPV: dev-lang/perl-5.36.1
        SLOT: 0/5.36

        CPV: dev-perl/URI-5.21
        RDEPEND: dev-lang/perl:0/5.36=
      `,
      good: dedent`
        [binhost]
        CPV: dev-lang/perl-5.36.2
        SLOT: 0/5.36
        [installed]
        CPV: dev-lang/perl-5.36.1
        SLOT: 0/5.36

        CPV: dev-perl/URI-5.21
        RDEPEND: dev-lang/perl:0/5.36=
      `,
      expect: ['left'],
    },
  ],
  create({ universe, critical, clientMode, report }) {
    const clients = baselinesOf(universe).map(place => updatesOn(universe, place, clientMode));
    const importance = new Importance(universe, critical);

    return {
      package(pkg) {
        for (const updates of clients) {
          if (!updates.includes(pkg)) continue;
          const { standing } = updates;
          reportNeeds(standing, pkg);
          reportLibc(updates, pkg);
          const window = updateWindow(universe, updates, pkg);
          if (window === null) continue;
          reportLosses(standing, window);
          reportLeft(standing, window);
        }
      },
    };

    function reportNeeds(standing: Standing, pkg: BinaryPackage): void {
      for (const { provider, sonames, item, why } of unorderedNeeds(universe, standing, pkg)) {
        const isGrave = why !== 'circular' || importance.isVital(standing, standing.inSlotOf(pkg) ?? pkg);
        report({
          message: 'unordered',
          package: pkg,
          severity: isGrave ? 'error' : 'warning',
          data: {
            ...orderData(standing, pkg, provider),
            sonames: [...new Set(sonames.map(({ soname }) => soname))],
            ...NO_ITEM,
            [why]: why === 'unasked' ? provider.cpn : item,
            floor: why === 'circular' ? null : provider.cpvText,
            libc: LIBC_NAMES.includes(provider.cpn) ? provider.cpn : null,
          },
          identity: [standing.name, provider.cpn],
          anchor: anchors.unordered(pkg, provider.cpn),
        });
      }
    }

    function reportLibc(updates: ClientUpdates, pkg: BinaryPackage): void {
      const { standing } = updates;
      const all = libcHazardsOn(universe, updates);
      const hazard = all.get(pkg);
      if (hazard === undefined) return;
      const alike = () => [...all.keys()].filter(user => all.get(user)?.provider === hazard.provider);
      const example = importance.first(standing, hazard.provider, alike);
      report({
        message: 'libc',
        package: pkg,
        assurance: 'assumed',
        severity: critical.has(pkg.cpn) ? 'error' : 'warning',
        data: {
          ...orderData(standing, pkg, hazard.provider),
          floor: hazard.provider.cpvText,
          installed: instanceName(hazard.installed),
          example: instanceName(example),
        },
        identity: [standing.name],
        anchor: anchors.unorderedLibc(pkg),
        // What its files tell for certain.
        follows: [anchors.libcFloor(pkg)],
      });
    }

    function reportLosses(standing: Standing, window: UpdateWindow): void {
      const { losses, losers, guard, from, to } = window;
      const isGuarded = losers.bound.length === losers.packages.length;
      for (const loss of losses) {
        report({
          message: isGuarded ? 'lost-guarded' : 'lost',
          package: to,
          reach: reachOfAll(universe, losers.broken, from, to),
          severity: gravity(standing, losers, isGuarded),
          data: {
            ...windowData(window, losers, { standing, importance }),
            ...lossData(losses, loss),
            guard: guard?.cpvText ?? null,
          },
          identity: [standing.name, loss.soname.abi, loss.soname.soname],
          ...(isGuarded ? { follows: [blockedOn(standing, to)] } : { anchor: anchors.breaking(to) }),
        });
      }
    }

    function reportLeft(standing: Standing, window: UpdateWindow): void {
      const { left, from, to } = window;
      if (left.packages.length === 0) return;
      report({
        message: 'left',
        package: to,
        reach: reachOfAll(universe, left.broken, from, to),
        severity: gravity(standing, left, true),
        data: {
          ...windowData(window, left, { standing, importance }),
          users: left.packages.map(instanceName),
        },
        identity: [standing.name],
        follows: [anchors.breaking(to), blockedOn(standing, to)],
      });
    }

    /** What breaks for good or is critical is graver than what the same update repairs, and what Portage holds back less so. */
    function gravity(standing: Standing, { packages, broken }: Sufferers, isGuarded: boolean): Severity {
      const isGrave = broken.length > 0 || packages.some(pkg => importance.isVital(standing, pkg));
      if (isGuarded) return isGrave ? 'warning' : 'info';
      return isGrave ? 'error' : 'warning';
    }
  },
});

/** What upgrade-blocked says of an update that Portage holds back. */
function blockedOn({ place }: Standing, to: BinaryPackage): Anchor {
  return anchors.blocked(place, slotKey(to));
}

/** What keeps a dependency from ordering, by the name of its message part. */
const NO_ITEM = { satisfied: null, circular: null, loose: null, unasked: null };

/** The edge that is missing between a package and what it needs, and what may happen without it. */
function orderData(standing: Standing, pkg: BinaryPackage, provider: BinaryPackage) {
  const user = instanceName(pkg);
  return {
    provider: instanceName(provider),
    name: provider.cpn,
    baseline: standing.name,
    missingEdge: `${user} -> >=${provider.cpvText}`,
    counterexample: [
      { merge: user, broken: [user] },
      { merge: instanceName(provider), broken: [] },
    ],
  };
}
