// The dependency graph in the formats that graph tools read: DOT, GraphML, GEXF and JSON.

import * as gexf from 'graphology-gexf';
import { GRAPH_SCHEMA, type ListableGraph, listGraph } from '../../answer/graph.js';
import { makePrintable } from '../words/make-printable.js';
import { stringifyJson } from '../words/stringify-json.js';

/** What is needed of a graphology graph; its nodes and edges carry flat attributes. */
export type ExportableGraph = ListableGraph;

type Attributes = { readonly [name: string]: unknown };

interface Listing {
  readonly nodes: readonly { readonly key: string; readonly attributes: Attributes }[];
  readonly edges: readonly {
    readonly source: string;
    readonly target: string;
    readonly attributes: Attributes;
  }[];
}

/** Nodes by key, edges by their ends and attributes: the same bytes for the same graph. */
function list(graph: ExportableGraph): Listing {
  return listGraph(graph) as Listing;
}

export function exportJson(graph: ExportableGraph): string {
  return `${stringifyJson({ schema: GRAPH_SCHEMA, ...list(graph) }, 1)}\n`;
}

export function exportDot(graph: ExportableGraph): string {
  const { nodes, edges } = list(graph);
  const quote = (text: string) => `"${makePrintable(text.replace(/\n/g, ' ')).replace(/["\\]/g, '\\$&')}"`;
  const lines = nodes.map(({ key, attributes }) => {
    const style =
      attributes['kind'] === 'missing'
        ? ', style=dashed, color=red'
        : attributes['superseded'] === true
          ? ', color=gray'
          : '';
    return `  ${quote(key)} [label=${quote(String(attributes['label']))}${style}];`;
  });
  const arrows = edges.map(
    ({ source, target, attributes }) =>
      `  ${quote(source)} -> ${quote(target)} [label=${quote(`${attributes['class']} ${attributes['atom']}`)}];`,
  );
  return ['digraph binhost {', '  rankdir=LR;', '  node [shape=box];', ...lines, ...arrows, '}', ''].join(
    '\n',
  );
}

export function exportGraphml(graph: ExportableGraph): string {
  const { nodes, edges } = list(graph);
  const data = (attributes: Attributes) =>
    Object.entries(attributes)
      .map(([name, value]) =>
        value === null ? '' : `<data key="${name}">${escapeXml(String(value))}</data>`,
      )
      .join('');
  const keys = (kind: 'node' | 'edge', rows: readonly { readonly attributes: Attributes }[]) => {
    const types = new Map<string, string>();
    for (const { attributes } of rows)
      for (const [name, value] of Object.entries(attributes))
        if (value !== null) types.set(name, graphmlType(value));
    return [...types].map(
      ([name, type]) => `  <key id="${name}" for="${kind}" attr.name="${name}" attr.type="${type}"/>`,
    );
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...keys('node', nodes),
    ...keys('edge', edges),
    '  <graph id="binhost" edgedefault="directed">',
    ...nodes.map(({ key, attributes }) => `    <node id="${escapeXml(key)}">${data(attributes)}</node>`),
    ...edges.map(
      ({ source, target, attributes }, i) =>
        `    <edge id="e${i}" source="${escapeXml(source)}" target="${escapeXml(target)}">${data(attributes)}</edge>`,
    ),
    '  </graph>',
    '</graphml>',
    '',
  ].join('\n');
}

export function exportGexf(graph: ExportableGraph & Parameters<typeof gexf.write>[0]): string {
  const text = gexf.write(graph, {
    version: '1.2',
    formatNode: (_key, { label, ...attributes }) => ({
      label: String(label),
      attributes: withoutNulls(attributes),
    }),
    formatEdge: (_key, attributes) => ({ attributes: withoutNulls(attributes) }),
  });
  // graphology numbers edges from a random start; quotes within values are escaped, so nothing else looks like this.
  return `${referActing(text).replace(/ id="geid_\d+_(\d+)"/g, ' id="e$1"')}\n`;
}

function withoutNulls(attributes: Attributes): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));
}

export const GRAPH_FORMATS = {
  dot: exportDot,
  graphml: exportGraphml,
  gexf: exportGexf,
  json: exportJson,
} as const;

function graphmlType(value: unknown): 'boolean' | 'long' | 'string' {
  return typeof value === 'boolean' ? 'boolean' : typeof value === 'number' ? 'long' : 'string';
}

function escapeXml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return referActing(text.replace(/[&<>"]/g, sign => entities[sign] as string));
}

/**
 * Characters that XML 1.0 cannot hold become the replacement character; those that a terminal or an editor acts on, such as the ones that
 * turn the direction of a text, become references.
 */
function referActing(text: string): string {
  return text
    .replace(/(?![\t\n\r\x7f-\x9f])\p{Cc}|[\p{Cs}\ufffe\uffff]/gu, '\ufffd')
    .replace(/[\p{Cf}\x7f-\x9f\u2028\u2029]/gu, sign => `&#x${sign.codePointAt(0)?.toString(16)};`);
}
