import fc from 'fast-check';
import { MultiDirectedGraph } from 'graphology';
import { stronglyConnectedComponents } from 'graphology-components';
import { describe, expect, it } from 'vitest';
import { componentsOf, runtimeComponents } from '../../../src/model/graph/components.js';
import { flatGraph } from '../../../src/model/graph/flat.js';
import { dependencyGraph, nodeKeys } from '../../../src/model/graph/graph.js';
import { dependantsOf, reachableFrom } from '../../../src/model/graph/reachability.js';
import { instanceName, RUNTIME_CLASSES } from '../../../src/model/package.js';
import { runs } from '../../support/long.js';
import { readScenario } from '../../support/scenario.js';

/** Binhosts of a few packages that need each other at random. */
const binhosts = fc
  .array(
    fc.record({
      needs: fc.array(fc.nat(7), { maxLength: 4 }),
      post: fc.array(fc.nat(7), { maxLength: 2 }),
      any: fc.boolean(),
    }),
    { minLength: 1, maxLength: 7 },
  )
  .map(rows =>
    rows
      .map(({ needs, post, any }, i) => {
        const atoms = needs.map(n => `app-misc/p${n}`).join(' ');
        return `CPV: app-misc/p${i}-1\n${atoms === '' ? '' : `RDEPEND: ${any ? `|| ( ${atoms} )` : atoms}\n`}${post.length === 0 ? '' : `PDEPEND: ${post.map(n => `>=app-misc/p${n}-1`).join(' ')}\n`}`;
      })
      .join('\n'),
  )
  .map(text => readScenario(`[binhost]\n${text}`));

describe('the two views of the dependency graph', () => {
  it('agree: every flat edge is an edge of the graphology graph and the reverse', () => {
    fc.assert(
      fc.property(binhosts, universe => {
        const flat = flatGraph(universe);
        const graph = dependencyGraph(universe);
        const keys = nodeKeys(universe);
        const ours: string[] = [];
        for (const pkg of universe.packages) {
          for (let edge = flat.start[pkg.id] as number; edge < (flat.start[pkg.id + 1] as number); edge++) {
            const target = universe.packages[flat.target[edge] as number]!;
            ours.push(
              [
                keys.get(pkg),
                keys.get(target),
                RUNTIME_CLASSES[flat.class[edge] as number],
                flat.atoms[flat.atom[edge] as number]?.text,
              ].join(' '),
            );
          }
        }
        const theirs: string[] = [];
        graph.forEachEdge((_, edge, source, target) => {
          if (!target.startsWith('missing ')) theirs.push([source, target, edge.class, edge.atom].join(' '));
        });
        expect(ours.sort()).toEqual(theirs.sort());
      }),
      runs(200),
    );
  });

  it('agree with Universe.matches on the candidates of each atom', () => {
    fc.assert(
      fc.property(binhosts, universe => {
        const flat = flatGraph(universe);
        for (const [index, atom] of flat.atoms.entries()) {
          const ids = [
            ...flat.candidates.subarray(flat.candidateStart[index], flat.candidateStart[index + 1]),
          ];
          expect(ids).toEqual(universe.matches(atom).map(pkg => pkg.id));
        }
      }),
      runs(50),
    );
  });
});

describe('components', () => {
  it('are those of graphology-components on random graphs', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 30 }),
        (count, pairs) => {
          const edges = pairs.filter(([a, b]) => a < count && b < count).sort(([a], [b]) => a - b);
          const graph = new MultiDirectedGraph();
          for (let i = 0; i < count; i++) graph.addNode(i);
          const start = new Uint32Array(count + 1);
          for (const [a, b] of edges) {
            graph.addDirectedEdge(a, b);
            for (let i = a + 1; i <= count; i++) start[i] = (start[i] as number) + 1;
          }
          const target = Uint32Array.from(edges.map(([, b]) => b));
          const sorted = (components: readonly (readonly (number | string)[])[]) =>
            components
              .map(members =>
                members
                  .map(Number)
                  .sort((a, b) => a - b)
                  .join(),
              )
              .sort();
          expect(sorted(componentsOf({ start, target }, count, () => true))).toEqual(
            sorted(stronglyConnectedComponents(graph)),
          );
        },
      ),
      runs(500),
    );
  });

  it('do not count PDEPEND, which exists to break cycles', () => {
    const text = (post: string) =>
      `[binhost]\nCPV: app-misc/a-1\nRDEPEND: app-misc/b\n\nCPV: app-misc/b-1\n${post}: app-misc/a\n`;
    expect(runtimeComponents(readScenario(text('PDEPEND')))).toEqual([]);
    expect(
      runtimeComponents(readScenario(text('IDEPEND'))).map(members => members.map(instanceName)),
    ).toEqual([['app-misc/a-1', 'app-misc/b-1']]);
  });

  it('survive a chain of 200,000 without recursion', () => {
    const count = 200_000;
    const start = Uint32Array.from({ length: count + 1 }, (_, i) => Math.min(i, count - 1));
    const target = Uint32Array.from({ length: count - 1 }, (_, i) => i + 1);
    expect(componentsOf({ start, target }, count, () => true)).toHaveLength(count);
  });
});

describe('reachability', () => {
  const universe = readScenario(
    '[binhost]\nCPV: app-misc/a-1\nRDEPEND: app-misc/b\n\nCPV: app-misc/b-1\nRDEPEND: app-misc/c\n\nCPV: app-misc/c-1\n\nCPV: app-misc/d-1\nRDEPEND: app-misc/c\n',
  );
  const [a, , c] = universe.judged;
  const names = (ids: ReadonlySet<number>) => [...ids].sort().map(id => universe.packages[id]?.cpvText);

  it('follows needs down', () => {
    expect(names(reachableFrom(universe, a!))).toEqual(['app-misc/b-1', 'app-misc/c-1']);
  });

  it('follows users up', () => {
    expect(names(dependantsOf(universe, c!))).toEqual(['app-misc/a-1', 'app-misc/b-1', 'app-misc/d-1']);
  });
});
