// Records of the graph, of what hangs on a package and of all that is known of one: each fits its schema, which is published.

import { readFileSync, writeFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { describePackage, explainPackage, PACKAGE_SCHEMA } from '../../src/answer/explain-package.js';
import { answerGraph, GRAPH_SCHEMA } from '../../src/answer/graph.js';
import { graphSchema } from '../../src/answer/graph-schema.js';
import { answerImpact, describeImpact, IMPACT_SCHEMA } from '../../src/answer/impact.js';
import { impactSchema } from '../../src/answer/impact-schema.js';
import { packageSchema } from '../../src/answer/package-schema.js';
import { RULES } from '../../src/rules/index.js';
import { readScenario } from '../support/scenario.js';

const HOST = '[binhost]\nCPV: x/a-1\nRDEPEND: x/b x/gone\n\nCPV: x/b-1\nBUILD_ID: 2\n';
const ROOT =
  '[installed root]\nCPV: x/b-0\nPROVIDES: x86_64: libb.so.1\n\nCPV: x/c-1\nREQUIRES: x86_64: libb.so.1\n';
const universes = [readScenario(HOST), readScenario(HOST + ROOT)];

const PUBLISHED = [
  {
    file: 'graph-1.schema.json',
    id: GRAPH_SCHEMA,
    title: 'The graph of binpkg-check graph',
    schema: graphSchema,
    records: universes.map(universe => answerGraph(universe)),
    wrong: { nodes: [{ key: 'x' }] },
  },
  {
    file: 'impact-1.schema.json',
    id: IMPACT_SCHEMA,
    title: 'What hangs on a package',
    schema: impactSchema,
    records: universes.map(universe => describeImpact(answerImpact(universe, 'x/b'))),
    wrong: { packages: [{ package: 'x/b-1' }] },
  },
  {
    file: 'package-1.schema.json',
    id: PACKAGE_SCHEMA,
    title: 'What is known of a package',
    schema: packageSchema,
    records: universes.map(universe => describePackage(explainPackage(universe, RULES, 'x/a'))),
    wrong: { others: [1] },
  },
];

describe.each(PUBLISHED)('$id', ({ file, id, title, schema, records, wrong }) => {
  it('is the schema of what is answered, without a key that it does not know', () => {
    for (const record of records.map(one => JSON.parse(JSON.stringify(one)))) {
      expect(v.parse(schema, record)).toEqual(record);
      expect(v.safeParse(schema, { ...record, ...wrong }).success).toBe(false);
    }
  });

  it('is published as it is (UPDATE_SCHEMA=1 npm run unit && npm run format rewrites it)', () => {
    const { $schema, ...body } = toJsonSchema(schema, { errorMode: 'ignore' });
    const published = { $schema, $id: id, title, ...body };
    const path = new URL(`../../bindings/schema/${file}`, import.meta.url);
    if (process.env['UPDATE_SCHEMA'] === '1') writeFileSync(path, `${JSON.stringify(published, null, 2)}\n`);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(published);
  });
});
