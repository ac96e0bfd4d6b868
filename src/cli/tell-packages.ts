// `explain SOURCE ATOM`: how each need of a package is met or not, what is wrong with it, and what it pulls in. As far as
// matching goes: whether everything can be installed together is not decided here.

import { check } from '../check/check.js';
import type { Loaded } from '../load/load-universe.js';
import { nearestMissOf } from '../model/nearest-miss.js';
import { type BinaryPackage, instanceName, packagePath } from '../model/package.js';
import { reachableFrom } from '../model/reachability.js';
import {
  atomsOf,
  failureOf,
  type Item,
  itemHolds,
  type Requirement,
  requirementsOf,
} from '../model/requirements.js';
import type { Universe } from '../model/universe.js';
import { layOut, wrapWords } from '../report/lay-out.js';
import { makePrintable } from '../report/make-printable.js';
import { openMessageBook } from '../report/open-message-book.js';
import type { Palette } from '../report/palette.js';
import { chooseForm, sayCount, sayNumber } from '../report/say-count.js';
import { RULES } from '../rules/index.js';
import type { Finding } from '../rules/kit/finding.js';
import { findPackages } from './find-packages.js';

interface Style {
  readonly width: number;
  readonly palette: Palette;
}

/** Instances told in full. */
const MOST_TOLD = 3;
const LABEL_WIDTH = 11;

export function tellPackages({ universe, inputs }: Loaded, words: string, style: Style): string {
  const packages = findPackages(universe, words);
  const { findings } = check(universe, inputs, RULES);
  const told = packages.slice(0, MOST_TOLD).map(pkg => tellPackage(universe, pkg, findings, style));
  const rest = packages.slice(MOST_TOLD).map(instanceName);
  if (rest.length > 0)
    told.push(layOut([`also ${rest[0]}`, ...rest.slice(1)], ', ', { width: style.width }).join('\n'));
  return `${told.join('\n\n')}\n`;
}

function tellPackage(
  universe: Universe,
  pkg: BinaryPackage,
  findings: readonly Finding[],
  style: Style,
): string {
  const needs = [...requirementsOf(universe, pkg)].map(need => tellNeed(universe, need));
  const unmet = needs.filter(need => !need.isMet);
  const own = findings.filter(
    ({ subject }) =>
      subject.cpv === pkg.cpvText && subject.buildId === pkg.buildId && subject.path === packagePath(pkg),
  );
  const book = openMessageBook(RULES, findings);
  const lines = [
    `${style.palette.strong(makePrintable(instanceName(pkg)))}  slot ${pkg.record.SLOT}: ${sayVerdict(needs.length, unmet.length)}`,
    ...unmet.flatMap(need => row('not met', need.text, style, style.palette.error)),
    ...needs.filter(need => need.isMet).flatMap(need => row('met', need.text, style, style.palette.faint)),
    ...tellReach(universe, pkg, style),
  ];
  for (const finding of own) {
    const { text, remedy } = book.messageOf(finding);
    const told = `${book.say(finding, text)}; do: ${book.say(finding, remedy)} [${finding.rule}]`;
    lines.push(...row(finding.severity, told, style, style.palette[finding.severity]));
  }
  return lines.join('\n');
}

function sayVerdict(needs: number, unmet: number): string {
  if (needs === 0) return 'needs nothing';
  if (unmet === 0) return chooseForm(needs, 'its only need is met', `all ${sayCount(needs, 'need')} met`);
  return chooseForm(
    needs,
    'its only need is not met',
    `${sayNumber(unmet)} of ${sayCount(needs, 'need')} not met`,
  );
}

function tellNeed(universe: Universe, need: Requirement): { readonly isMet: boolean; readonly text: string } {
  const what = `${need.class} ${makePrintable(need.text)}`;
  const failure = failureOf(universe, need.node);
  if (failure === null) {
    const providers = providersOf(universe, need.node).map(pkg => sayProvider(universe, pkg));
    return { isMet: true, text: `${what} by ${providers.join(', ') || 'nothing: it is empty'}` };
  }
  const miss = nearestMissOf(universe, need.node, failure.sees);
  const from = failure.baselines.length > 0 ? ` from ${failure.baselines.join(', ')}` : '';
  const near = miss?.nearest
    ? `the nearest is ${miss.nearest.cpv} (${miss.nearest.differs})`
    : 'there is none of that name';
  return { isMet: false, text: makePrintable(`${what}${from}: ${near}`) };
}

/** Of an any-of, the providers of the first branch that holds. */
function providersOf(universe: Universe, node: Item): BinaryPackage[] {
  const holds = (item: Item) => itemHolds(item, atom => universe.matches(atom).length > 0);
  const branch = node.type === 'any-of' ? node.children.find(holds) : node;
  if (branch === undefined) return [];
  const providers = [...atomsOf(branch)].map(atom =>
    atom.blocker === null ? universe.matches(atom).at(-1) : undefined,
  );
  return [...new Set(providers.filter(pkg => pkg !== undefined))];
}

function sayProvider(universe: Universe, pkg: BinaryPackage): string {
  const place = pkg.role === 'candidate' ? '' : ` of ${universe.sources[pkg.source]?.name}`;
  return makePrintable(`${instanceName(pkg)}${place}`);
}

function tellReach(universe: Universe, pkg: BinaryPackage, style: Style): string[] {
  const reached = [...reachableFrom(universe, pkg)]
    .map(id => universe.packages[id]!)
    .filter(other => other !== pkg);
  if (reached.length === 0) return [];
  const broken = reached.filter(other =>
    [...requirementsOf(universe, other)].some(({ node }) => failureOf(universe, node) !== null),
  );
  const names = broken.map(instanceName).sort();
  // A single one pulls in nothing further.
  const start =
    sayCount(reached.length, 'package') + chooseForm(reached.length, '', ' with what they pull in');
  if (names.length === 0) return row('pulls in', `${start}, all needs met`, style, style.palette.faint);
  const pieces = [`${start}; needs not met: ${names[0]}`, ...names.slice(1)];
  return rowOf('pulls in', layOut(pieces, ', ', { width: room(style), lines: 3 }), style.palette.faint);
}

function room({ width }: Style): number {
  return Math.max(width - LABEL_WIDTH, 20);
}

function row(label: string, text: string, style: Style, paint: (text: string) => string): string[] {
  return rowOf(label, wrapWords(text, { width: room(style) }), paint);
}

function rowOf(label: string, lines: readonly string[], paint: (text: string) => string): string[] {
  const indent = `  ${label}`.padEnd(LABEL_WIDTH);
  return lines.map(
    (line, at) => (at === 0 ? indent.replace(label, paint(label)) : ' '.repeat(LABEL_WIDTH)) + line,
  );
}
