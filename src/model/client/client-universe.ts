// A universe as one client sees it: what its settings mask is not there to be chosen, and what its package.provided stands for is not
// asked for. What is installed stays, whatever is masked.

import { getOrMake } from '../../base/get-or-make.js';
import type { Atom } from '../../pms/atom.js';
import { formatCpn } from '../../pms/cpv.js';
import type { Depspec, DepspecNode } from '../../pms/depspec.js';
import { matchesAtom } from '../../pms/match-atom.js';
import type { MaskReason } from '../mask-reason.js';
import { isOfBinhost } from '../newest.js';
import type { BinaryPackage, Soname } from '../package.js';
import type { Source } from '../source.js';
import type { MaskedPackage, Universe } from '../universe.js';
import type { ClientSettings } from './client-settings.js';
import { asSeenBy, isLegacy } from './seen-flags.js';
import { isProvided, isSonameProvided, maskReasons } from './visibility.js';

const views = new WeakMap<Universe, Map<ClientSettings, SeenUniverse>>();

/** The same universe, with the same packages by position; one view for each client. */
export function universeSeenBy(universe: Universe, client: ClientSettings): SeenUniverse {
  const known = getOrMake(views, universe, () => new Map<ClientSettings, SeenUniverse>());
  return getOrMake(known, client, () => new SeenUniverse(universe, client));
}

export class SeenUniverse implements Universe {
  readonly sources: readonly Source[];
  readonly packages: readonly BinaryPackage[];
  readonly judged: readonly BinaryPackage[];
  readonly byCpn: ReadonlyMap<string, readonly BinaryPackage[]>;
  readonly system: readonly Atom[];
  readonly #universe: Universe;
  readonly #client: ClientSettings;
  readonly #masks = new Map<BinaryPackage, readonly MaskReason[]>();
  readonly #matched = new Map<Atom, readonly BinaryPackage[]>();
  readonly #depspecs = new Map<string, Depspec<Atom> | null>();

  constructor(universe: Universe, client: ClientSettings) {
    this.#universe = universe;
    this.#client = client;
    this.sources = universe.sources;
    this.system = client.system;
    this.packages = universe.packages;
    this.judged = universe.judged.filter(pkg => this.masksOf(pkg).length === 0);
    this.byCpn = this.#groupSeen();
  }

  /** What keeps the client from taking a package of a binhost; empty for what is installed. */
  masksOf(pkg: BinaryPackage): readonly MaskReason[] {
    if (!isOfBinhost(pkg)) return [];
    return getOrMake(this.#masks, pkg, () => maskReasons(this.#client, pkg));
  }

  isProvided(soname: Soname): boolean {
    return isSonameProvided(this.#client, soname);
  }

  atom(text: string): Atom {
    return this.#universe.atom(text);
  }

  matches(atom: Atom): readonly BinaryPackage[] {
    return getOrMake(this.#matched, atom, () =>
      this.#matchesOf(atom).filter(pkg => this.masksOf(pkg).length === 0),
    );
  }

  /** Which flags old packages have is for the client's profile to say. */
  #matchesOf(atom: Atom): readonly BinaryPackage[] {
    const matches = this.#universe.matches(atom);
    const group = this.#universe.byCpn.get(formatCpn(atom)) ?? [];
    if (atom.use.length === 0 || !group.some(({ eapi }) => isLegacy(eapi))) return matches;
    return group.filter(pkg =>
      isLegacy(pkg.eapi) ? matchesAtom(atom, asSeenBy(this.#client, pkg)) : matches.includes(pkg),
    );
  }

  depspec(text: string): Depspec<Atom> | null {
    if (this.#client.provided.length === 0) return this.#universe.depspec(text);
    return getOrMake(this.#depspecs, text, () => {
      const spec = this.#universe.depspec(text);
      return spec === null ? null : { ...spec, nodes: this.#withoutProvided(spec.nodes) };
    });
  }

  masked(atom: Atom): readonly MaskedPackage[] {
    const ofSettings = (this.#universe.byCpn.get(formatCpn(atom)) ?? []).flatMap(pkg => {
      const masks = this.masksOf(pkg);
      return masks.length > 0 && matchesAtom(atom, pkg) ? [{ package: pkg, masks }] : [];
    });
    return [...this.#universe.masked(atom), ...ofSettings];
  }

  #groupSeen(): ReadonlyMap<string, readonly BinaryPackage[]> {
    const seen = new Map<string, readonly BinaryPackage[]>();
    for (const [name, group] of this.#universe.byCpn) {
      const left = group.filter(pkg => this.masksOf(pkg).length === 0);
      if (left.length > 0) seen.set(name, left.length === group.length ? group : left);
    }
    return seen;
  }

  /** What is provided is met: nothing is left of an atom, or of a choice with one. */
  #withoutProvided(nodes: readonly DepspecNode<Atom>[]): readonly DepspecNode<Atom>[] {
    const left = nodes.flatMap(node => this.#unprovided(node) ?? []);
    return left.length === nodes.length && left.every((node, at) => node === nodes[at]) ? nodes : left;
  }

  #unprovided(node: DepspecNode<Atom>): DepspecNode<Atom> | null {
    if (node.type === 'leaf') {
      return node.value.blocker === null && isProvided(this.#client, node.value) ? null : node;
    }
    const children = this.#withoutProvided(node.children);
    if (children === node.children) return node;
    // Of a choice one member is enough; of what must all hold, the rest must hold.
    const isMet = node.type === 'any-of' ? children.length < node.children.length : children.length === 0;
    return isMet ? null : { ...node, children };
  }
}
