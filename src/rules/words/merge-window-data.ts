// What merge-order-hazard says of packages that break half-way, as data.

import { getOrMake } from '../../base/get-or-make.js';
import { type BinaryPackage, instanceName } from '../../model/package.js';
import type { Standing } from '../../model/standing.js';
import type { Universe } from '../../model/universe.js';
import { criticalClosure, dependantsOn } from '../../model/update/critical-closure.js';
import type { Loss } from '../../model/update/losses.js';
import type { Sufferers, UpdateWindow } from '../../model/update/update-window.js';

/** Users named in a text before the others are counted. */
const MOST_NAMED = 3;

/** Tells what is critical from what is not, on each baseline. */
export class Importance {
  readonly #universe: Universe;
  readonly #names: ReadonlySet<string>;
  readonly #closures = new Map<Standing, ReadonlySet<BinaryPackage>>();
  readonly #firsts = new Map<Standing, Map<BinaryPackage, BinaryPackage>>();

  constructor(universe: Universe, names: ReadonlySet<string>) {
    this.#universe = universe;
    this.#names = names;
  }

  /** Critical, or needed by what is. */
  isVital(standing: Standing, pkg: BinaryPackage): boolean {
    const make = () => criticalClosure(this.#universe, standing, this.#names);
    return getOrMake(this.#closures, standing, make).has(pkg);
  }

  /** The most telling of those that `list` gives; they are asked for once for each `topic`. */
  first(standing: Standing, topic: BinaryPackage, list: () => readonly BinaryPackage[]): BinaryPackage {
    const known = getOrMake(this.#firsts, standing, () => new Map<BinaryPackage, BinaryPackage>());
    return getOrMake(known, topic, () => this.rank(standing, list())[0] ?? topic);
  }

  /** What is critical first, then what most depend on; further versions of a name after all other names. */
  rank(standing: Standing, packages: readonly BinaryPackage[]): readonly BinaryPackage[] {
    const dependants = dependantsOn(this.#universe, standing);
    const places = new Map(packages.map(pkg => [pkg, this.#placeOf(standing, pkg)] as const));
    const ranked = packages.toSorted(
      (a, b) =>
        (places.get(a) as number) - (places.get(b) as number) ||
        (dependants.get(b) ?? 0) - (dependants.get(a) ?? 0),
    );
    const seen = new Set<string>();
    const isFirst = new Map(
      ranked.map(pkg => [pkg, !seen.has(pkg.cpn) && seen.add(pkg.cpn).size > 0] as const),
    );
    return [...ranked.filter(pkg => isFirst.get(pkg)), ...ranked.filter(pkg => !isFirst.get(pkg))];
  }

  #placeOf(standing: Standing, pkg: BinaryPackage): number {
    if (this.#names.has(pkg.cpn)) return 0;
    return this.isVital(standing, pkg) ? 1 : 2;
  }
}

/** What the findings of one update have in common, so that they are told as one. */
export function windowData(
  { from, to }: UpdateWindow,
  { packages, broken, ignored, repair }: Sufferers,
  { standing, importance }: { readonly standing: Standing; readonly importance: Importance },
) {
  const ranked = importance.rank(standing, packages);
  const transient = packages.length - broken.length;
  const names = broken.map(instanceName);
  return {
    provider: instanceName(to),
    name: to.cpn,
    pn: to.cpv.package,
    from: instanceName(from),
    fromVersion: from.cpv.version?.text ?? '',
    toVersion: to.cpv.version?.text ?? '',
    leaves: `${from.slot.slot}/${from.slot.subSlot}`,
    baseline: standing.name,
    count: packages.length,
    most: ranked.slice(0, MOST_NAMED).map(pkg => pkg.cpvText),
    more: packages.length > MOST_NAMED ? packages.length - MOST_NAMED : null,
    broken: broken.length > 0 ? broken.length : null,
    ignored: ignored.length > 0 ? ignored.length : null,
    // Said only where it is all there is to say.
    transient: broken.length > 0 ? null : transient,
    missingEdge: repair === null ? null : `${instanceName(to)} -> ${instanceName(repair)}`,
    counterexample: [
      { merge: instanceName(to), broken: packages.map(instanceName) },
      { merge: repair === null ? null : instanceName(repair), broken: names },
    ],
  };
}

/** What is lost, library by library, and all of it in one list where there is more than one name. */
export function lossData(losses: readonly Loss[], { soname, users }: Loss) {
  const names = new Set(losses.map(loss => loss.soname.soname));
  return {
    lost: soname.soname,
    abi: soname.abi,
    users: users.map(instanceName),
    libraries: names.size,
    gone: names.size > 1 ? [...names] : null,
  };
}
