// `graph SOURCE --format NAME`: the runtime dependency graph for graph tools.

import { universeSeenBy } from '../model/client/client-universe.js';
import { dependencyGraph } from '../model/graph/graph.js';
import { GRAPH_FORMATS } from '../report/graph/export-graph.js';
import { chooseWord } from './choose-word.js';
import type { Outcome } from './deliver.js';
import { EXIT } from './failure.js';
import type { GraphFlags } from './flags.js';
import { openSettings, openSources } from './open-sources.js';
import { sayProblems } from './say-settings.js';
import { settleOutput } from './settle-flags.js';
import { onlyClient, sayIdleTree, settleSources } from './settle-sources.js';

const FORMATS = Object.keys(GRAPH_FORMATS) as (keyof typeof GRAPH_FORMATS)[];

export async function graph(source: string, flags: GraphFlags): Promise<Outcome> {
  const format = chooseWord(flags.format, FORMATS, 'graph format');
  const settings = await settleSources(source, flags);
  const clients = await openSettings(settings);
  const client = onlyClient(clients, 'graph');
  const { universe } = await openSources({ ...settings, indexOnly: true });
  const seen = client === null ? universe : universeSeenBy(universe, client);
  const text = GRAPH_FORMATS[format](dependencyGraph(seen));
  return {
    code: EXIT.clean,
    text,
    output: settleOutput(flags.output),
    notes: [...sayIdleTree(flags, clients), ...sayProblems(clients)],
  };
}
