// Which packages Portage's order refuses into an empty root, against trying every set of packages.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { componentsOf } from '../../src/model/graph/components.js';
import { type BinaryPackage, instanceName, RUNTIME_CLASSES } from '../../src/model/package.js';
import { type Item, isBlocker, itemHolds, itemsOf } from '../../src/model/requirements.js';
import type { Universe } from '../../src/model/universe.js';
import type { Atom } from '../../src/pms/atom.js';
import { judgeInstallability } from '../../src/solver/installability/judge-installability.js';
import { runs } from '../support/long.js';
import { readScenario } from '../support/scenario.js';

type State = ReadonlySet<BinaryPackage>;

const name = fc.constantFrom('a', 'b', 'c', 'd');
const atom = fc
  .tuple(name, fc.constantFrom('', ':0/1=', ':0/2=', ':=', ':0'))
  .map(([pn, slot]) => `x/${pn}${slot}`);
const item = fc.oneof(
  { weight: 4, arbitrary: atom },
  { weight: 1, arbitrary: fc.tuple(atom, atom).map(([a, b]) => `|| ( ${a} ${b} )`) },
  { weight: 1, arbitrary: fc.tuple(atom, atom, atom).map(([a, b, c]) => `|| ( ( ${a} ${b} ) ${c} )`) },
);
const release = fc.record({
  pn: name,
  version: fc.constantFrom(1, 2),
  subSlot: fc.constantFrom('0/1', '0/2', '1/1'),
  needs: fc.array(item, { maxLength: 3 }),
  later: fc.option(atom),
});
const releases = fc.uniqueArray(release, {
  minLength: 2,
  maxLength: 6,
  selector: r => `${r.pn}${r.version}`,
});

describe('a refusal for its order', () => {
  it('is given exactly where every state has a refused cycle', () => {
    fc.assert(
      fc.property(releases, list => {
        const blocks = list.map(
          ({ pn, version, subSlot, needs, later }) =>
            `CPV: x/${pn}-${version}\nSLOT: ${subSlot}\nRDEPEND: ${needs.join(' ')}\nPDEPEND: ${later ?? ''}\n`,
        );
        const universe = readScenario(`[binhost]\n${blocks.join('\n')}`);
        const sound = statesOf(universe).filter(state => isSound(universe, state));
        const orderly = sound.filter(state => !hasRefusedCycle(universe, [...state]));
        for (const verdict of judgeInstallability(universe, universe.judged, { baseline: null })) {
          const { package: pkg } = verdict;
          const wanted = [sound, orderly].map(states => states.some(state => state.has(pkg)));
          const isCyclic = verdict.verdict === 'not-installable' && verdict.cycles.length > 0;
          const isInstallable = verdict.verdict === 'installable';
          expect([isInstallable || isCyclic, isInstallable], instanceName(pkg)).toEqual(wanted);
          if (isInstallable) expect(hasRefusedCycle(universe, verdict.merge)).toBe(false);
        }
      }),
      runs(300),
    );
  });
});

function statesOf({ packages }: Universe): readonly State[] {
  return Array.from(
    { length: 2 ** packages.length },
    (_, bits) => new Set(packages.filter((_, at) => bits & (1 << at))),
  );
}

function nodesOf(universe: Universe, pkg: BinaryPackage): readonly Item[] {
  return RUNTIME_CLASSES.flatMap(dependencyClass => itemsOf(universe, pkg, dependencyClass));
}

function isSound(universe: Universe, state: State): boolean {
  const slots = new Set([...state].map(({ cpn, slot }) => `${cpn}:${slot.slot}`));
  const isMet = (wanted: Atom) => universe.matches(wanted).some(pkg => state.has(pkg));
  return (
    slots.size === state.size &&
    [...state].every(pkg => nodesOf(universe, pkg).every(node => itemHolds(node, isMet)))
  );
}

function hasRefusedCycle(universe: Universe, members: readonly BinaryPackage[]): boolean {
  const held = new Set(members);
  const isMet = (wanted: Atom) => universe.matches(wanted).some(pkg => held.has(pkg));
  const chosen = (node: Item): readonly Atom[] => {
    if (node.type === 'leaf') return [node.value];
    if (node.type !== 'any-of') return node.children.flatMap(chosen);
    const branch = node.children.find(child => !isBlocker(child) && itemHolds(child, isMet));
    return branch === undefined ? [] : chosen(branch);
  };
  const edges = members.map((pkg, user) =>
    (['RDEPEND', 'IDEPEND'] as const)
      .flatMap(dependencyClass => itemsOf(universe, pkg, dependencyClass))
      .flatMap(chosen)
      .map(wanted => ({
        wanted,
        provider: members.indexOf(
          universe.matches(wanted).findLast(other => held.has(other)) as BinaryPackage,
        ),
      }))
      .filter(({ provider }) => provider !== user && provider >= 0),
  );
  const start = Uint32Array.from([0, ...edges.map((_, at) => edges.slice(0, at + 1).flat().length)]);
  const target = Uint32Array.from(edges.flat(), ({ provider }) => provider);
  return componentsOf({ start, target }, members.length, () => true).some(component =>
    component.some(user =>
      (edges[user] ?? []).some(
        ({ wanted, provider }) => wanted.slotOperator === '=' && component.includes(provider),
      ),
    ),
  );
}
