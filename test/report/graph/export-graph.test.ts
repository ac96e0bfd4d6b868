import { MultiDirectedGraph } from 'graphology';
import { describe, expect, it } from 'vitest';
import {
  exportDot,
  exportGexf,
  exportGraphml,
  exportJson,
  GRAPH_FORMATS,
} from '../../../src/report/graph/export-graph.js';

const NASTY = 'x/"evil" <&>\u0001\n';

function makeGraph() {
  const graph = new MultiDirectedGraph();
  graph.addNode('a/a-1', { kind: 'package', label: 'a/a-1', buildId: null, superseded: false });
  graph.addNode('a/b-1-2', { kind: 'package', label: 'a/b-1-2', buildId: 2, superseded: true });
  graph.addNode(`missing ${NASTY}`, { kind: 'missing', label: NASTY });
  graph.addDirectedEdge('a/a-1', 'a/b-1-2', { class: 'RDEPEND', atom: '>=a/b-1', candidates: 1 });
  graph.addDirectedEdge('a/a-1', 'a/b-1-2', { class: 'PDEPEND', atom: 'a/b', candidates: 1 });
  graph.addDirectedEdge('a/b-1-2', `missing ${NASTY}`, { class: 'RDEPEND', atom: NASTY, candidates: 0 });
  return graph;
}

describe('graph formats', () => {
  it('are the same bytes for the same graph, whatever graphology calls its edges', () => {
    for (const write of Object.values(GRAPH_FORMATS)) expect(write(makeGraph())).toBe(write(makeGraph()));
  });

  it('write DOT with quoted names, missing needs and old packages told apart', () => {
    expect(exportDot(makeGraph()).split('\n')).toEqual([
      'digraph binhost {',
      '  rankdir=LR;',
      '  node [shape=box];',
      '  "a/a-1" [label="a/a-1"];',
      '  "a/b-1-2" [label="a/b-1-2", color=gray];',
      '  "missing x/\\"evil\\" <&>\\\\x01 " [label="x/\\"evil\\" <&>\\\\x01 ", style=dashed, color=red];',
      '  "a/a-1" -> "a/b-1-2" [label="PDEPEND a/b"];',
      '  "a/a-1" -> "a/b-1-2" [label="RDEPEND >=a/b-1"];',
      '  "a/b-1-2" -> "missing x/\\"evil\\" <&>\\\\x01 " [label="RDEPEND x/\\"evil\\" <&>\\\\x01 "];',
      '}',
      '',
    ]);
  });

  it('write XML that holds no character that XML forbids', () => {
    for (const text of [exportGraphml(makeGraph()), exportGexf(makeGraph())]) {
      expect(text).not.toMatch(/(?![\t\n\r])\p{Cc}/u);
      expect(text).toContain('&lt;&amp;');
    }
  });

  it('escape what turns the direction of a text or steers a terminal', () => {
    const graph = new MultiDirectedGraph();
    graph.addNode('a\u202eb\u009bc\x7f', {
      label: 'a\u202eb\u009bc\x7f',
      kind: 'package',
      superseded: false,
    });
    for (const write of Object.values(GRAPH_FORMATS))
      expect(write(graph)).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(exportGraphml(graph)).toContain('id="a&#x202e;b&#x9b;c&#x7f;"');
    expect(exportGexf(graph)).toContain('label="a&#x202e;b&#x9b;c&#x7f;"');
  });

  it('write JSON with nodes and edges and their attributes', () => {
    const { schema, nodes, edges } = JSON.parse(exportJson(makeGraph()));
    expect(schema).toBe('binpkg-check/graph/1');
    expect(nodes.map((node: { key: string }) => node.key)).toEqual(['a/a-1', 'a/b-1-2', `missing ${NASTY}`]);
    expect(edges[0]).toEqual({
      source: 'a/a-1',
      target: 'a/b-1-2',
      attributes: { class: 'PDEPEND', atom: 'a/b', candidates: 1 },
    });
  });
});
