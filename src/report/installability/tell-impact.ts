// What hangs on a package: what could not be installed without it, and what merging it does to packages that are installed.

import { compareText } from '../../base/compare-text.js';
import { getOrMake } from '../../base/get-or-make.js';
import { type BinaryPackage, instanceName } from '../../model/package.js';
import { CRITICAL_NAMES } from '../../model/update/critical.js';
import type { Impact, Loss } from '../../solver/installability/find-impact.js';
import type { Breach, Replacement } from '../../solver/installability/find-replacement.js';
import { makePrintable } from '../words/make-printable.js';
import { chooseForm, sayCount, sayNumber } from '../words/say-count.js';
import { row, rowOfNames, type StoryStyle } from '../words/story-rows.js';

/** `from` is put before each row where there are several places: `from "stage3": `. */
export function tellImpact(
  { package: pkg, build, name }: Impact,
  isInstallable: boolean,
  from: string,
  style: StoryStyle,
): string[] {
  if (name.lost.length === 0) {
    const none = isInstallable ? 'nothing is lost without it' : 'nothing that can be installed needs it';
    return row('impact', makePrintable(`${from}${none}${sayDoubt(name)}`), style, style.palette.faint);
  }
  if (build.lost.length === name.lost.length) {
    const what = name.withdrawn.length === 1 ? 'it' : 'this build';
    return tellLoss(build, from, what, style);
  }
  if (build.lost.length === 0)
    return tellLoss(name, `${from}nothing needs this very build${sayDoubt(build)}; `, pkg.cpn, style);
  return [...tellLoss(build, from, 'this build', style), ...tellLoss(name, from, pkg.cpn, style)];
}

function tellLoss(loss: Loss, start: string, what: string, style: StoryStyle): string[] {
  const { lost, directly } = loss;
  const count = `${sayCount(lost.length, 'package')} cannot be installed without ${what}`;
  const direct =
    directly.length === lost.length
      ? chooseForm(lost.length, 'and needs it directly', 'all need it directly')
      : `${sayNumber(directly.length)} ${chooseForm(directly.length, 'needs', 'need')} it directly`;
  const text = makePrintable(`${start}${count} (${direct}${sayDoubt(loss)})`);
  return rowOfNames('impact', text, namesOf(lost, new Set(directly), style), style);
}

function sayDoubt({ undecided }: Loss): string {
  return undecided.length === 0 ? '' : `; ${sayNumber(undecided.length)} more could not be decided`;
}

/** Critical programs first, then what needs it directly; builds of one name are counted unless verbose. */
function namesOf(
  lost: readonly BinaryPackage[],
  directly: ReadonlySet<BinaryPackage>,
  { verbose }: StoryStyle,
): string[] {
  const byName = new Map<string, BinaryPackage[]>();
  for (const pkg of lost)
    getOrMake(byName, verbose ? instanceName(pkg) : pkg.cpn, (): BinaryPackage[] => []).push(pkg);
  const rankOf = (group: readonly BinaryPackage[]) => {
    if (CRITICAL_NAMES.includes(group[0]!.cpn)) return 0;
    return group.some(pkg => directly.has(pkg)) ? 1 : 2;
  };
  return [...byName]
    .map(([name, group]) => ({ rank: rankOf(group), text: sayGroup(name, group) }))
    .sort((a, b) => a.rank - b.rank || compareText(a.text, b.text))
    .map(({ text }) => makePrintable(text));
}

function sayGroup(name: string, group: readonly BinaryPackage[]): string {
  return group.length === 1 ? instanceName(group[0]!) : `${name} (${sayNumber(group.length)})`;
}

/** Of a baseline: who uses what the package takes the place of, and what merging it alone would break. */
export function tellReplacement(
  { replaces, users, breaches }: Replacement,
  from: string,
  style: StoryStyle,
): string[] {
  if (replaces === null) return [];
  const names = (packages: readonly BinaryPackage[]) => packages.map(pkg => makePrintable(instanceName(pkg)));
  const lines =
    users.length === 0
      ? []
      : rowOfNames(
          'used by',
          makePrintable(`${from}${sayCount(users.length, 'installed package')}`),
          names(users),
          style,
        );
  if (breaches.length === 0) return lines;
  const what = `${from}merged without anything else it breaks ${sayCount(breaches.length, 'installed package')}`;
  const missing = sayLacks(breaches);
  return [
    ...lines,
    ...rowOfNames(
      'breaks',
      makePrintable(`${what}, which ${chooseForm(breaches.length, 'lacks', 'lack')} ${sayShortly(missing)}`),
      names(breaches.map(breach => breach.package)),
      style,
      style.palette.warning,
    ),
  ];
}

/** Libraries first, then needs, the shortest in front. */
function sayLacks(breaches: readonly Breach[]): readonly string[] {
  const libraries = breaches.flatMap(({ sonames }) => sonames.map(({ soname }) => soname));
  const items = breaches.flatMap(breach => breach.items);
  return [
    ...new Set(libraries),
    ...[...new Set(items)].sort((a, b) => a.length - b.length || compareText(a, b)),
  ];
}

/** As many as a reader takes in at a glance. */
const FEW = 3;

function sayShortly(texts: readonly string[]): string {
  const rest = texts.length - FEW;
  return rest <= 0 ? texts.join(', ') : `${texts.slice(0, FEW).join(', ')} and ${sayNumber(rest)} more`;
}
