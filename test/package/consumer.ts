// A program of somebody else's, in thirty lines: what is on disk, judged, explained and told. Compiled and run by
// `package.test.ts` against what `npm pack` gives.

import { check, type Explanation, explain, instanceName, RULES } from 'binpkg-check';
import { type Loaded, loadUniverse, makeIndex, type ScanOptions } from 'binpkg-check/node';
import { type FindingRecord, PLAIN, REPORTERS, reportSchema } from 'binpkg-check/report';

const source = process.argv[2] ?? '.';
const { universe, inputs }: Loaded = await loadUniverse({ source });
const result = check(universe, inputs, RULES);
const [first] = result.findings;
if (first === undefined) throw new Error('nothing found');
const explanation: Explanation = explain(first, RULES);

const input = { result, rules: RULES, tool: { name: 'consumer', version: '1.0.0' } };
const style = { width: 80, verbose: false, quiet: false, palette: PLAIN };
const texts = new Map<string, string>();
for (const [format, open] of Object.entries(REPORTERS)) texts.set(format, (await open())(input, style));
const report = await reportSchema['~standard'].validate(JSON.parse(texts.get('json') ?? ''));
if (report.issues !== undefined) throw new Error(report.issues[0]?.message);
const findings: readonly FindingRecord[] = report.value.findings;

const options: ScanOptions = {};
console.log(typeof makeIndex, Object.keys(options).length, explanation.rule.length > 0);
console.log(universe.judged.map(instanceName).length, findings.length === result.findings.length);

declare const process: { readonly argv: readonly string[] };
declare const console: { log(...words: readonly unknown[]): void };
