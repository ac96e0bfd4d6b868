// What an update holds back, by cause: what the newest of many slots lacks alike is told once, and what waits for something held back is
// told under that.

import { compareText } from '../../base/compare-text.js';
import { instanceName } from '../../model/package.js';
import type { Universe } from '../../model/universe.js';
import { foldRefusals } from '../../solver/installability/reason-key.js';
import type { NotInstallable } from '../../solver/installability/verdict.js';
import type { HeldBack } from '../../solver/upgrade/choose-upgrade.js';
import { tellRefusal } from '../installability/tell-refusal.js';
import { heading } from '../words/heading.js';
import { sayCount } from '../words/say-count.js';
import { row, rowOfNames, type StoryStyle } from '../words/story-rows.js';

export interface HoldUp {
  readonly first: HeldBack;
  readonly refusal: NotInstallable;
  /** Others that lack the same thing. */
  readonly alike: readonly HeldBack[];
  readonly consequences: readonly string[];
}

/** Those that hold up most first. */
export function gatherHoldUps(heldBack: readonly HeldBack[]): readonly HoldUp[] {
  const byPackage = new Map(heldBack.map(held => [held.package, held]));
  const refusals = heldBack.map(
    ({ package: pkg, reasons }): NotInstallable => ({
      package: pkg,
      verdict: 'not-installable',
      reasons,
      cycles: [],
    }),
  );
  const causes = new Map<
    string,
    { first: HeldBack; refusal: NotInstallable; alike: HeldBack[]; consequences: string[] }
  >();
  for (const { refusal, consequences } of foldRefusals(refusals)) {
    const held = byPackage.get(refusal.package);
    if (held === undefined) continue;
    const names = consequences.map(other => instanceName(other.package));
    const known = causes.get(keyOf(held));
    if (known === undefined)
      causes.set(keyOf(held), { first: held, refusal, alike: [], consequences: names });
    else {
      known.alike.push(held);
      known.consequences.push(...names);
    }
  }
  const sizeOf = ({ alike, consequences }: HoldUp) => alike.length + consequences.length;
  return [...causes.values()].sort((a, b) => sizeOf(b) - sizeOf(a));
}

/** Equal for packages that lack one and the same thing and nothing else. */
function keyOf({ package: pkg, reasons, unknown, inTheWay }: HeldBack): string {
  const [only] = reasons;
  const isAlone = reasons.length === 1 && inTheWay.length === 0 && unknown === null;
  return isAlone && only?.kind === 'requirement' ? `needs ${only.item}` : `package ${pkg.id}`;
}

export function tellHoldUp(
  universe: Universe,
  { first, refusal, alike, consequences }: HoldUp,
  baseline: number,
  style: StoryStyle,
): readonly string[] {
  const { warning, faint } = style.palette;
  if (first.unknown !== null)
    return heading('unknown', `${instanceName(first.package)}: ${first.unknown}`, style, warning);
  const sentences = tellRefusal(universe, refusal, baseline, style);
  const beside = first.inTheWay.map(instanceName);
  const same = alike.map(other => instanceName(other.package)).sort(compareText);
  const names = [...consequences].sort(compareText);
  return [
    ...heading('held back', `${instanceName(first.package)}, ${sayKept(first)}`, style, warning),
    ...sentences.flatMap((text, at) => row(at === 0 ? 'because' : '', text, style, faint)),
    ...(beside.length === 0
      ? []
      : rowOfNames('beside', `not with ${sayCount(beside.length, 'package')} chosen before`, beside, style)),
    ...(same.length === 0 ? [] : rowOfNames('alike', sayCount(same.length, 'package'), same, style)),
    ...(names.length === 0 ? [] : rowOfNames('with it', sayCount(names.length, 'package'), names, style)),
  ];
}

function sayKept({ installed, kept }: HeldBack): string {
  if (kept === null) return `${instanceName(installed)} makes way for what blocks it`;
  return kept === installed ? `${instanceName(kept)} stays` : `${instanceName(kept)} comes in its place`;
}
