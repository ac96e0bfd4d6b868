// Which variables end up in which: from a metadata variable back to those that its value is made of, over functions and eclasses, without
// running anything.

import type { Scope, Syntax } from './locate-syntax.js';

/** How many steps lie between a metadata variable and another variable or function of the same script or of its eclasses. */
export interface Flow {
  /** Null where nothing leads from there to the metadata variable. */
  distanceOf(scope: Scope, syntax: Syntax): number | null;
}

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

export function traceFlow(syntaxes: readonly Syntax[], variable: string): Flow {
  const graph = makeGraph(syntaxes);
  const distances = new Map([[variableKey(variable), 0]]);
  for (const [key, distance] of distances) {
    for (const next of graph.get(key) ?? []) if (!distances.has(next)) distances.set(next, distance + 1);
  }
  return {
    distanceOf: (scope, syntax) => {
      const known = keysOf(scope, syntax).flatMap(key => distances.get(key) ?? []);
      return known.length === 0 ? null : Math.min(...known);
    },
  };
}

const variableKey = (name: string) => `$${name}`;
const functionKey = (name: string) => `${name}()`;

/** The assignment that a word is in, else the function, which may print it. */
function keysOf({ assignment, function: called }: Scope, syntax: Syntax): readonly string[] {
  const name = assignment === null ? undefined : syntax.assignments[assignment]?.name;
  if (name !== undefined) return [variableKey(name)];
  return called === null ? [] : [functionKey(called)];
}

function makeGraph(syntaxes: readonly Syntax[]): Graph {
  const functions = new Set(syntaxes.flatMap(syntax => syntax.functions.map(({ name }) => name)));
  const graph = new Map<string, Set<string>>();
  for (const syntax of syntaxes) {
    for (const { kind, name, scope } of syntax.uses) {
      if (kind === 'command' && !functions.has(name)) continue;
      const used = kind === 'command' ? functionKey(name) : variableKey(name);
      for (const key of keysOf(scope, syntax)) {
        const known = graph.get(key);
        if (known === undefined) graph.set(key, new Set([used]));
        else known.add(used);
      }
    }
  }
  return graph;
}
