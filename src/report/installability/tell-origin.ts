// `explain ... --tree REPO`: the line of the ebuild or eclass that a need comes from.

import type { AtomLine, AtomOrigin, EbuildOrigins, Origins } from '../../ebuild/locate/atom-origin.js';
import type { BinaryPackage } from '../../model/package.js';
import { atomsOf, failureOf, type Requirement, requirementsOf } from '../../model/requirements.js';
import type { Universe } from '../../model/universe.js';
import type { Atom } from '../../pms/atom.js';
import { parseCpv } from '../../pms/cpv.js';
import type { DependencyClass } from '../../pms/dependency-class.js';
import { leavesOf } from '../../pms/depspec.js';
import { parseDepspec } from '../../pms/parse-depspec.js';
import { PmsSyntaxError } from '../../pms/syntax-error.js';
import { makePrintable } from '../words/make-printable.js';
import { chooseForm, sayNumber } from '../words/say-count.js';
import { row, rowOfNames, type StoryStyle } from '../words/story-rows.js';

/** Needs told unless verbose. */
const MOST_TOLD = 3;

/** Of the unmet needs, or of all when verbose. */
export function tellOrigins(
  universe: Universe,
  pkg: BinaryPackage,
  origins: Origins,
  style: StoryStyle,
): string[] {
  const found = origins.of(pkg.cpv, pkg.repo);
  if (found === null) return tellNoEbuild(pkg.cpvText, style);
  const needs = [...requirementsOf(universe, pkg)];
  const notable = style.verbose ? needs : needs.filter(({ node }) => failureOf(universe, node) !== null);
  const told = style.verbose ? notable : notable.slice(0, MOST_TOLD);
  return [
    ...tellEbuild(pkg.cpvText, found, style),
    ...told.flatMap(need => tellNeed(found, need, pkg.use, style)),
    ...(told.length < notable.length
      ? row(
          'line',
          `... ${sayNumber(notable.length - told.length)} more (--verbose)`,
          style,
          style.palette.faint,
        )
      : []),
  ];
}

/** Of a finding that names what is needed. */
export function tellFindingOrigin(
  subject: { readonly cpv: string | null; readonly repo: string | null },
  data: Readonly<Record<string, unknown>>,
  origins: Origins,
  style: StoryStyle,
): string[] {
  const { class: dependencyClass, item = data['atom'] } = data;
  if (subject.cpv === null || typeof item !== 'string' || !isClass(dependencyClass)) return [];
  try {
    const atoms = [...leavesOf(parseDepspec(item).nodes)].map(({ value }) => value);
    const found = origins.of(parseCpv(subject.cpv), subject.repo ?? '');
    if (found === null) return tellNoEbuild(subject.cpv, style);
    return [
      ...tellEbuild(subject.cpv, found, style),
      ...tellAtoms(found, dependencyClass, item, atoms, null, style),
    ];
  } catch (error) {
    // A report is a file from anywhere.
    if (error instanceof PmsSyntaxError) return [];
    throw error;
  }
}

function isClass(value: unknown): value is DependencyClass {
  return typeof value === 'string' && /^([BRPI]?DEPEND)$/.test(value);
}

function tellNoEbuild(cpv: string, style: StoryStyle): string[] {
  return row(
    'ebuild',
    makePrintable(`${cpv}.ebuild is not in the tree, nor another version`),
    style,
    style.palette.warning,
  );
}

function tellEbuild(cpv: string, found: EbuildOrigins, style: StoryStyle): string[] {
  const { ebuild, isExact, outcome, faults } = found;
  const name = `${ebuild.path} of ${ebuild.repository}`;
  const state = outcome.outcome === 'metadata' ? '' : `, ${outcome.outcome}: ${outcome.why}`;
  const told = isExact ? name : `${cpv}.ebuild is not in the tree, the nearest is ${name}`;
  const label = isExact ? style.palette.faint : style.palette.warning;
  return [
    ...row('ebuild', makePrintable(`${told}${state}`), style, label),
    ...faults.flatMap(fault => {
      const place = `${fault.path}:${fault.line}:${fault.column}`;
      const told = makePrintable(`${place}  ${fault.message} (${fault.reader})`);
      return row('fault', told, style, style.palette.error);
    }),
  ];
}

function tellNeed(
  found: EbuildOrigins,
  { class: dependencyClass, node, text }: Requirement,
  use: ReadonlySet<string>,
  style: StoryStyle,
): string[] {
  return tellAtoms(found, dependencyClass, text, [...atomsOf(node)], use, style);
}

/** The atoms of one item: the first line, and how many more it has. */
function tellAtoms(
  found: EbuildOrigins,
  dependencyClass: DependencyClass,
  item: string,
  atoms: readonly Atom[],
  use: ReadonlySet<string> | null,
  style: StoryStyle,
): string[] {
  const [first, ...others] = atoms;
  if (first === undefined) return [];
  const origin = found.originOf(dependencyClass, first, use);
  const said = sayOrigin(origin, dependencyClass, first, found);
  const more = others.length === 0 ? [] : [`and ${sayNumber(others.length)} more of ${item}`];
  const pieces = [...said, ...more].map(makePrintable);
  return rowOfNames('line', '', pieces, { ...style, verbose: true }, style.palette.faint);
}

/** In pieces that stay whole where the width allows. */
function sayOrigin(
  origin: AtomOrigin,
  dependencyClass: DependencyClass,
  { text }: Atom,
  { ebuild }: EbuildOrigins,
): readonly string[] {
  switch (origin.kind) {
    case 'line':
      return sayLine(origin, dependencyClass, ebuild.repository);
    case 'computed':
      return origin.paths.length === 0
        ? [`${text}:`, 'line not found, it is computed']
        : [`${text}:`, `line not found, it is computed in ${origin.paths.slice(0, 3).join(', ')}`];
    case 'changed':
      return origin.now.length === 0
        ? [`${text}:`, `${dependencyClass} of this ebuild does not name it`]
        : [
            `${text}:`,
            `this ebuild says ${origin.now.join(' ')}`,
            ...(origin.line === null ? [] : sayLine(origin.line, dependencyClass, ebuild.repository)),
          ];
    case 'added-by-portage':
      return [`${text}:`, 'no line, Portage added it when the package was built'];
  }
}

/** `net-misc/wget/wget-1.21.3.ebuild:31  RDEPEND  ssl? ( >=dev-libs/openssl-1:= )` */
function sayLine(line: AtomLine, dependencyClass: DependencyClass, repository: string): readonly string[] {
  const { path, variable, groups, scope, others } = line;
  const maker = variable ?? (scope.function === null ? 'a command' : `${scope.function}()`);
  const test = scope.conditions.at(-1);
  return [
    `${path}:${line.line}${line.repository === repository ? '' : ` of ${line.repository}`}`,
    maker === dependencyClass
      ? dependencyClass
      : `${dependencyClass} ${line.flows ? 'through' : 'perhaps through'} ${maker}`,
    groups.reduceRight((inner, group) => `${group}${group === '' ? '' : ' '}( ${inner} )`, line.text),
    ...(test === undefined ? [] : [sayCondition(test)]),
    ...(others === 0 ? [] : [`(or ${sayNumber(others)} other ${chooseForm(others, 'line', 'lines')})`]),
  ];
}

/** `if [[ x ]]`, `unless [[ x ]]`, `in case x in y`, `in for x in y`. */
function sayCondition({ text, negated }: AtomLine['scope']['conditions'][number]): string {
  const word = /^(case|for|while|until) /.test(text) ? 'in' : negated ? 'unless' : 'if';
  return `${word} ${text}`;
}
