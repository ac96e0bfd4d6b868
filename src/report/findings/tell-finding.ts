// One finding of a written report told as a story: what it is, where it comes from, what follows, what to do.

import { nameSubject } from '../../cause/name-subject.js';
import type { Rule } from '../../rules/kit/rule.js';
import { wrapWords } from '../words/lay-out.js';
import { makePrintable } from '../words/make-printable.js';
import { tellDocumentation } from '../words/name-ways.js';
import type { Palette } from '../words/palette.js';
import { chooseForm, sayCount, sayNumber } from '../words/say-count.js';
import type { FindingRecord } from './report-record.js';

const LABEL_WIDTH = 9;
/** Consequences named before they are counted. */
const MOST_NAMED = 10;

export interface Story {
  readonly width: number;
  readonly palette: Palette;
  readonly rules: readonly Rule[];
}

/** A finding of a report of any schema. */
export type ToldFinding = Omit<FindingRecord, 'cause' | 'kin'>;

/** What is read of a report of any schema. */
export interface ToldReport {
  readonly findings: readonly ToldFinding[];
}

/** The findings whose fingerprint starts with the given digits. */
export function findByFingerprint(report: ToldReport, digits: string): readonly ToldFinding[] {
  return report.findings.filter(finding => finding.fingerprint.startsWith(digits));
}

export function tellFinding(finding: ToldFinding, report: ToldReport, story: Story): string {
  const { palette, rules } = story;
  const rule = rules.find(({ id }) => id === finding.rule);
  const width = Math.max(story.width, 40);
  const row = (label: string, text: string) =>
    wrapWords(makePrintable(text), { width: width - LABEL_WIDTH }).map(
      (line, at) => (at === 0 ? palette.faint(label.padEnd(LABEL_WIDTH)) : ' '.repeat(LABEL_WIDTH)) + line,
    );
  const origins = findOrigins(finding, report);
  const followers = report.findings.filter(({ causedBy }) => causedBy === finding.fingerprint);
  const lines = [
    `${palette[finding.severity](finding.severity)}  ${palette.strong(makePrintable(nameSubject(finding)))}  ${palette.faint(`[${makePrintable(finding.rule)}]`)}`,
    ...row('what', finding.message),
    ...stepsOf(finding).flatMap(({ merge, broken }, at) => row(`step ${at + 1}`, sayStep(merge, broken))),
    ...(rule === undefined ? [] : row('why', tellDocumentation(rule.documentation).why)),
    ...origins.flatMap(origin => row('because', sayRecord(origin))),
    ...followers.slice(0, MOST_NAMED).flatMap(follower => row('so', sayRecord(follower))),
    ...(followers.length > MOST_NAMED
      ? row(
          'so',
          `... ${sayCount(followers.length - MOST_NAMED, 'more finding')} with causedBy ${finding.fingerprint}`,
        )
      : []),
    ...row('do', (origins.at(-1) ?? finding).remedy),
    ...(finding.subject.superseded
      ? row('note', 'a newer version or build of this slot is in the index')
      : []),
    ...(finding.assurance === 'assumed'
      ? row('note', 'assumed, not proved: see the data of the finding')
      : []),
    ...(rule === undefined ? [] : row('source', tellDocumentation(rule.documentation).source)),
  ];
  return `${lines.join('\n')}\n`;
}

/** Several findings to choose from, one line each. */
export function tellChoice(findings: readonly ToldFinding[]): string {
  const lines = findings.map(finding => makePrintable(`  ${finding.fingerprint} ${sayRecord(finding)}`));
  return [
    `${sayCount(findings.length, 'finding')} ${chooseForm(findings.length, 'starts', 'start')} with these digits; give more of them:`,
    ...lines,
    '',
  ].join('\n');
}

interface Step {
  /** Null where nothing that is here mends what is broken. */
  readonly merge: string | null;
  readonly broken: readonly string[];
}

/** The merges by which a finding is shown (contract: `counterexample`); a report is a file from anywhere. */
function stepsOf({ data }: ToldFinding): readonly Step[] {
  const told: unknown = data['counterexample'];
  return Array.isArray(told) ? told.filter(isStep) : [];
}

function isStep(value: unknown): value is Step {
  if (typeof value !== 'object' || value === null || !('merge' in value) || !('broken' in value))
    return false;
  const { merge, broken } = value;
  const isName = merge === null || typeof merge === 'string';
  return isName && Array.isArray(broken) && broken.every(name => typeof name === 'string');
}

function sayStep(merge: string | null, broken: readonly string[]): string {
  if (broken.length === 0) return `merge ${merge}: all of it works`;
  const more = broken.length - MOST_NAMED;
  const names = more > 1 ? [...broken.slice(0, MOST_NAMED), `${sayNumber(more)} more`] : broken;
  if (merge === null) return `nothing that is here mends ${names.join(', ')}`;
  const verb = chooseForm(broken.length, 'does', 'do');
  return `merge ${merge}: after it ${names.join(', ')} ${verb} not work`;
}

/** What the finding follows from, nearest first. */
function findOrigins(finding: ToldFinding, report: ToldReport): ToldFinding[] {
  const byFingerprint = new Map(report.findings.map(record => [record.fingerprint, record]));
  const origins: ToldFinding[] = [];
  let next = finding.causedBy === null ? undefined : byFingerprint.get(finding.causedBy);
  // A report is a file from anywhere: it may run in a circle.
  while (next !== undefined && next !== finding && !origins.includes(next)) {
    origins.push(next);
    next = next.causedBy === null ? undefined : byFingerprint.get(next.causedBy);
  }
  return origins;
}

function sayRecord(finding: ToldFinding): string {
  return `${nameSubject(finding)}: ${finding.message}`;
}
