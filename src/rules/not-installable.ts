// What a client cannot install from where it stands, with the smallest set of reasons; proved, not guessed.

import { dedent } from '../base/dedent.js';
import { type BinaryPackage, instanceName, slotKey } from '../model/package.js';
import { nameOfPlace, type Place } from '../model/place.js';
import { standingOn } from '../model/standing.js';
import type { Universe } from '../model/universe.js';
import { describeRefusal, isUnmet } from '../solver/installability/describe-reason.js';
import type { RefusedCycle } from '../solver/installability/held-state.js';
import { foldRefusals } from '../solver/installability/reason-key.js';
import type { NotInstallable } from '../solver/installability/verdict.js';
import { verdictsFrom } from '../solver/installability/verdicts-from.js';
import { type Anchor, anchors } from './kit/anchor.js';
import { defineRule } from './kit/rule.js';
import { sayRefusal } from './kit/say-refusal.js';
import { seeFrom } from './kit/see-from.js';
import { sayPlace } from './words/say-place.js';

const REFUSED = {
  text: 'cannot be installed from {from}: {because}',
  reach: 'nobody',
  remedy: 'rebuild or withdraw one of the packages that stand in the way, or publish what is missing',
  cause: '{instance} from {from}',
  title: '{instance} cannot be installed from {from}',
  rows: { because: '{because}' },
  consequence: 'cannot be installed from {from}',
} as const;

export const notInstallable = defineRule({
  id: 'not-installable',
  severity: 'error',
  scope: 'index',
  needs: ['place'],
  kin: { fields: ['baseline'] },
  documentation: {
    what: 'Each package can be installed from every declared baseline (and with <<prove>> from an empty root): with all it needs, all that is installed still working.',
    why: 'A client that asks for it is refused, or has to compile what is missing. That every single dependency has a match proves nothing: matches may block each other, share a slot, or need what is not here.',
    remedy:
      'The reasons are minimal: remove any one of them, and the others can be met. Each refusal is told under the smallest one that it contains.',
    source: 'PMS 8.2, 8.3; Portage lib/_emerge/depgraph.py',
  },
  messages: {
    baseline: {
      ...REFUSED,
      family: '{causes} packages cannot be installed from the baselines, nor can what needs them',
    },
    empty: {
      ...REFUSED,
      family: '{causes} packages cannot be installed from an empty root, nor can what needs them',
    },
    undecided: {
      severity: 'warning',
      text: 'is not known to be installable from {from}: {why}',
      remedy: 'ask for it alone: <<installable>> ={cpv}',
      cause: '{why} from {from}',
      title: '{packages} ((packages:package is|packages are)) not known to be installable from {from}: {why}',
      family: '{packages} ((packages:package is|packages are)) not known to be installable',
      consequence: '((is|are)) not known to be installable from {from}',
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: app-misc/b app-misc/c

        CPV: app-misc/b-1

        CPV: app-misc/c-1
        RDEPEND: !app-misc/b
        [installed stage3]
        CPV: app-misc/d-1
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: app-misc/b app-misc/c

        CPV: app-misc/b-1

        CPV: app-misc/c-1
        RDEPEND: !app-misc/e
        [installed stage3]
        CPV: app-misc/d-1
      `,
      expect: ['baseline'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: app-misc/b app-misc/c

        CPV: app-misc/b-1
        RDEPEND: <dev-libs/d-2

        CPV: app-misc/c-1
        RDEPEND: >=dev-libs/d-2

        CPV: dev-libs/d-1

        CPV: dev-libs/d-2
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: app-misc/b app-misc/c

        CPV: app-misc/b-1
        RDEPEND: <dev-libs/d-2

        CPV: app-misc/c-1
        RDEPEND: >=dev-libs/d-2

        CPV: dev-libs/d-1

        CPV: dev-libs/d-2
        SLOT: 2
      `,
      expect: ['empty'],
    },
    {
      // Deeper than is read here, though not deeper than Portage reads.
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: ${'( '.repeat(1001)}dev-libs/b${' )'.repeat(1001)}

        CPV: dev-libs/b-1
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: dev-libs/b

        CPV: dev-libs/b-1
      `,
      expect: ['undecided'],
    },
  ],
  create({ universe, places, report }) {
    return {
      index() {
        for (const place of places) {
          const verdicts = verdictsFrom(universe, place);
          const refusals: NotInstallable[] = [];
          for (const verdict of verdicts) {
            if (verdict.verdict === 'not-installable') refusals.push(verdict);
            if (verdict.verdict === 'unknown') reportUndecided(verdict.package, verdict.why, place);
          }
          const byBreadth = compareBreadth(refusals);
          for (const { refusal, consequences } of foldRefusals(refusals)) {
            const cycles = [...refusal.cycles].sort(byBreadth).map(anchors.cycle);
            reportRefusal(refusal, place, [...cycles, ...causesOf(universe, refusal, place)]);
            for (const consequence of consequences)
              reportRefusal(consequence, place, [anchors.notInstallable(place, refusal.package)]);
          }
        }
      },
    };

    function reportRefusal(refusal: NotInstallable, place: Place, follows: readonly Anchor[]): void {
      const { package: pkg } = refusal;
      report({
        message: place === null ? 'empty' : 'baseline',
        package: pkg,
        data: {
          baseline: nameOfPlace(universe, place),
          from: sayPlace(universe, place),
          instance: instanceName(pkg),
          reasons: describeRefusal(refusal),
          because: sayRefusal(universe, refusal, seeFrom(universe, place)),
        },
        identity: identify(universe, place),
        // Nobody who has a newer one wants it.
        ...(isDowngrade(universe, pkg, place) ? { severity: 'info' } : {}),
        anchor: anchors.notInstallable(place, pkg),
        follows,
      });
    }

    function reportUndecided(pkg: BinaryPackage, why: string, place: Place): void {
      report({
        message: 'undecided',
        package: pkg,
        data: {
          baseline: nameOfPlace(universe, place),
          from: sayPlace(universe, place),
          cpv: pkg.cpvText,
          reasons: [{ kind: 'unknown', why }],
          why,
        },
        identity: identify(universe, place),
      });
    }
  },
});

function isDowngrade(universe: Universe, pkg: BinaryPackage, place: Place): boolean {
  if (place === null) return false;
  const standing = standingOn(universe, place);
  const installed = standing.inSlotOf(pkg);
  const group = universe.byCpn.get(pkg.cpn) ?? [];
  return installed !== null && standing.lacks(pkg) && group.indexOf(installed) > group.indexOf(pkg);
}

/** Which of several cycles is told: the one that most refusals have, whatever the builds of its members. */
function compareBreadth(refusals: readonly NotInstallable[]) {
  const nameOf = ({ members }: RefusedCycle) => [...new Set(members.map(pkg => pkg.cpn))].join(' ');
  const counts = new Map<string, number>();
  const countOf = (name: string) => counts.get(name) ?? 0;
  for (const { cycles } of refusals)
    for (const name of new Set(cycles.map(nameOf))) counts.set(name, countOf(name) + 1);
  return (a: RefusedCycle, b: RefusedCycle) =>
    countOf(nameOf(b)) - countOf(nameOf(a)) || (nameOf(a) < nameOf(b) ? -1 : 1);
}

/** Findings of other rules that tell what a refusal comes from, where its reasons are theirs. */
function causesOf(universe: Universe, { package: pkg, reasons }: NotInstallable, place: Place) {
  const sees = seeFrom(universe, place);
  const unmet = reasons.flatMap(reason =>
    reason.kind === 'requirement' && isUnmet(universe, reason, sees)
      ? [anchors.unmet(reason.package, reason.item)]
      : [],
  );
  const invalid = reasons.flatMap(reason =>
    reason.kind === 'masked' ? [anchors.invalid(reason.package)] : [],
  );
  const slots = reasons.flatMap(reason =>
    reason.kind === 'same-slot' ? [`${reason.name}:${reason.slot}`] : [],
  );
  return [...invalid, ...unmet, ...[slotKey(pkg), ...slots].map(slot => anchors.blocked(place, slot))];
}

/** Baselines are told apart by their names, so that the finding stays the same when another joins them. */
function identify(universe: Universe, place: Place): readonly string[] {
  const name = nameOfPlace(universe, place);
  return name === null ? ['empty root'] : ['baseline', name];
}
