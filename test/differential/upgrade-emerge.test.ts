// `emerge -uDK @world` between real generations, as Portage 3.0.82 answered (ResolverPlayground, all that is installed in @world): the plan
// of a client with --usepkgonly is the same set. The baseline is the older state without what lacks a dependency in it.

import { describe, expect, it } from 'vitest';
import { loadUniverse } from '../../src/load/load-universe.js';
import { buildUniverse } from '../../src/model/build-universe.js';
import { type BinaryPackage, instanceName, slotKey } from '../../src/model/package.js';
import { itemHolds, requirementsOf } from '../../src/model/requirements.js';
import type { Universe } from '../../src/model/universe.js';
import { planUpgrade } from '../../src/solver/upgrade/plan-upgrade.js';
import { realData } from '../support/real-data.js';

const folder = realData('indices');

const P06 = 'p06-perl-5.36-5.38-arm-2023-09';
const P08 = 'p08-icu-73-74-arm-2024-04';
const P15 = 'p15-glibc-2.31-2.33-x86-2022-11';

interface Expected {
  readonly installed: number;
  /** What Portage merges. */
  readonly portage: readonly string[];
  /** What of it is left out, and why. */
  readonly without?: string;
  /** The least that Portage needs; with that it still gives up, with 100 it does not. */
  readonly backtrack?: number;
}

const PAIRS: readonly (readonly [from: string, to: string, Expected])[] = [
  [`${P06}-a`, `${P06}-b`, { installed: 221, portage: [] }],
  [`${P06}-b`, `${P06}-a`, { installed: 222, portage: [] }],
  [`${P08}-a`, `${P08}-b`, { installed: 271, portage: [], backtrack: 68 }],
  [`${P08}-b`, `${P08}-a`, { installed: 271, portage: [], backtrack: 66 }],
  [`${P15}-a`, `${P15}-b`, { installed: 1325, portage: [] }],
  [
    `${P15}-b`,
    `${P15}-a`,
    {
      installed: 537,
      portage: ['sys-libs/glibc-2.31-r7-6'],
      without: 'no C library goes back: the resolver merges it, its ebuild dies in pkg_preinst',
    },
  ],
];

/** Of each slot the newest that lacks nothing; who lacks something makes room for the one before. */
function closedPart(universe: Universe, place: number): ReadonlySet<BinaryPackage> {
  const slots = new Map<string, BinaryPackage[]>();
  for (const pkg of [...universe.byCpn.values()].flat())
    if (pkg.source === place) slots.set(slotKey(pkg), [...(slots.get(slotKey(pkg)) ?? []), pkg]);
  for (;;) {
    const there = new Set([...slots.values()].flatMap(group => group.at(-1) ?? []));
    const lacking = [...there].filter(pkg =>
      [...requirementsOf(universe, pkg)].some(
        ({ node }) => !itemHolds(node, atom => universe.matches(atom).some(other => there.has(other))),
      ),
    );
    if (lacking.length === 0) return there;
    for (const pkg of lacking) slots.get(slotKey(pkg))?.pop();
  }
}

describe.skipIf(folder === null)('emerge -uDK @world', () => {
  it.each(PAIRS)(
    '%s to %s',
    async (from, to, expected) => {
      const { universe: whole } = await loadUniverse({
        source: `${folder}/${to}/Packages`,
        installed: [{ name: null, path: `${folder}/${from}/Packages` }],
        indexOnly: true,
      });
      const closed = closedPart(whole, 1);
      expect(closed.size).toBe(expected.installed);
      const records = (place: number) =>
        whole.packages.filter(pkg => pkg.source === place && (place === 0 || closed.has(pkg)));
      const universe = buildUniverse(
        whole.sources.map((source, place) => ({
          ...source,
          records: records(place).map(({ record }) => record),
        })),
      );
      const answer = planUpgrade(universe, { baseline: 1, mode: 'usepkgonly' });
      if (answer.outcome !== 'planned') throw new Error(answer.outcome);
      const ours = answer.steps.map(({ merge }) => instanceName(merge));
      expect(ours.sort()).toEqual(expected.without === undefined ? expected.portage : []);
      expect(answer.backtrack).toBe(expected.backtrack ?? null);
    },
    60_000,
  );
});
