// Two clients compared: the settings for which a published package has another USE flag, other dependencies or is visible to one of them
// only, each with the packages that it changes. What changes no package is not of interest.

import { compareText } from '../../base/compare-text.js';
import { getOrMake } from '../../base/get-or-make.js';
import type { Atom } from '../../pms/atom.js';
import type { DependencyClass } from '../../pms/dependency-class.js';
import type { DepspecNode } from '../../pms/depspec.js';
import { formatDepspec } from '../../pms/depspec.js';
import { reduceDepspec } from '../../pms/reduce-depspec.js';
import type { MaskReason } from '../mask-reason.js';
import { type BinaryPackage, RUNTIME_CLASSES } from '../package.js';
import type { EbuildPackage } from '../repository/ebuild-package.js';
import { publishedEbuild } from '../repository/published-ebuild.js';
import type { Tree } from '../repository/tree.js';
import type { Universe } from '../universe.js';
import type { ClientSettings } from './client-settings.js';
import { asEbuild, type ClientView, viewClient } from './client-view.js';
import { type Setting, type Side, settingOfAcceptance, settingOfFlag } from './divergence-settings.js';
import { formatMaskFor } from './format-mask.js';

/** What a setting does to one published version. */
export type Effect =
  /** On for one client and off for the other, and what that does to what the version needs at run time. */
  | {
      readonly kind: 'flag';
      readonly cpv: string;
      readonly flag: string;
      readonly on: Side;
      readonly needs: readonly OneSidedDependency[];
    }
  | { readonly kind: 'visibility'; readonly cpv: string; readonly hiddenFrom: Side; readonly why: string }
  /** package.provided: stands for the version, which is then not installed. */
  | { readonly kind: 'provided'; readonly cpv: string; readonly by: Side };

export interface OneSidedDependency {
  readonly class: DependencyClass;
  readonly item: string;
  readonly only: Side;
}

export interface DivergentSetting {
  readonly setting: Setting;
  readonly effects: readonly Effect[];
}

export interface Divergence {
  /** Widest first. */
  readonly settings: readonly DivergentSetting[];
  /** Published versions compared, and how many of them differ. */
  readonly versions: number;
  readonly divergent: number;
}

/** `tree` null: the packages' own IUSE and KEYWORDS are all that is known. */
export function findDivergence(
  universe: Universe,
  tree: Tree | null,
  a: ClientSettings,
  b: ClientSettings,
): Divergence {
  const views = { a: viewClient(a), b: viewClient(b) };
  const groups = new Map<string, { setting: Setting; effects: Effect[] }>();
  const versions = publishedVersions(universe);
  const divergent = new Set<string>();
  const add = (setting: Setting, effect: Effect) => {
    const { side, name, text, file, line } = setting;
    const key = JSON.stringify([side, name, text, file, line]);
    getOrMake(groups, key, () => ({ setting, effects: [] as Effect[] })).effects.push(effect);
    divergent.add(effect.cpv);
  };
  for (const pkg of versions) {
    const ebuild = (tree === null ? null : publishedEbuild(tree, pkg)) ?? asEbuild(pkg);
    compareVisibility(pkg, views, add);
    compareFlags(universe, ebuild, views, add);
    compareProvided(universe, pkg, views, add);
  }
  const settings = [...groups.values()].sort(
    (x, y) => y.effects.length - x.effects.length || compareText(keyOf(x.setting), keyOf(y.setting)),
  );
  return { settings, versions: versions.length, divergent: divergent.size };
}

function keyOf({ name, text, side, file, line }: Setting): string {
  return [name, text, side ?? '', file ?? '', line ?? ''].join(' ');
}

interface Views {
  readonly a: ClientView;
  readonly b: ClientView;
}
type Add = (setting: Setting, effect: Effect) => void;

/** One package of each version: builds differ in USE, which is not compared. */
function publishedVersions(universe: Universe): readonly BinaryPackage[] {
  const versions = new Map<string, BinaryPackage>();
  for (const pkg of universe.judged) versions.set(`${pkg.cpvText}::${pkg.repo}`, pkg);
  return [...versions.values()].sort((x, y) => compareText(x.cpvText, y.cpvText));
}

function compareVisibility(pkg: BinaryPackage, views: Views, add: Add): void {
  const [mine, yours] = [views.a.masksOf(pkg), views.b.masksOf(pkg)];
  if ((mine.length === 0) === (yours.length === 0)) return;
  const hiddenFrom: Side = mine.length > 0 ? 'a' : 'b';
  for (const reason of [...mine, ...yours]) {
    const why = formatMaskFor(views[hiddenFrom].settings, reason);
    const effect = { kind: 'visibility', cpv: pkg.cpvText, hiddenFrom, why } as const;
    add(settingOfMask(reason, hiddenFrom, views, pkg), effect);
  }
}

function settingOfMask(reason: MaskReason, side: Side, { a, b }: Views, pkg: BinaryPackage): Setting {
  switch (reason.kind) {
    case 'package.mask': {
      const { atom, file, line } = reason;
      return { side, name: 'package.mask', text: atom, file, line };
    }
    case 'KEYWORDS':
    case 'LICENSE':
    case 'PROPERTIES':
    case 'RESTRICT':
      return settingOfAcceptance(a.settings, b.settings, pkg, reason.kind);
    default:
      return { side, name: reason.kind, text: formatMaskFor(a.settings, reason), file: null, line: null };
  }
}

function compareFlags(universe: Universe, ebuild: EbuildPackage, { a, b }: Views, add: Add): void {
  const [mine, yours] = [a.useOfEbuild(ebuild), b.useOfEbuild(ebuild)];
  const differing = [...mine.iuse]
    .filter(flag => mine.enabled.has(flag) !== yours.enabled.has(flag))
    .sort(compareText);
  for (const flag of differing) {
    const on: Side = mine.enabled.has(flag) ? 'a' : 'b';
    add(settingOfFlag(a.settings, b.settings, ebuild, flag), {
      kind: 'flag',
      cpv: ebuild.cpvText,
      flag,
      on,
      needs: needsOf(universe, ebuild, flag, on, mine.enabled),
    });
  }
}

/** The run-time needs that hang on one flag, the others as the first client has them. */
function needsOf(
  universe: Universe,
  ebuild: EbuildPackage,
  flag: string,
  on: Side,
  use: ReadonlySet<string>,
): readonly OneSidedDependency[] {
  const off: Side = on === 'a' ? 'b' : 'a';
  const [withFlag, withoutFlag] = [new Set(use).add(flag), new Set(use)];
  withoutFlag.delete(flag);
  return RUNTIME_CLASSES.flatMap(dependencyClass => {
    const text = ebuild.text[dependencyClass];
    const spec = text.includes(flag) ? universe.depspec(text) : null;
    if (spec === null) return [];
    const itemsWith = (flags: ReadonlySet<string>) =>
      reduceDepspec(spec, { use: flags, eapi: ebuild.eapi }).nodes.map(sayItem);
    const [more, less] = [itemsWith(withFlag), itemsWith(withoutFlag)];
    const only = (list: readonly string[], others: readonly string[], side: Side) =>
      list
        .filter(item => !others.includes(item))
        .map((item): OneSidedDependency => ({ class: dependencyClass, item, only: side }));
    return [...only(more, less, on), ...only(less, more, off)];
  });
}

function sayItem(node: DepspecNode<Atom>): string {
  return formatDepspec([node], atom => atom.text);
}

function compareProvided(universe: Universe, pkg: BinaryPackage, { a, b }: Views, add: Add): void {
  const exact = universe.atom(`=${pkg.cpvText}`);
  const [mine, yours] = [a.provides(exact), b.provides(exact)];
  if (mine === yours) return;
  const by: Side = mine ? 'a' : 'b';
  const setting: Setting = { side: by, name: 'package.provided', text: pkg.cpvText, file: null, line: null };
  add(setting, { kind: 'provided', cpv: pkg.cpvText, by });
}
