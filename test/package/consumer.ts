// A program of somebody else's, in thirty lines: what is on disk, judged, explained and told. Compiled and run by
// `package.test.ts` against what `npm pack` gives.

import * as door from 'binpkg-check';
import { check, type Explanation, explain, instanceName, RULES } from 'binpkg-check';
import { type Loaded, loadClient, loadTree, loadUniverse } from 'binpkg-check/node';
import { type FindingRecord, PLAIN, REPORTERS, reportSchema } from 'binpkg-check/report';

const [source = '.', baseline = '.', repository = '.'] = process.argv.slice(2);
const installed = [{ name: 'stage3', path: baseline }];
const { universe, inputs }: Loaded = await loadUniverse({ source, installed });
const result = check(universe, inputs, RULES);
const [first] = result.findings;
if (first === undefined) throw new Error('nothing found');
const explanation: Explanation = explain(first, RULES);

const input = { result, rules: RULES, tool: { name: 'consumer', version: '1.0.0' } };
const style = { width: 80, verbose: false, quiet: false, palette: PLAIN };
const texts = new Map<string, string>();
for (const [format, open] of Object.entries(REPORTERS))
  texts.set(format, [...(await open())(input, style)].join(''));
const report = await reportSchema['~standard'].validate(JSON.parse(texts.get('json') ?? ''));
if (report.issues !== undefined) throw new Error(report.issues[0]?.message);
const findings: readonly FindingRecord[] = report.value.findings;
console.log(
  universe.judged.map(instanceName).length,
  findings.length === result.findings.length,
  explanation.rule,
);

const tree = await loadTree([repository]);
const client = await loadClient({ profile: 'desktop', tree: [repository] });
async function* none(): AsyncGenerator<door.Reading> {}
console.log(
  door.decideInstallable(door.answerInstallable(universe)),
  door.answerUpgrade(universe).outcome,
  door.describeHitRate(door.answerHitRate(universe, tree, [client]), source).clients.length,
  door.describeDivergence(door.answerDivergence(universe, tree, { a: client, b: client }), source, {
    a: '',
    b: '',
  }).settings,
  door.describePackage(door.explainPackage(universe, RULES, 'wget')).packages.length,
  door.describeImpact(door.answerImpact(universe, 'dev-lang/perl')).packages.length,
  door.answerGraph(universe).nodes.length > 10,
  (await door.answerMetadata({ repository: 'main', ignored: [] }, none())).ebuilds,
);

declare const process: { readonly argv: readonly string[] };
declare const console: { log(...words: readonly unknown[]): void };
