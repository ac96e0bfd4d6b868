// `graph SOURCE --format NAME`: the runtime dependency graph for graph tools.

import { seenBy } from '../answer/graph.js';
import { type DependencyGraph, dependencyGraph } from '../model/graph/graph.js';
import { GRAPH_FORMATS } from '../report/graph/export-graph.js';
import type { CommandOutcome } from './deliver.js';
import { EXIT } from './failure.js';
import type { GraphFlags } from './flags.js';
import { openSettings, openSources } from './open-sources.js';
import { render, settleTelling } from './render.js';
import { codeFor, sayProblems } from './say-settings.js';
import { onlyClient, sayIdleTree, settleSources } from './settle-sources.js';

type Format = keyof typeof GRAPH_FORMATS;
const FORMATS = Object.keys(GRAPH_FORMATS) as Format[];

export async function graph(source: string, given: GraphFlags): Promise<CommandOutcome> {
  const { flags, settings, notes } = await settleSources('graph', source, given);
  const telling = settleTelling(flags, FORMATS, 'graph format');
  const clients = await openSettings(settings);
  const client = onlyClient(clients, 'graph');
  const { universe } = await openSources({ ...settings, indexOnly: true });
  return render(telling, renderersOf(dependencyGraph(seenBy(universe, { client }))), {
    code: codeFor(EXIT.clean, clients),
    notes: [...notes, ...sayIdleTree(flags, clients), ...sayProblems(clients)],
  });
}

function renderersOf(made: DependencyGraph): Readonly<Record<Format, () => string>> {
  const each = FORMATS.map(format => [format, () => GRAPH_FORMATS[format](made)] as const);
  return Object.fromEntries(each) as Record<Format, () => string>;
}
