// What `metadata` found, for a reader: one line where all is well; else what differs, by key, and what is not known, by reason.

import type {
  DifferenceRecord,
  EbuildRecord,
  SummaryRecord,
  VerificationRecord,
} from '../../answer/metadata.js';
import { getOrMake } from '../../base/get-or-make.js';
import { makePrintable } from '../words/make-printable.js';
import { chooseForm, sayCount, sayNumber } from '../words/say-count.js';
import { row, rowOfNames, type StoryStyle } from '../words/story-rows.js';

/** Reasons told unless verbose. */
const MOST_REASONS = 12;
/** Characters shown before and from the first that differs. */
const BEFORE = 24;
const AFTER = 60;

export function tellVerification(record: VerificationRecord, style: StoryStyle): string {
  const { ebuilds, equal, different, unknown, refused, missing, stale, damaged, cache } = record;
  const differing = new Set(different.map(({ cpv }) => cpv)).size;
  const counts = [
    `${sayCount(equal, 'ebuild')} of ${sayNumber(ebuilds)} in ${record.repository} ${chooseForm(equal, 'agrees', 'agree')} with ${makePrintable(cache)}`,
    ...sayPart(differing, chooseForm(differing, 'differs', 'differ')),
    ...sayPart(unknown.length, 'unknown'),
    ...sayPart(refused.length, 'refused'),
    ...sayPart(missing.length, 'missing'),
    ...sayPart(stale.length, 'stale'),
    ...sayPart(damaged.length, 'damaged'),
  ];
  const listed = refused.filter(one => one.listed);
  const blocks = [
    ...tellDifferences(different, style),
    ...tellReasons('unknown', unknown, style),
    ...tellReasons('damaged', damaged, style),
    ...tellReasons('listed', listed, style, 'has an entry, though refused:'),
    ...tellNames('missing', missing, 'without an entry', 'ebuild', style),
    ...tellNames('stale', stale, 'without an ebuild', 'entry', style),
    ...(style.verbose ? tellReasons('refused', refused, style) : []),
    ...tellIgnored(record.ignored, style),
    ...record.notCompared.map(({ key, entries }) =>
      row(
        'older',
        `${key} is not compared in ${sayNumber(entries)} ${chooseForm(entries, 'entry', 'entries')} of a Portage that did not know it`,
        style,
        style.palette.faint,
      ),
    ),
  ];
  return layBlocks(counts.join(' · '), blocks);
}

export function tellSummary(record: SummaryRecord, style: StoryStyle): string {
  const { packages, unknown, refused, out } = record;
  if (packages !== undefined) {
    const told = [
      ...packages.map(one => tellEbuild(one, style)),
      ...[...refused, ...unknown].map(
        ({ cpv, why }) => `${style.palette.warning(makePrintable(cpv))}\n${makePrintable(why)}\n`,
      ),
    ];
    return told.length === 0 ? 'no ebuild has that slot\n' : told.join('\n');
  }
  const counts = [
    `${sayCount(record.ebuilds, 'ebuild')} in ${record.repository}`,
    `${sayNumber(record.cached)} known from md5-cache`,
    `${sayNumber(record.evaluated)} evaluated`,
    ...sayPart(refused.length, 'refused'),
    ...sayPart(unknown.length, 'unknown'),
  ];
  const written =
    out === undefined
      ? []
      : [
          [
            `${makePrintable(out.directory)}: ${sayNumber(out.written.length)} written, ${sayNumber(out.unchanged)} unchanged, ${sayNumber(out.removed.length)} removed`,
          ],
        ];
  const blocks = [
    ...written,
    ...tellReasons('unknown', unknown, style),
    ...(style.verbose ? tellReasons('refused', refused, style) : []),
    ...tellIgnored(record.ignored, style),
  ];
  return layBlocks(counts.join(' · '), blocks);
}

function layBlocks(first: string, blocks: readonly (readonly string[])[]): string {
  return `${[first, ...blocks.map(lines => `\n${lines.join('\n')}`)].join('\n')}\n`;
}

function sayPart(count: number, word: string): readonly string[] {
  return count === 0 ? [] : [`${sayNumber(count)} ${word}`];
}

function tellEbuild({ cpv, metadata, eclasses }: EbuildRecord, { palette }: StoryStyle): string {
  const lines = Object.entries(metadata).map(
    ([key, value]) => `${palette.faint(`${key}=`)}${makePrintable(value)}`,
  );
  const names = Object.keys(eclasses);
  if (names.length > 0) lines.push(`${palette.faint('_eclasses_=')}${makePrintable(names.join(' '))}`);
  return `${palette.strong(makePrintable(cpv))}\n${lines.join('\n')}\n`;
}

/** By key, the one that differs most often first, each with the first ebuild as its example. */
function tellDifferences(
  different: VerificationRecord['different'],
  style: StoryStyle,
): readonly (readonly string[])[] {
  const byKey = new Map<string, DifferenceRecord[]>();
  for (const one of different) getOrMake(byKey, one.key, (): DifferenceRecord[] => []).push(one);
  return [...byKey]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([key, list]) => {
      const [first, ...others] = list as [DifferenceRecord];
      const at = firstDifference(first.expected, first.actual);
      return [
        `${style.palette.error('different')}  ${key} of ${sayCount(list.length, 'ebuild')}`,
        ...row('ebuild', makePrintable(first.cpv), style, style.palette.faint),
        ...row('cache', excerpt(first.expected, at), style, style.palette.faint),
        ...row('is', excerpt(first.actual, at), style, style.palette.faint),
        ...namesOf(
          'also',
          others.map(({ cpv }) => cpv),
          style,
        ),
      ];
    });
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

function excerpt(text: string, at: number): string {
  const start = at <= BEFORE ? 0 : at - BEFORE;
  const end = at + AFTER;
  const part = makePrintable(text.slice(start, end));
  if (part === '') return text === '' ? '(nothing)' : '(ends before)';
  return `${start > 0 ? '...' : ''}${part}${end < text.length ? '...' : ''}`;
}

/** What several ebuilds have in common: not the line of each where it happens. */
function reasonOf(why: string): string {
  return why.replace(/^\S+\.ebuild, line \d+: /, '');
}

/** By reason, the most frequent first. */
function tellReasons(
  label: string,
  list: readonly { readonly cpv: string; readonly why: string }[],
  style: StoryStyle,
  before = '',
): readonly (readonly string[])[] {
  const byReason = new Map<string, { readonly why: string; readonly names: string[] }>();
  for (const { cpv, why } of list)
    getOrMake(byReason, reasonOf(why), () => ({ why: reasonOf(why), names: [] as string[] })).names.push(cpv);
  const groups = [...byReason.values()].sort((a, b) => b.names.length - a.names.length);
  const shown = style.verbose ? groups : groups.slice(0, MOST_REASONS);
  const blocks = shown.map(({ why, names }) => [
    `${style.palette.warning(label)}  ${sayCount(names.length, 'ebuild')}: ${before === '' ? '' : `${before} `}${makePrintable(why)}`,
    ...namesOf('names', names, style),
  ]);
  const rest = groups.length - shown.length;
  return rest > 0 ? [...blocks, [`... ${sayCount(rest, 'more reason')} (--verbose)`]] : blocks;
}

function tellNames(
  label: string,
  names: readonly string[],
  what: string,
  noun: 'ebuild' | 'entry',
  style: StoryStyle,
): readonly (readonly string[])[] {
  if (names.length === 0) return [];
  const count = `${sayNumber(names.length)} ${noun === 'entry' ? chooseForm(names.length, 'entry', 'entries') : chooseForm(names.length, 'ebuild', 'ebuilds')}`;
  return [[`${style.palette.warning(label)}  ${count} ${what}`, ...namesOf('names', names, style)]];
}

function tellIgnored(ignored: SummaryRecord['ignored'], style: StoryStyle): readonly (readonly string[])[] {
  return ignored.map(({ path, why }) => [
    `${style.palette.warning('ignored')}  ${makePrintable(`${path}: ${why}`)}`,
  ]);
}

function namesOf(label: string, names: readonly string[], style: StoryStyle): readonly string[] {
  return names.length === 0
    ? []
    : rowOfNames(label, '', names.map(makePrintable), style, style.palette.faint);
}
