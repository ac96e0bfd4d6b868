// `graph SOURCE --format NAME`: the runtime dependency graph for graph tools.

import { dependencyGraph } from '../model/graph.js';
import { GRAPH_FORMATS } from '../report/export-graph.js';
import { REPORTERS } from '../report/reporters.js';
import { RULES } from '../rules/index.js';
import { chooseWord } from './choose-word.js';
import type { Outcome } from './deliver.js';
import { EXIT } from './failure.js';
import type { GraphFlags } from './flags.js';
import { openSources } from './open-sources.js';
import { readSettings, settleLoading, settleOutput } from './settle-flags.js';

const FORMATS = Object.keys(GRAPH_FORMATS) as (keyof typeof GRAPH_FORMATS)[];

export async function graph(source: string, flags: GraphFlags): Promise<Outcome> {
  const format = chooseWord(flags.format, FORMATS, 'graph format');
  const words = { rules: RULES.map(rule => rule.id), formats: Object.keys(REPORTERS) };
  const config = await readSettings(source, flags, words);
  const { universe } = await openSources({ ...settleLoading(source, flags, config), indexOnly: true });
  const text = GRAPH_FORMATS[format](dependencyGraph(universe));
  return { code: EXIT.clean, text, output: settleOutput(flags.output), notes: [] };
}
