// A program of somebody else: through the doors alone it loads the binhost of the fixtures and puts every question to it.

import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  answerDivergence,
  answerGraph,
  answerHitRate,
  answerImpact,
  answerInstallable,
  answerMetadata,
  answerUpgrade,
  check,
  decide,
  decideInstallable,
  describeDivergence,
  describeHitRate,
  describeImpact,
  describeInstallable,
  describePackage,
  describeUpgrade,
  explainPackage,
  findGaps,
  QuestionError,
  type Reading,
  RULES,
  type Universe,
} from '../src/index.js';
import { loadClient, loadTree, loadUniverse } from '../src/node.js';

const FIXTURES = fileURLToPath(new URL('../fixtures', import.meta.url));
const TREE = `${FIXTURES}/profiles/main`;
const client = await loadClient({ profile: 'desktop', tree: [TREE] });
const tree = await loadTree([TREE]);
let universe: Universe;

beforeAll(async () => {
  const loaded = await loadUniverse({
    source: `${FIXTURES}/binhost`,
    installed: [{ name: 'stage3', path: `${FIXTURES}/stage3/Packages` }],
    indexOnly: true,
  });
  universe = loaded.universe;
});

/** What a record is made of: it can be sent anywhere. */
function isPlain(record: unknown): boolean {
  return JSON.stringify(JSON.parse(JSON.stringify(record))) === JSON.stringify(record);
}

describe('a program of somebody else', () => {
  it('learns what can be installed', () => {
    const answer = answerInstallable(universe);
    const record = describeInstallable(answer);
    expect(
      record.verdicts.filter(({ verdict }) => verdict === 'not-installable').map(({ cpv }) => cpv),
    ).toEqual(['net-misc/curl-8.9.1', 'net-misc/wget-1.24.5']);
    expect(decideInstallable(answer)).toBe('fail');
    expect(isPlain(record)).toBe(true);
  });

  it('learns how to update, what is known of a package, and what hangs on it', () => {
    const plan = describeUpgrade(answerUpgrade(universe), 'stage3', 'binhost');
    expect(plan).toMatchObject({ schema: 'binpkg-check/upgrade/1', outcome: 'planned' });
    const story = describePackage(explainPackage(universe, RULES, 'wget'));
    expect(story.packages[0]).toMatchObject({
      package: expect.stringMatching(/^net-misc\/wget-1\.24\.5/),
      verdicts: [{ verdict: 'not-installable', baseline: 'stage3' }],
    });
    const impact = describeImpact(answerImpact(universe, 'dev-lang/perl'));
    expect(impact.packages.length).toBeGreaterThan(0);
    for (const record of [plan, story, impact]) expect(isPlain(record)).toBe(true);
  });

  it('learns what clients take and how they differ', () => {
    const hits = describeHitRate(answerHitRate(universe, tree, [client]), 'binhost');
    expect(hits).toMatchObject({ schema: 'binpkg-check/hit-rate/1', clients: [{ client: client.name }] });
    const found = answerDivergence(universe, tree, { a: client, b: client });
    expect(describeDivergence(found, 'binhost', { a: 'a', b: 'b' }).settings).toEqual([]);
    expect(isPlain(hits)).toBe(true);
  });

  it('gets the graph, and what ebuilds say', async () => {
    const graph = answerGraph(universe);
    expect(graph.nodes.length).toBeGreaterThan(10);
    expect(isPlain(graph)).toBe(true);
    async function* none(): AsyncGenerator<Reading> {}
    expect(await answerMetadata({ repository: 'main', ignored: [] }, none())).toMatchObject({ ebuilds: 0 });
  });

  it('judges as audit does, and learns what was missing', () => {
    const result = check(universe, [], RULES);
    const gaps = findGaps(universe, result, { required: ['mirror-stale'], payload: false });
    expect(gaps).toEqual([{ kind: 'rule', rule: 'mirror-stale', wanted: ['mirror'] }]);
    const found = result.findings.map(({ severity }) => severity);
    expect(decide({ found, isIncomplete: gaps.length > 0 })).toBe('fail');
    expect(decide({ found, isIncomplete: gaps.length > 0 }, 'never')).toBe('undecided');
  });

  it('is told as data what a question gets wrong', () => {
    expect(() => answerImpact(universe, 'wegt')).toThrow(QuestionError);
    expect(() => answerImpact(universe, 'wegt')).toThrow(
      expect.objectContaining({ problem: { kind: 'no-name', name: 'wegt', nearest: 'net-misc/wget' } }),
    );
  });
});
