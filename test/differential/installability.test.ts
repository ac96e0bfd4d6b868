// Verdicts against Portage's resolver (`shared/data/resolver`) and against the closures that another program computed
// (`truth.transitive`); every witness is walked by an independent checker.

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadClient } from '../../src/load/client/read-client.js';
import { loadUniverse } from '../../src/load/load-universe.js';
import { universeSeenBy } from '../../src/model/client/client-universe.js';
import { maskReasons } from '../../src/model/client/visibility.js';
import { instanceName } from '../../src/model/package.js';
import { judgeForClient } from '../../src/solver/installability/judge-for-client.js';
import { judgeInstallability } from '../../src/solver/installability/judge-installability.js';
import { checkReasons } from '../support/check-reasons.js';
import { checkWitness } from '../support/check-witness.js';
import { realData } from '../support/real-data.js';

const DATA = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const present = realData('resolver') !== null;

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

/** Where our verdict must be Portage's. */
const ANSWERED: ReadonlySet<string> = new Set([
  'agree',
  'portage:circular-slot-operator',
  'vdb:protects',
  'vdb:uninstalls',
]);

const cases = (present ? readdirSync(`${DATA}resolver`).sort() : []).map(name => {
  const expected = JSON.parse(readFileSync(`${DATA}resolver/${name}/expected.json`, 'utf8')) as Expected;
  return [name, expected] as const;
});

interface CaseConfig {
  readonly world: readonly string[];
  readonly profile: string;
  readonly repos: Readonly<Record<string, { readonly dir: string }>>;
}

async function openCase(name: string, installed: boolean) {
  const folder = `${DATA}resolver/${name}`;
  const config = JSON.parse(readFileSync(`${folder}/config.json`, 'utf8')) as CaseConfig;
  const client = await loadClient({
    client: `${folder}/etc/portage`,
    profile: `${folder}/${config.profile}`,
    tree: Object.values(config.repos).map(({ dir }) => `${folder}/${dir}`),
  });
  const { universe } = await loadUniverse({
    source: `${folder}/pkgdir`,
    indexOnly: true,
    ...(installed ? { installed: [{ name: 'vdb', path: `${folder}/vdb` }] } : {}),
  });
  const baseline = installed ? universe.sources.findIndex(source => source.role === 'installed') : null;
  return { client, universe, baseline, world: config.world.map(text => universe.atom(text)) };
}

describe.skipIf(!present)('Portage sees', () => {
  it.each(cases)('%s', async (name, { visible }) => {
    const { client, universe } = await openCase(name, false);
    expect(client.problems).toEqual([]);
    const told = Object.fromEntries(
      universe.judged.map(pkg => {
        const kinds = maskReasons(client, pkg).map(({ kind }) => kind);
        return [instanceName(pkg), kinds.length === 0 ? true : kinds.sort()];
      }),
    );
    expect(told).toEqual(visible);
  });

  it('masks in some cases, so that the above can fail', () => {
    const masked = cases.filter(([, { visible }]) => Object.values(visible).some(value => value !== true));
    expect(masked.length).toBe(4);
  });
});

describe.skipIf(!present)('Portage answers', () => {
  it.each(cases)('%s', async (name, expected) => {
    for (const installed of [false, true]) {
      const answers = expected.answers.filter(answer => answer.installed === installed);
      if (answers.length === 0) continue;
      const { client, universe, baseline, world } = await openCase(name, installed);
      const seen = universeSeenBy(universe, client);
      const verdicts = judgeForClient(universe, client, universe.judged, { baseline, world });
      for (const verdict of verdicts) {
        if (verdict.verdict === 'installable')
          expect(checkWitness(seen, verdict, baseline), instanceName(verdict.package)).toEqual([]);
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
const indices = realData('indices') === null ? [] : readdirSync(INDICES).sort();

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
