// The report for a person at a terminal: causes first, each told once, then one summary; nothing is cut off silently.

import { compareText } from '../../base/compare-text.js';
import { type Cause, gatherCauses } from '../../cause/gather-causes.js';
import type { Severity } from '../../rules/kit/finding.js';
import { layOut } from '../words/lay-out.js';
import { makePrintable } from '../words/make-printable.js';
import { sayWays } from '../words/name-ways.js';
import { chooseForm, sayCount, sayNumber } from '../words/say-count.js';
import { draftBlock } from './draft-block.js';
import { fitBlocks } from './fit-blocks.js';
import { type Block, gatherBlocks } from './gather-blocks.js';
import { openMessageBook } from './open-message-book.js';
import type { Page } from './page.js';
import type { CheckResult, NotRunRule, ReportInput, ReportStyle, RuleNotice } from './reporter.js';
import { sayUnchecked, sayWhy } from './say-notices.js';
import { tellBlock } from './tell-block.js';
import { tellFindings } from './tell-findings.js';

/** Lines of the whole report unless verbose. */
const LONGEST_REPORT = 60;

export function renderText({ result, rules }: ReportInput, style: ReportStyle): string {
  const book = openMessageBook(rules, result.findings);
  const causes = gatherCauses(result.findings, book.findMessage);
  if (style.quiet) return `${saySummary(result, causes)}\n`;
  const page: Page = { width: Math.max(style.width, 40), palette: style.palette, book };
  const blocks = gatherBlocks(causes, book);
  const top = tellTop(result, page, style.verbose);
  const foot = [
    ...(blocks.length > 0 ? tellFoot(result, causes, page, style.verbose) : []),
    ...tellNotices(result, page, style.verbose),
  ];
  const body = style.verbose
    ? tellAll(blocks, page)
    : fitBlocks(blocks, page, LONGEST_REPORT - top.length - foot.length);
  return `${[...top, ...body, ...foot].join('\n')}\n`;
}

/** `2,433 packages, 906 names · no baseline given: ...` */
function tellTop(result: CheckResult, { width }: Page, verbose: boolean): string[] {
  const unchecked = result.unchecked.map(one => makePrintable(sayUnchecked(one)));
  // A clean bill stands alone on its line; what it rests on follows in full, as no hint tells how to see more.
  if (result.findings.length === 0)
    return [sayHealthy(result), ...layOut(unchecked, ' · ', { width, flow: true })];
  const start = `${sayCount(result.packages, 'package')}, ${sayCount(result.names, 'name')}`;
  return layOut([start, ...unchecked], ' · ', { width, flow: true, ...(verbose ? {} : { lines: 4 }) });
}

function sayHealthy({ packages, rulesRun }: CheckResult): string {
  if (packages === 0) return '0 packages: there is nothing here to judge';
  if (rulesRun === 0) return `${sayCount(packages, 'package')}, no rule ran: nothing was judged`;
  return `${sayCount(packages, 'package')}, nothing to report`;
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

function saySummary(result: CheckResult, causes: readonly Cause[]): string {
  if (result.findings.length === 0) return sayHealthy(result);
  return [...sayUnusable(result), ...sayCounts(result, causes)].join(' · ');
}

/** `not run: path-misplaced (needs the package files)`, or of many `rules not run: 11 without --tree, ...`; `left out: libc-floor (...)` */
function tellNotices({ notRun, skipped }: CheckResult, { width, palette }: Page, verbose: boolean): string[] {
  const isLong = !verbose && notRun.length > MOST_RULES_NAMED;
  return [
    isLong
      ? layOut(countWanted(notRun), ', ', { width, flow: true })
      : layOutNotices('not run: ', notRun, width, verbose),
    layOutNotices('left out: ', skipped, width, verbose),
  ].flatMap(lines => lines.map(palette.faint));
}

function layOutNotices(
  label: string,
  notices: readonly RuleNotice[],
  width: number,
  verbose: boolean,
): string[] {
  const [first, ...rest] = groupNotices(notices, verbose ? Number.POSITIVE_INFINITY : MOST_RULES_NAMED);
  return first === undefined ? [] : layOut([label + first, ...rest], '; ', { width, flow: true });
}

/** `rules not run: 11 without --tree`, `2 without --mirror`: most first. */
function countWanted(notices: readonly NotRunRule[]): string[] {
  const counts = new Map<string, number>();
  for (const wanted of notices.map(notice => sayWays(notice.wanted)))
    counts.set(wanted, (counts.get(wanted) ?? 0) + 1);
  const pieces = [...counts]
    .sort(([a, m], [b, n]) => n - m || compareText(a, b))
    .map(([wanted, count]) => `${sayNumber(count)} without ${wanted}`);
  return [`rules not run: ${pieces[0]}`, ...pieces.slice(1), '--verbose names them'];
}

const MOST_RULES_NAMED = 2;

function groupNotices(notices: readonly RuleNotice[], most: number): string[] {
  const byReason = new Map<string, string[]>();
  for (const notice of notices)
    byReason.set(sayWhy(notice), [...(byReason.get(sayWhy(notice)) ?? []), notice.rule]);
  const name = (rules: readonly string[]) =>
    rules.length > most ? sayCount(rules.length, 'rule') : rules.join(', ');
  return [...byReason].map(([why, rules]) => `${name(rules)} (${why})`);
}
