// The report for a person at a terminal: causes first, each told once, then one summary; nothing is cut off silently.

import { getOrMake } from '../../base/get-or-make.js';
import { type Cause, gatherCauses, rankSeverity } from '../../cause/gather-causes.js';
import type { Severity } from '../../rules/kit/finding.js';
import { layOut, wrapWords } from '../words/lay-out.js';
import { makePrintable } from '../words/make-printable.js';
import { chooseForm, sayCount, sayNumber } from '../words/say-count.js';
import { draftBlock } from './draft-block.js';
import { fitBlocks } from './fit-blocks.js';
import { type Block, gatherBlocks } from './gather-blocks.js';
import { openMessageBook } from './open-message-book.js';
import type { Page } from './page.js';
import {
  type CheckResult,
  DEFAULT_POLICY,
  type ReportInput,
  type ReportStyle,
  type RuleNotice,
  verdictOf,
} from './reporter.js';
import { sayConfiguration, tellConfiguration } from './say-configuration.js';
import { sayUnchecked, sayWhy } from './say-notices.js';
import { tellBlock } from './tell-block.js';
import { tellFindings } from './tell-findings.js';

export function renderText(input: ReportInput, style: ReportStyle): string {
  const { result, rules, configuration } = input;
  const book = openMessageBook(rules, result.findings);
  const causes = gatherCauses(result.findings, book.findMessage);
  if (style.quiet) {
    const file = configuration === undefined ? [] : [sayConfiguration(configuration)];
    return `${[...saySummary(input, causes), ...file].join(' · ')}\n`;
  }
  const page: Page = { width: Math.max(style.width, 40), palette: style.palette, book };
  const blocks = gatherBlocks(causes, book);
  const by = tellConfiguration(configuration, page.width, style.verbose);
  if (blocks.length === 0)
    return `${[...tellHealthy(input, causes, page, style.verbose), ...by].join('\n')}\n`;
  const top = tellTop(result, page, style.verbose);
  const foot = [
    ...tellFoot(result, causes, page, style.verbose),
    ...tellNotices(result, page, style.verbose),
    ...wrapWords(sayVerdict(input, causes), page),
    ...by,
  ];
  const room = (style.lines ?? Number.POSITIVE_INFINITY) - top.length - foot.length;
  const body = style.verbose ? tellAll(blocks, page) : fitBlocks(blocks, page, room);
  return `${[...top, ...body, ...foot].join('\n')}\n`;
}

/** `2,433 packages, 906 names · no baseline given: ...` */
function tellTop(result: CheckResult, { width }: Page, verbose: boolean): string[] {
  const unchecked = result.unchecked.map(one => makePrintable(sayUnchecked(one)));
  const start = `${sayCount(result.packages, 'package')}, ${sayCount(result.names, 'name')}`;
  return layOut([start, ...unchecked], ' · ', { width, flow: true, ...(verbose ? {} : { lines: 4 }) });
}

/** A clean bill is one line; what it rests on is one flag away. */
function tellHealthy(
  input: ReportInput,
  causes: readonly Cause[],
  page: Page,
  verbose: boolean,
): readonly string[] {
  const { result } = input;
  const notRun = sayNotRun(result);
  if (verbose)
    return [
      sayHealthy(result),
      ...layOut(
        result.unchecked.map(one => makePrintable(sayUnchecked(one))),
        ' · ',
        {
          width: page.width,
          flow: true,
        },
      ),
      ...tellNotices(result, page, true),
      ...(isClean(input) ? [] : [sayVerdict(input, causes)]),
    ];
  const asides = isClean(input) ? notRun : [...notRun, sayVerdict(input, causes)];
  return layOut([sayHealthy(result), ...asides], ' · ', { width: page.width, flow: true });
}

/** Nothing was found, where something was looked for: that needs no verdict beside it. */
function isClean(input: ReportInput): boolean {
  return verdictOf(input) === 'pass' && input.result.packages > 0 && input.result.rulesRun > 0;
}

function sayHealthy({ packages, rulesRun }: CheckResult): string {
  if (packages === 0) return '0 packages: there is nothing here to judge';
  if (rulesRun === 0) return `${sayCount(packages, 'package')}, no rule ran: nothing was judged`;
  return `${sayCount(packages, 'package')}, nothing to report`;
}

/** `fails at error: 2 causes` */
function sayVerdict(input: ReportInput, causes: readonly Cause[]): string {
  const { failOn } = input.policy ?? DEFAULT_POLICY;
  const verdict = verdictOf(input);
  if (failOn === 'never') return verdict === 'undecided' ? 'undecided' : 'passes whatever is found';
  if (verdict === 'pass') return `passes at ${failOn}`;
  const failing = causes.filter(({ severity }) => rankSeverity(severity) <= rankSeverity(failOn));
  const count = sayCount(failing.length, 'cause');
  if (verdict === 'fail') return `fails at ${failOn}: ${count}`;
  return `undecided at ${failOn}${failing.length > 0 ? `: ${count}, and not all could be checked` : ''}`;
}

function tellAll(blocks: readonly Block[], page: Page): string[] {
  return blocks.flatMap(block => [
    '',
    ...tellBlock(draftBlock(block, page.book, true), page, Number.POSITIVE_INFINITY),
    ...tellFindings(block, page),
  ]);
}

function tellFoot(
  result: CheckResult,
  causes: readonly Cause[],
  { width }: Page,
  verbose: boolean,
): string[] {
  const lines = ['', ...sayUnusable(result)];
  const hints = verbose ? [] : ['--verbose for each'];
  const pieces = [...sayCounts(result, causes), ...hints, 'explain RULE for the story'];
  return [...lines, ...layOut(pieces, ' · ', { width })];
}

/** `926 of 2,433 packages cannot be used as they are, 1,946 with what they pull in` */
function sayUnusable({ unusable, faulty, packages }: CheckResult): string[] {
  if (unusable === 0) return [];
  const start = (count: number) => `${sayNumber(count)} of ${sayCount(packages, 'package')} cannot be used`;
  const pulling = `with what ${chooseForm(unusable, 'it pulls', 'they pull')} in`;
  if (faulty === 0) return [`${start(unusable)} ${pulling}`];
  const own = `${start(faulty)} as ${chooseForm(faulty, 'it is', 'they are')}`;
  return [unusable === faulty ? own : `${own}, ${sayNumber(unusable)} ${pulling}`];
}

/** `1,508 errors in 31 causes`, `264 warnings` */
function sayCounts(result: CheckResult, causes: readonly Cause[]): string[] {
  const count = (severity: Severity) =>
    result.findings.filter(finding => finding.severity === severity).length;
  const errors = count('error');
  const roots = causes.filter(cause => cause.severity === 'error').length;
  const pieces: string[] = [];
  if (errors > 0)
    pieces.push(sayCount(errors, 'error') + (roots < errors ? ` in ${sayCount(roots, 'cause')}` : ''));
  if (count('warning') > 0) pieces.push(sayCount(count('warning'), 'warning'));
  if (count('info') > 0) pieces.push(sayCount(count('info'), 'note'));
  return pieces;
}

function saySummary(input: ReportInput, causes: readonly Cause[]): readonly string[] {
  const { result } = input;
  const verdict = sayVerdict(input, causes);
  if (result.findings.length > 0) return [...sayUnusable(result), ...sayCounts(result, causes), verdict];
  return isClean(input) ? [sayHealthy(result)] : [sayHealthy(result), verdict];
}

/** `35 of 66 rules could not run`, `64 rules left out`: which and why is one flag away. */
function sayNotRun({ notRun, skipped, rulesRun }: CheckResult): readonly string[] {
  const pieces = [
    ...(notRun.length > 0
      ? [`${sayNumber(notRun.length)} of ${sayCount(notRun.length + rulesRun, 'rule')} could not run`]
      : []),
    ...(skipped.length > 0 ? [`${sayCount(skipped.length, 'rule')} left out`] : []),
  ];
  return pieces.length === 0 ? [] : [`${pieces.join(', ')} (--verbose)`];
}

/** Verbose: `not run: path-misplaced (needs the package files)`; `left out: libc-floor (...)` */
function tellNotices(result: CheckResult, { width, palette }: Page, verbose: boolean): string[] {
  const told = verbose
    ? [layOutNotices('not run: ', result.notRun, width), layOutNotices('left out: ', result.skipped, width)]
    : sayNotRun(result).map(line => wrapWords(line, { width }));
  return told.flatMap(lines => lines.map(palette.faint));
}

function layOutNotices(label: string, notices: readonly RuleNotice[], width: number): string[] {
  const [first, ...rest] = groupNotices(notices);
  return first === undefined ? [] : layOut([label + first, ...rest], '; ', { width, flow: true });
}

function groupNotices(notices: readonly RuleNotice[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const notice of notices) getOrMake(byReason, sayWhy(notice), (): string[] => []).push(notice.rule);
  return [...byReason].map(([why, rules]) => `${rules.join(', ')} (${why})`);
}
