// What opens a cycle: the fewest dependencies to drop or, with the ebuilds at hand, flags to flip, each of which drops what hangs on it.

import { chosenAtoms, type FlatGraph, flatGraph, preferred } from '../../model/graph/flat.js';
import { type Arc, type ArcChange, smallestOpening } from '../../model/graph/smallest-opening.js';
import { type BinaryPackage, instanceName, RUNTIME_CLASSES } from '../../model/package.js';
import type { Place } from '../../model/place.js';
import type { EbuildPackage } from '../../model/repository/ebuild-package.js';
import { publishedEbuild } from '../../model/repository/published-ebuild.js';
import { unmetRequirement } from '../../model/repository/required-use.js';
import type { Tree } from '../../model/repository/tree.js';
import { standingOn } from '../../model/standing.js';
import type { Universe } from '../../model/universe.js';
import type { Atom } from '../../pms/atom.js';
import { reduceDepspec } from '../../pms/reduce-depspec.js';

export interface Cycle {
  readonly members: readonly BinaryPackage[];
  /** The tree whose ebuilds tell what flags do; null without one. */
  readonly tree: Tree | null;
  /** Where a client stands: what is installed there closes no cycle. */
  readonly place: Place;
  /** Only cycles through a slot operator `=` count, which Portage never breaks. */
  readonly isRefused: boolean;
}

/** Real cycles have some dozen members; of larger ones a list of what to change would help nobody. */
const [MOST_MEMBERS, MOST_ARCS] = [100, 1_000];
/** PDEPEND exists to break cycles. */
const CLOSING: readonly RuntimeClass[] = RUNTIME_CLASSES.filter(name => name !== 'PDEPEND');
type RuntimeClass = (typeof RUNTIME_CLASSES)[number];
/** Set by the profile: no package is without them. */
const OF_PROFILE = /^(?:elibc|kernel|userland|abi|arch)_/;

const NOTHING = { opening: null, rebuild: null };

/** For the data of a finding, to stand after "opened by"; null where nothing in it is closed, nothing opens it, or it is too large to look for that. */
export function openingData(universe: Universe, cycle: Cycle) {
  const { members } = cycle;
  if (members.length > MOST_MEMBERS) return NOTHING;
  const arcs = arcsOf(universe, cycle);
  if (arcs.length > MOST_ARCS) return NOTHING;
  const drops = arcs.map((arc, at) => ({ arcs: [at], weight: 1, text: sayArc(members, arc), rebuild: null }));
  const changes = [...(cycle.tree === null ? [] : flipsOf(universe, cycle.tree, members, arcs)), ...drops];
  const mustOpen = cycle.isRefused ? (at: number) => arcs[at]?.isBuilt === true : () => true;
  const found = smallestOpening(members.length, arcs, changes, { mustOpen });
  if (found === null || found.changes.length === 0) return NOTHING;
  const chosen = found.changes.flatMap(at => changes[at] ?? []);
  const rebuild = chosen.flatMap(({ rebuild: one }) => (one === null ? [] : [one]));
  return {
    opening: [
      ...chosen.map(({ text }) => text),
      ...(found.isSmallest ? [] : ['or perhaps by fewer changes']),
    ],
    rebuild: rebuild.length === chosen.length ? rebuild : null,
  };
}

interface CycleArc extends Arc {
  /** Through a slot operator `=`. */
  readonly isBuilt: boolean;
}

interface Change extends ArcChange {
  readonly text: string;
  /** What to build anew; null where a dependency is to be dropped. */
  readonly rebuild: string | null;
}

/** From user to provider, by position among the members, each pair once. */
function arcsOf(universe: Universe, { members, place }: Cycle): readonly CycleArc[] {
  const graph = flatGraph(universe);
  const positions = new Map(members.map((pkg, at) => [pkg.id as number, at]));
  const standing = place === null ? null : standingOn(universe, place);
  const arcs = new Map<string, CycleArc>();
  for (const [from, pkg] of members.entries()) {
    for (const { atom, target } of edgesOf(graph, pkg)) {
      const to = positions.get(target);
      if (to === undefined || standing?.satisfies(atom) === true) continue;
      const isBuilt = atom.slotOperator === '=' || arcs.get(`${from} ${to}`)?.isBuilt === true;
      arcs.set(`${from} ${to}`, { from, to, isBuilt });
    }
  }
  return [...arcs.values()];
}

function* edgesOf(graph: FlatGraph, pkg: BinaryPackage) {
  const end = graph.start[pkg.id + 1] as number;
  for (let edge = graph.start[pkg.id] as number; edge < end; edge++) {
    const name = RUNTIME_CLASSES[graph.class[edge] as number];
    if (name === undefined || !CLOSING.includes(name)) continue;
    yield { atom: graph.atoms[graph.atom[edge] as number] as Atom, target: graph.target[edge] as number };
  }
}

/** Flags of members of which the ebuild says that some arcs hang on them and nothing else in the way. */
function flipsOf(
  universe: Universe,
  tree: Tree,
  members: readonly BinaryPackage[],
  arcs: readonly CycleArc[],
): readonly Change[] {
  return members.flatMap((pkg, from) => {
    const ebuild = publishedEbuild(tree, pkg);
    if (ebuild === null || ebuild.cpvText !== pkg.cpvText) return [];
    const own = [...arcs.entries()].filter(([, arc]) => arc.from === from);
    const before = targetsOf(universe, ebuild, pkg.use);
    const idOf = (to: number) => members[to]?.id as number;
    // An ebuild that says something else now does not tell what the package would be.
    if (before === null || own.some(([, { to }]) => !before.has(idOf(to)))) return [];
    const flags = [...pkg.iuse].filter(flag => !OF_PROFILE.test(flag) && !isAskedFor(universe, pkg, flag));
    return flags.sort().flatMap((flag): readonly Change[] => {
      const use = new Set(pkg.use);
      if (!use.delete(flag)) use.add(flag);
      const after = targetsOf(universe, ebuild, use);
      if (after === null || unmetRequirement(ebuild, use) !== null) return [];
      const gone = own.filter(([, { to }]) => !after.has(idOf(to))).map(([at]) => at);
      const come = [...after].filter(id => !before.has(id));
      if (gone.length === 0 || leadsTo(universe, come, new Set(members.map(({ id }) => id as number))))
        return [];
      const setting = `USE="${use.has(flag) ? '' : '-'}${flag}"`;
      return [
        { arcs: gone, weight: 0, text: `${pkg.cpn} with ${setting}`, rebuild: `${pkg.cpn} with ${setting}` },
      ];
    });
  });
}

/** Ids of the packages that an ebuild built so would lead to; null where its dependencies cannot be read. */
function targetsOf(
  universe: Universe,
  ebuild: EbuildPackage,
  use: ReadonlySet<string>,
): ReadonlySet<number> | null {
  const targets = new Set<number>();
  for (const name of CLOSING) {
    const spec = universe.depspec(ebuild.text[name]);
    if (spec === null) return null;
    const { nodes } = reduceDepspec(spec, { use, eapi: ebuild.eapi });
    for (const atom of chosenAtoms(universe, nodes)) {
      const provider = preferred(universe, atom);
      if (provider !== null) targets.add(provider.id);
    }
  }
  return targets;
}

/** Whether something needs it with the flag as it is. */
function isAskedFor(universe: Universe, pkg: BinaryPackage, flag: string): boolean {
  const graph = flatGraph(universe);
  return graph.atoms.some(
    (atom, at) =>
      atom.use.some(dependency => dependency.flag === flag) &&
      graph.candidates.subarray(graph.candidateStart[at], graph.candidateStart[at + 1]).includes(pkg.id),
  );
}

function leadsTo(universe: Universe, starts: readonly number[], goals: ReadonlySet<number>): boolean {
  const graph = flatGraph(universe);
  const seen = new Set(starts);
  for (const id of seen) {
    if (goals.has(id)) return true;
    const pkg = universe.packages[id];
    if (pkg !== undefined) for (const { target } of edgesOf(graph, pkg)) seen.add(target);
  }
  return false;
}

/** By name, with the version where two of a name are members. */
function sayArc(members: readonly BinaryPackage[], { from, to }: Arc): string {
  const say = (at: number) => {
    const pkg = members[at] as BinaryPackage;
    return members.some(other => other !== pkg && other.cpn === pkg.cpn) ? instanceName(pkg) : pkg.cpn;
  };
  return `${say(from)} -> ${say(to)}`;
}
