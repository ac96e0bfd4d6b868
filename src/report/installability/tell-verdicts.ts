// Verdicts of installability for a reader: how many can be installed, and for the others each cause once, with what hangs on it.

import type { PlaceVerdicts } from '../../answer/installable.js';
import { getOrMake } from '../../base/get-or-make.js';
import { formatMask } from '../../model/client/format-mask.js';
import { type BinaryPackage, instanceName } from '../../model/package.js';
import { isSeenFrom } from '../../model/place.js';
import type { Universe } from '../../model/universe.js';
import { formatCpn } from '../../pms/cpv.js';
import { sayForWhom } from '../../rules/kit/say-refusal.js';
import { labelCycle } from '../../solver/installability/built-cycles.js';
import { foldRefusals, type RefusalCause } from '../../solver/installability/reason-key.js';
import type { Installable, NotInstallable, Verdict } from '../../solver/installability/verdict.js';
import type { Palette } from '../words/palette.js';
import { sayCount, sayNumber } from '../words/say-count.js';
import { row, rowOfNames } from '../words/story-rows.js';
import { tellRefusal } from './tell-refusal.js';

export interface VerdictStyle {
  readonly width: number;
  readonly verbose: boolean;
  readonly palette: Palette;
}

/** Missing names told in one block rather than each with its user. */
const FEWEST_TOGETHER = 4;
/** Causes told unless verbose. */
const MOST_CAUSES = 12;

export function tellVerdicts(standing: PlaceVerdicts, style: VerdictStyle): string[] {
  const { universe, verdicts, baseline } = standing;
  const of = <V extends Verdict['verdict']>(kind: V) =>
    verdicts.filter(
      (verdict): verdict is Extract<Verdict, { readonly verdict: V }> => verdict.verdict === kind,
    );
  const refused = of('not-installable');
  const unknown = of('unknown');
  const place = baseline === null ? 'an empty root' : `"${baseline}"`;
  const counts = [
    `${sayNumber(of('installable').length)} of ${sayCount(verdicts.length, 'package')} can be installed from ${place}`,
    ...(unknown.length > 0 ? [`${sayNumber(unknown.length)} unknown`] : []),
  ];
  const lines = [counts.join(' · ')];
  const causes = gather(universe, refused, standing, style);
  const shown = style.verbose ? causes : causes.slice(0, MOST_CAUSES);
  for (const cause of shown) lines.push('', ...tellCause(cause, style));
  if (shown.length < causes.length)
    lines.push('', `... ${sayCount(causes.length - shown.length, 'more cause')} (--verbose)`);
  for (const { package: pkg, why } of unknown)
    lines.push('', `${style.palette.warning('unknown')}  ${instanceName(pkg)}: ${why}`);
  if (style.verbose) for (const verdict of of('installable')) lines.push('', ...tellWitness(verdict, style));
  return lines;
}

/** One thing that stands in the way, with all it stops. */
interface Told {
  readonly heading: string;
  readonly because: readonly string[];
  readonly names: readonly string[];
  readonly packages: readonly BinaryPackage[];
  /** What the packages are to it. */
  readonly label: 'with it' | 'packages';
}

/** Names that are nowhere are told together, each cause else for itself; what stops most comes first. */
function gather(
  universe: Universe,
  refused: readonly NotInstallable[],
  standing: PlaceVerdicts,
  style: VerdictStyle,
): readonly Told[] {
  const masked = refused.filter(isMasked);
  const causes = foldRefusals(refused.filter(one => !isMasked(one))).map(cause => ({
    cause,
    name: missingName(universe, cause.refusal, standing),
    packages: [cause.refusal, ...cause.consequences].map(({ package: pkg }) => pkg),
  }));
  const missing = new Map<string, Set<BinaryPackage>>();
  for (const { name, packages } of causes) {
    if (name === null) continue;
    const users = getOrMake(missing, name, () => new Set<BinaryPackage>());
    for (const pkg of packages) users.add(pkg);
  }
  const together = missing.size >= FEWEST_TOGETHER;
  const told = causes
    .filter(({ name }) => !together || name === null)
    .map(({ cause, packages }) => tell(universe, cause, packages, standing, style));
  if (together) told.push(tellMissing(missing));
  told.push(...tellMasked(masked));
  return told.sort((a, b) => b.packages.length - a.packages.length);
}

function isMasked({ reasons }: NotInstallable): boolean {
  return reasons[0]?.kind === 'masked';
}

/** What the client does not take, by what masks it. */
function tellMasked(masked: readonly NotInstallable[]): readonly Told[] {
  const byMask = new Map<string, BinaryPackage[]>();
  for (const { package: pkg, reasons } of masked) {
    const [reason] = reasons;
    if (reason?.kind !== 'masked') continue;
    const text = `${sayForWhom(reason.masks)}: ${reason.masks.map(formatMask).join(', ')}`;
    getOrMake(byMask, text, (): BinaryPackage[] => []).push(pkg);
  }
  return [...byMask].map(([text, packages]) => ({
    heading: text,
    because: [],
    names: [],
    packages,
    label: 'packages',
  }));
}

/** The name that a refusal for a single reason asks for in vain. */
function missingName(
  universe: Universe,
  { reasons, cycles }: NotInstallable,
  { place }: PlaceVerdicts,
): string | null {
  const [reason] = reasons;
  if (reasons.length !== 1 || cycles.length > 0 || reason?.kind !== 'requirement') return null;
  if (reason.node.type !== 'leaf') return null;
  const name = formatCpn(reason.node.value);
  if (universe.masked(reason.node.value).length > 0) return null;
  return (universe.byCpn.get(name) ?? []).some(pkg => isSeenFrom(pkg, place)) ? null : name;
}

function tellMissing(missing: ReadonlyMap<string, ReadonlySet<BinaryPackage>>): Told {
  const names = [...missing].sort(([, a], [, b]) => b.size - a.size);
  return {
    heading: `${sayNumber(names.length)} or more names that others need are not here`,
    because: [],
    names: names.map(([name, users]) => (users.size === 1 ? name : `${name} (${sayNumber(users.size)})`)),
    packages: [...new Set(names.flatMap(([, users]) => [...users]))],
    label: 'with it',
  };
}

function tell(
  universe: Universe,
  { refusal }: RefusalCause,
  packages: readonly BinaryPackage[],
  { place }: PlaceVerdicts,
  style: VerdictStyle,
): Told {
  const [cycle] = refusal.cycles;
  const isCycle = refusal.reasons.length === 0 && cycle !== undefined;
  return {
    heading: isCycle
      ? labelCycle([...new Set(cycle.members.map(({ cpn }) => cpn))])
      : instanceName(refusal.package),
    because: tellRefusal(universe, refusal, place, style),
    names: [],
    packages: isCycle ? packages : packages.slice(1),
    label: 'with it',
  };
}

function tellCause({ heading, because, names, packages, label }: Told, style: VerdictStyle): string[] {
  const lines = [`${style.palette.error('refused')}  ${heading}`];
  for (const [at, sentence] of because.entries())
    lines.push(...row(at === 0 ? 'because' : 'and', sentence, style, style.palette.faint));
  if (names.length > 0) lines.push(...rowOfNames('names', '', names, style, style.palette.faint));
  if (packages.length === 0) return lines;
  const start = sayCount(packages.length, 'package');
  return [...lines, ...rowOfNames(label, start, countNames(packages), style, style.palette.faint)];
}

/** `dev-lang/perl (4)`: builds of a name are counted. */
function countNames(packages: readonly BinaryPackage[]): readonly string[] {
  const builds = new Map<string, BinaryPackage[]>();
  for (const pkg of packages) getOrMake(builds, pkg.cpn, (): BinaryPackage[] => []).push(pkg);
  return [...builds].map(([name, list]) =>
    list.length === 1 ? instanceName(list[0] as BinaryPackage) : `${name} (${sayNumber(list.length)})`,
  );
}

function tellWitness({ package: pkg, merge, replaces, removes }: Installable, style: VerdictStyle): string[] {
  const lines = [`${style.palette.strong('installable')}  ${instanceName(pkg)}`];
  for (const [label, packages] of [
    ['merge', merge],
    ['replaces', replaces],
    ['removes', removes],
  ] as const) {
    const names = packages.map(instanceName);
    if (names.length > 0) lines.push(...rowOfNames(label, '', names, style, style.palette.faint));
  }
  return lines;
}
