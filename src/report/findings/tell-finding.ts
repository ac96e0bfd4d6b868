// One finding of a written report told as a story: what it is, where it comes from, what follows, what to do.

import { nameSubject } from '../../cause/name-subject.js';
import type { Rule } from '../../rules/kit/rule.js';
import { wrapWords } from '../words/lay-out.js';
import { makePrintable } from '../words/make-printable.js';
import { tellDocumentation } from '../words/name-ways.js';
import type { Palette } from '../words/palette.js';
import { chooseForm, sayCount } from '../words/say-count.js';
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
