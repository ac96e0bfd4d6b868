import { readFileSync, writeFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { answerGraph, GRAPH_SCHEMA } from '../../src/answer/graph.js';
import { graphSchema } from '../../src/answer/graph-schema.js';
import { readScenario } from '../support/scenario.js';

const SCHEMA_FILE = new URL('../../bindings/schema/graph-1.schema.json', import.meta.url);

describe('JSON of graph', () => {
  it('fits its schema without a key that the schema does not know', () => {
    const universe = readScenario('[binhost]\nCPV: x/a-1\nRDEPEND: x/b x/gone\n\nCPV: x/b-1\nBUILD_ID: 2\n');
    const record = JSON.parse(JSON.stringify(answerGraph(universe)));
    expect(v.parse(graphSchema, record)).toEqual(record);
    expect(v.safeParse(graphSchema, { ...record, nodes: [{ key: 'x' }] }).success).toBe(false);
  });

  it('has a published schema that is up to date (UPDATE_SCHEMA=1 npm run unit && npm run format rewrites it)', () => {
    const { $schema, ...body } = toJsonSchema(graphSchema);
    const schema = { $schema, $id: GRAPH_SCHEMA, title: 'The graph of binpkg-check graph', ...body };
    if (process.env['UPDATE_SCHEMA'] === '1')
      writeFileSync(SCHEMA_FILE, `${JSON.stringify(schema, null, 2)}\n`);
    expect(JSON.parse(readFileSync(SCHEMA_FILE, 'utf8'))).toEqual(schema);
  });
});
