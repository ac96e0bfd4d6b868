// What a client takes of a binhost: for an atom the version it would choose from its tree, and whether a binary package of that version
// passes everything Portage asks of it (`depgraph.py:_wrapped_select_pkg_highest_available_imp`, with `--usepkg` and nothing installed).

import { getOrMake } from '../../base/get-or-make.js';
import type { Atom } from '../../pms/atom.js';
import { compareVersions } from '../../pms/compare-versions.js';
import { formatCpn } from '../../pms/cpv.js';
import { matchesAtom, matchesUse } from '../../pms/match-atom.js';
import type { MaskReason } from '../mask-reason.js';
import { isOffered } from '../newest.js';
import type { BinaryPackage } from '../package.js';
import type { EbuildPackage } from '../repository/ebuild-package.js';
import type { Tree } from '../repository/tree.js';
import type { Universe } from '../universe.js';
import type { ClientView } from './client-view.js';
import { asSeenBy, implicitIuse } from './seen-flags.js';
import { type FlagMismatch, findUseMismatch, type WantedUse } from './use-mismatch.js';

/** Why a binary package is passed over, the first of Portage's questions that it fails. */
export type Miss =
  | { readonly kind: 'masked'; readonly reasons: readonly MaskReason[] }
  /** The ebuild of its own version is not visible, or gone. */
  | { readonly kind: 'ebuild-hidden' }
  /** USE dependencies of the atom asked for. */
  | { readonly kind: 'atom' }
  | { readonly kind: 'use'; readonly flags: readonly FlagMismatch[] }
  | { readonly kind: 'dependencies'; readonly classes: readonly string[] };

export interface Passed {
  readonly package: BinaryPackage;
  readonly miss: Miss;
}

export interface Choice {
  readonly atom: Atom;
  /** What the client builds where no package is taken; null where it sees no ebuild. */
  readonly ebuild: EbuildPackage | null;
  /** The binary package that it takes. */
  readonly taken: BinaryPackage | null;
  /** Binary packages of that version that it does not take, in the order in which Portage tries them. */
  readonly passed: readonly Passed[];
  /** The newest binary package of the name in another version, where there is none of this one. */
  readonly other: BinaryPackage | null;
  /** Whether no ebuild of the name is left: last-rited, renamed, or of a repository that was not given. */
  readonly isGone: boolean;
  /** Why the newest ebuild is not seen, where none is. */
  readonly hidden: readonly MaskReason[];
}

/** Classes in which the dependencies of a package differ from its ebuild's (`--binpkg-changed-deps`). */
export type DependencyComparison = (pkg: BinaryPackage, ebuild: EbuildPackage) => readonly string[];

export interface Chooser {
  readonly view: ClientView;
  choose(atom: Atom): Choice;
}

/** Answers for one client; an atom asked twice is answered once. `changed` null: dependencies are not judged. */
export function makeChooser(
  universe: Universe,
  tree: Tree,
  view: ClientView,
  changed: DependencyComparison | null,
): Chooser {
  const choices = new Map<string, Choice>();
  const judge = new PackageJudge(tree, view, changed);
  return {
    view,
    choose: atom => getOrMake(choices, atom.text, () => chooseFor(universe, judge, atom)),
  };
}

function chooseFor(universe: Universe, judge: PackageJudge, atom: Atom): Choice {
  const { view } = judge;
  const cpn = formatCpn(atom);
  const ebuilds = judge
    .ebuildsOf(cpn)
    .filter(ebuild => matchesAtom({ ...atom, use: [] }, judge.asCandidate(ebuild)));
  const visible = ebuilds.filter(ebuild => view.masksOf(ebuild).length === 0);
  const ebuild = visible.find(one => matchesUse(atom.use, judge.asCandidate(one))) ?? null;
  const refused = ebuild === visible[0] ? null : (visible[0] ?? null);
  const offered = (universe.byCpn.get(cpn) ?? []).filter(isOffered).toReversed();
  const passed: Passed[] = [];
  let taken: BinaryPackage | null = null;
  for (const pkg of offered) {
    if (!matchesAtom({ ...atom, use: [] }, pkg)) continue;
    // A version above what the client builds is hidden with its ebuild; one below is never better than building.
    if (ebuild !== null && compare(pkg, ebuild) !== 0) continue;
    if (refused !== null && compare(pkg, refused) < 0) continue;
    const miss = judge.missOf(pkg, ebuild, atom);
    if (miss === null) {
      taken = pkg;
      break;
    }
    passed.push({ package: pkg, miss });
  }
  const newest = ebuilds[0];
  return {
    atom,
    ebuild,
    taken,
    passed,
    other: taken === null && passed.length === 0 ? (offered[0] ?? null) : null,
    isGone: judge.ebuildsOf(cpn).length === 0,
    hidden: ebuild === null && newest !== undefined ? view.masksOf(newest) : [],
  };
}

function compare(pkg: BinaryPackage, ebuild: EbuildPackage): number {
  return compareVersions(pkg.cpv.version ?? '0', ebuild.cpv.version ?? '0');
}

/** What one client thinks of single packages. */
class PackageJudge {
  readonly #tree: Tree;
  readonly view: ClientView;
  readonly #changed: DependencyComparison | null;
  readonly #descending = new Map<string, readonly EbuildPackage[]>();

  constructor(tree: Tree, view: ClientView, changed: DependencyComparison | null) {
    this.#tree = tree;
    this.view = view;
    this.#changed = changed;
  }

  /** The best first. */
  ebuildsOf(cpn: string): readonly EbuildPackage[] {
    return getOrMake(this.#descending, cpn, () => (this.#tree.byCpn.get(cpn) ?? []).toReversed());
  }

  asCandidate(ebuild: EbuildPackage) {
    const view = this.view;
    const useOf = () => this.view.useOfEbuild(ebuild);
    return {
      cpv: ebuild.cpv,
      slot: ebuild.slot,
      repo: ebuild.repo,
      get use() {
        return useOf().enabled;
      },
      get iuse() {
        return useOf().iuse;
      },
      iuseEffective: implicitIuse(view.settings, ebuild.eapi),
    };
  }

  /** Null: nothing speaks against it. `ebuild` is what the client would build instead. */
  missOf(pkg: BinaryPackage, ebuild: EbuildPackage | null, atom: Atom): Miss | null {
    const reasons = this.view.masksOf(pkg);
    if (reasons.length > 0) return { kind: 'masked', reasons };
    // Where no ebuild is seen at all Portage does not look for the one of the package.
    if (ebuild !== null && !this.#isEbuildSeen(pkg)) return { kind: 'ebuild-hidden' };
    if (!matchesUse(atom.use, asSeenBy(this.view.settings, pkg))) return { kind: 'atom' };
    const flags = findUseMismatch(pkg, this.#wantedFor(pkg, ebuild));
    if (flags.length > 0) return { kind: 'use', flags };
    const source = this.#sourceOf(pkg);
    const classes = source === null ? [] : (this.#changed?.(pkg, source) ?? []);
    return classes.length > 0 ? { kind: 'dependencies', classes } : null;
  }

  /** Without an ebuild the client's settings are asked for the package itself, and IUSE is not compared. */
  #wantedFor(pkg: BinaryPackage, ebuild: EbuildPackage | null): WantedUse {
    return ebuild === null
      ? { ...this.view.useOfBinary(pkg), iuse: pkg.iuse }
      : this.view.useOfEbuild(ebuild);
  }

  #isEbuildSeen(pkg: BinaryPackage): boolean {
    const same = this.#sameVersion(pkg);
    const own = same.filter(({ repo }) => repo === pkg.repo);
    return (own.length > 0 ? own : same).some(ebuild => this.view.masksOf(ebuild).length === 0);
  }

  /** The ebuild that dependencies are compared with, masked or not. */
  #sourceOf(pkg: BinaryPackage): EbuildPackage | null {
    const same = this.#sameVersion(pkg);
    return same.find(({ repo }) => repo === pkg.repo) ?? same[0] ?? null;
  }

  #sameVersion(pkg: BinaryPackage): readonly EbuildPackage[] {
    return this.ebuildsOf(pkg.cpn).filter(({ cpvText }) => cpvText === pkg.cpvText);
  }
}
