// What `emerge --update --deep @world` merges, by Portage's resolver (fixtures/updates): `getbinpkg` is a remote host with the tree at hand,
// nothing built from source and each installed package with the dependencies it was built with (`asked` names the options where that
// mattered); `usepkgonly` is a PKGDIR alone. A merge list of null is one that Portage did not come to.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { instanceName } from '../../../src/model/package.js';
import { CLIENT_MODES, type ClientMode } from '../../../src/model/update/client-mode.js';
import { planUpgrade } from '../../../src/solver/upgrade/plan-upgrade.js';
import { makeClient } from '../../support/make-client.js';
import { readScenario } from '../../support/scenario.js';

interface Case extends Readonly<Record<ClientMode, readonly string[] | null>> {
  readonly name: string;
  readonly why: string;
  readonly index: string;
  readonly vdb: string;
  readonly world: readonly string[];
}

const cases = ['portage-updates', 'portage-losses'].flatMap(name => {
  const file = fileURLToPath(new URL(`../../../fixtures/updates/${name}.json`, import.meta.url));
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly cases: readonly Case[] }).cases;
});
const client = makeClient({ arch: 'x86', acceptKeywords: ['x86'] });

function plan({ index, vdb, world }: Case, mode: ClientMode) {
  const header = 'ARCH: x86\nVERSION: 0\n\n';
  const universe = readScenario(
    `[binhost host]\n${header}${index}[installed root]\n${header}${vdb}[world]\n${world.join('\n')}\n`,
  );
  const answer = planUpgrade(universe, { baseline: 1, mode, client });
  if (answer.outcome !== 'planned') throw new Error(answer.outcome);
  const { steps, backtrack } = answer;
  const merged = steps.flatMap(({ merge, removes }) => [
    instanceName(merge),
    ...removes.map(pkg => `-${pkg.cpvText}`),
  ]);
  return { merged: merged.sort(), backtrack };
}

const EBUILD_GONE = 'its ebuild has left the tree, so that nothing keeps the installed build: no tree here';
const EBUILD_SAYS = "the ebuild's unbound := is not in the index, only what the binaries were built against";
const TREE_USE = 'what is taken of several builds follows the ebuild of the tree: no tree here';
const LIBRARY =
  'what needs a library is kept from losing it, or gets it first: Portage does not look at them';
const BLOCKED =
  'Portage stops where a blocker of an installed package is hard, or never tries the next branch';
const LACKED = 'Portage keeps what rests on something that lacks a dependency already: that protects nothing';
const CYCLE = 'the order is refused for a cycle of built slot operators: told by runtime-cycle-refused';
const BRANCH = 'which branch of a choice Portage goes for where another holds already';

/** Where the plan differs from Portage: what it merges, and why. */
const DIFFERS: Readonly<Record<string, readonly [merged: string, reason: string]>> = {
  'downgrade-gone getbinpkg': ['', EBUILD_GONE],
  'downgrade-of-dependency getbinpkg': ['', EBUILD_GONE],
  'slotop-back getbinpkg': ['', EBUILD_GONE],
  'slotop-any-of getbinpkg': ['lib/l-2-1', BRANCH],
  'slotop-any-of-one-installed getbinpkg': ['lib/k-1-1 lib/l-2-1', BRANCH],
  'slotop-other-slot getbinpkg': ['', EBUILD_SAYS],
  'slotop-cycle getbinpkg': ['lib/k-2-1 lib/l-2-1', CYCLE],
  'slotop-cycle usepkgonly': ['lib/k-2-1 lib/l-2-1', CYCLE],
  'block-hard-orphan getbinpkg': ['-lib/o-1 app/a-2-1', BLOCKED],
  'block-hard-orphan usepkgonly': ['-lib/o-1 app/a-2-1', BLOCKED],
  'anyof-first-blocked getbinpkg': ['app/a-2-1 lib/y-1-1', BLOCKED],
  'anyof-first-blocked usepkgonly': ['app/a-2-1 lib/y-1-1', BLOCKED],
  'point-22 getbinpkg': ['app/user-1-1 lib/mid-1-1 lib/x-1-1', LIBRARY],
  'point-22 usepkgonly': ['app/user-1-1 lib/mid-1-1 lib/x-1-1', LIBRARY],
  'point-22-mid-2-gone getbinpkg': ['app/user-1-1 lib/mid-1-1 lib/x-1-1', LIBRARY],
  'point-22-mid-2-gone usepkgonly': ['app/user-1-1 lib/mid-1-1 lib/x-1-1', LIBRARY],
  'unsat-instance getbinpkg': ['app/a-2-1', TREE_USE],
  'anyof-upgrade-first getbinpkg': ['app/a-2-1', BRANCH],
  'anyof-upgrade-first usepkgonly': ['app/a-2-1', BRANCH],
  'broken-before-deep getbinpkg': ['app/a-2-1 app/c-2-1', LACKED],
  'broken-before-deep usepkgonly': ['app/a-2-1 app/c-2-1', LACKED],
  'soname-lost getbinpkg': ['', LIBRARY],
  'soname-lost usepkgonly': ['', LIBRARY],
  'soname-lost-rebuilt getbinpkg': ['', LIBRARY],
  'loss-not-rebuilt getbinpkg': ['', LIBRARY],
  'loss-not-rebuilt usepkgonly': ['', LIBRARY],
  'loss-rebuilt getbinpkg': ['', LIBRARY],
  'loss-rebuilt-floor getbinpkg': ['', LIBRARY],
  'loss-rebuilt-equal getbinpkg': ['', LIBRARY],
  'loss-rebuilt-equal usepkgonly': ['', LIBRARY],
  'loss-rebuilt-absent getbinpkg': ['', LIBRARY],
  'loss-rebuilt-absent usepkgonly': ['', LIBRARY],
  'loss-rebuilt-older getbinpkg': ['', LIBRARY],
  'loss-rebuilt-and-own getbinpkg': ['', LIBRARY],
  'loss-two-users getbinpkg': ['', LIBRARY],
  'loss-in-rebuild-user-new getbinpkg': ['', LIBRARY],
  'loss-after-operator getbinpkg': ['', LIBRARY],
  'loss-in-rebuild usepkgonly': ['', LIBRARY],
};

describe('sets of merges', () => {
  it('are compared in more than a hundred cases', () => {
    expect(cases.length).toBeGreaterThan(100);
  });

  describe.each(CLIENT_MODES)('%s', mode => {
    it.each(cases)('$name: $why', one => {
      const { merged, backtrack } = plan(one, mode);
      const [differing] = DIFFERS[`${one.name} ${mode}`] ?? [];
      if (differing !== undefined) {
        expect(merged.join(' ')).toBe(differing);
        expect(merged).not.toEqual(one[mode]);
      } else if (one[mode] === null && merged.length > 0) expect(backtrack).toBeGreaterThan(20);
      else expect(merged).toEqual(one[mode] ?? []);
    });
  });
});
