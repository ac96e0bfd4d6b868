// Verdicts against Portage's resolver (`shared/data/resolver`) and against the closures that another program computed
// (`truth.transitive`); every witness is walked by an independent checker.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadUniverse } from '../../src/load/load-universe.js';
import { instanceName } from '../../src/model/package.js';
import { judgeInstallability } from '../../src/solver/judge-installability.js';
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
      const verdicts = judgeInstallability(universe, universe.judged, { baseline });
      for (const verdict of verdicts) {
        if (verdict.verdict === 'installable')
          expect(checkWitness(universe, verdict, baseline), instanceName(verdict.package)).toEqual([]);
      }
      for (const { cpv, atom, sat, tag, success } of answers) {
        if (tag !== 'agree' && tag !== 'portage:circular-slot-operator' && tag !== 'vdb:protects') continue;
        const wanted = universe.atom(atom);
        const ours = verdicts.filter(
          ({ package: pkg }) => pkg.cpvText === cpv && universe.matches(wanted).includes(pkg),
        );
        expect(
          ours.some(({ verdict }) => verdict === 'installable'),
          `${atom} ${tag}`,
        ).toBe(success);
        expect(installed ? sat.n : sat.o).toBe(success);
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
});
