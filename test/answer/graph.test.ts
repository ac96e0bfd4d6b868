import { MultiDirectedGraph } from 'graphology';
import { describe, expect, it } from 'vitest';
import { answerGraph } from '../../src/answer/graph.js';
import { dependencyGraph } from '../../src/model/graph/graph.js';
import { exportJson } from '../../src/report/graph/export-graph.js';
import { makeClient } from '../support/make-client.js';
import { readScenario } from '../support/scenario.js';

const universe = readScenario('[binhost]\nCPV: x/a-1\nRDEPEND: x/b x/gone\n\nCPV: x/b-1\nKEYWORDS: ~amd64\n');

describe('the graph', () => {
  it('is a record, in an order that does not change', () => {
    const record = answerGraph(universe);
    expect(record.schema).toBe('binpkg-check/graph/1');
    expect(record.nodes.map(({ key }) => key)).toEqual(['missing x/gone', 'x/a-1', 'x/b-1']);
    expect(record.edges.map(({ source, target }) => `${source} ${target}`)).toEqual([
      'x/a-1 missing x/gone',
      'x/a-1 x/b-1',
    ]);
    expect(`${JSON.stringify(record, null, 1)}\n`).toBe(exportJson(dependencyGraph(universe)));
  });

  it('is read by graphology', () => {
    const { nodes, edges } = answerGraph(universe);
    const graph = MultiDirectedGraph.from({
      attributes: {},
      options: { type: 'directed', multi: true, allowSelfLoops: true },
      nodes: nodes.map(node => ({ ...node })),
      edges: edges.map(edge => ({ ...edge })),
    });
    expect([graph.order, graph.size]).toEqual([3, 2]);
  });

  it('leaves out what a client masks', () => {
    const client = makeClient();
    const keys = answerGraph(universe, { client }).nodes.map(({ key }) => key);
    expect(keys).not.toContain('x/b-1');
  });
});
