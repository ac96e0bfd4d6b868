// Verdicts against Portage's resolver (`shared/data/resolver`) and against the closures that another program computed
// (`truth.transitive`); every witness is walked by an independent checker.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadUniverse } from '../../src/load/load-universe.js';
import { instanceName } from '../../src/model/package.js';
import { judgeInstallability } from '../../src/solver/judge-installability.js';
import { checkReasons } from '../support/check-reasons.js';
import { checkWitness } from '../support/check-witness.js';

const DATA = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const present = existsSync(`${DATA}resolver`);
if (!present) console.warn('skipped: ../shared/data/resolver is not there');

interface Answer {
  readonly cpv: string;
  readonly atom: string;
  readonly installed: boolean;
  readonly success: boolean;
  readonly mergelist: readonly string[] | null;
  readonly sat: { readonly o: boolean; readonly n?: boolean };
  readonly tag: string;
}

interface Expected {
  readonly visible: Readonly<Record<string, true | readonly string[]>>;
  readonly answers: readonly Answer[];
}

/** What decides in a case besides the packages: profiles are not read yet. */
const NEEDS_PROFILE: Readonly<Record<string, string>> = {
  'multi.build_id_profile_format.BuildIdProfileFormat-own':
    'sys-libs/zlib is in package.provided of its profile',
};

/** Where our verdict must be Portage's. */
const ANSWERED: ReadonlySet<string> = new Set([
  'agree',
  'portage:circular-slot-operator',
  'vdb:protects',
  'vdb:uninstalls',
]);

const cases = (present ? readdirSync(`${DATA}resolver`).sort() : []).map(name => {
  const expected = JSON.parse(readFileSync(`${DATA}resolver/${name}/expected.json`, 'utf8')) as Expected;
  return { name, expected, visible: Object.values(expected.visible).every(value => value === true) };
});

describe.skipIf(!present)('Portage answers', () => {
  const judged = cases.filter(({ name, visible }) => visible && !(name in NEEDS_PROFILE));

  it.each(judged.map(({ name, expected }) => [name, expected] as const))('%s', async (name, expected) => {
    for (const installed of [false, true]) {
      const answers = expected.answers.filter(answer => answer.installed === installed);
      if (answers.length === 0) continue;
      const folder = `${DATA}resolver/${name}`;
      const { universe } = await loadUniverse({
        source: `${folder}/pkgdir`,
        indexOnly: true,
        ...(installed ? { installed: [{ name: 'vdb', path: `${folder}/vdb` }] } : {}),
      });
      const baseline = installed ? universe.sources.findIndex(source => source.role === 'installed') : null;
      const config = JSON.parse(readFileSync(`${folder}/config.json`, 'utf8')) as {
        readonly world: readonly string[];
      };
      const world = config.world.map(text => universe.atom(text));
      const verdicts = judgeInstallability(universe, universe.judged, { baseline, world });
      for (const verdict of verdicts) {
        if (verdict.verdict === 'installable')
          expect(checkWitness(universe, verdict, baseline), instanceName(verdict.package)).toEqual([]);
      }
      for (const { cpv, atom, sat, tag, success } of answers) {
        if (!ANSWERED.has(tag)) continue;
        const wanted = universe.atom(atom);
        const ours = verdicts.filter(
          ({ package: pkg }) => pkg.cpvText === cpv && universe.matches(wanted).includes(pkg),
        );
        expect(
          ours.some(({ verdict }) => verdict === 'installable'),
          `${atom} ${tag}`,
        ).toBe(success);
        // What makes way for a blocker is removed without breaking anything: `sat` counts that as broken.
        if (tag !== 'vdb:uninstalls') expect(installed ? sat.n : sat.o).toBe(success);
      }
    }
  });
});

const INDICES = `${DATA}indices`;
const indices = existsSync(INDICES) ? readdirSync(INDICES).sort() : [];

describe.skipIf(indices.length === 0).each(indices)('%s', name => {
  it('has exactly the closures of truth.transitive where nothing excludes anything', async () => {
    const truth = JSON.parse(readFileSync(`${INDICES}/${name}/truth.json`, 'utf8')) as {
      readonly transitive: { readonly ok_list: readonly string[] };
    };
    const { universe } = await loadUniverse({ source: `${INDICES}/${name}/Packages` });
    const verdicts = judgeInstallability(universe, universe.judged, {
      baseline: null,
      withoutConflicts: true,
      withoutOrder: true,
      reasons: false,
    });
    const installable = verdicts
      .filter(({ verdict }) => verdict === 'installable')
      .map(({ package: pkg }) => instanceName(pkg));
    expect(installable.sort()).toEqual([...truth.transitive.ok_list].sort());
  });

  it('has a witness that can be walked, or reasons none of which can be left out, for every package', async () => {
    const { universe } = await loadUniverse({ source: `${INDICES}/${name}/Packages` });
    for (const withoutOrder of [false, true]) {
      const verdicts = judgeInstallability(universe, universe.judged, { baseline: null, withoutOrder });
      for (const verdict of verdicts) {
        if (verdict.verdict === 'unknown') expect.unreachable(verdict.why);
        const isRefusedByReasons = verdict.verdict === 'not-installable' && verdict.cycles.length === 0;
        if (verdict.verdict === 'installable') {
          expect(checkWitness(universe, verdict, null), instanceName(verdict.package)).toEqual([]);
          if (!withoutOrder) expect(verdict.refused).toEqual([]);
        } else if (isRefusedByReasons) {
          expect(checkReasons(universe, verdict), instanceName(verdict.package)).toEqual([]);
        }
      }
    }
  }, 60_000);
});
