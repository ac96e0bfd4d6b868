// The report as plain data: what `--format json` writes and other programs read (contract: Report).

import { type Cause, gatherCauses } from '../../cause/gather-causes.js';
import type { InputSummary } from '../../check/result.js';
import type { Finding, Severity } from '../../rules/kit/finding.js';
import { draftBlock } from './draft-block.js';
import { gatherBlocks } from './gather-blocks.js';
import { type MessageBook, openMessageBook } from './open-message-book.js';
import type { CauseRecord, FindingRecord, InputRecord, ReportRecord } from './report-record.js';
import { type CheckResult, DEFAULT_POLICY, type ReportInput, verdictOf } from './reporter.js';
import { sayUnchecked, sayWhy } from './say-notices.js';

export const REPORT_SCHEMA = 'binpkg-check/report/2';

/** Of a report with a million findings no two are held as text at once. */
export interface ReportParts {
  readonly head: Pick<ReportRecord, 'schema' | 'tool' | 'inputs' | 'policy' | 'summary'>;
  readonly causes: Iterable<CauseRecord>;
  readonly findings: Iterable<FindingRecord>;
  readonly foot: Pick<ReportRecord, 'waived' | 'rulesRun' | 'skipped' | 'notRun' | 'unchecked'>;
}

/** Keys in the order in which they are written. */
export function describeReport(input: ReportInput): ReportRecord {
  const { head, causes, findings, foot } = describeInParts(input);
  return { ...head, causes: [...causes], findings: [...findings], ...foot };
}

export function describeInParts(input: ReportInput): ReportParts {
  const { result, rules, tool, policy = DEFAULT_POLICY } = input;
  const book = openMessageBook(rules, result.findings);
  const causes = gatherBlocks(gatherCauses(result.findings, book.findMessage), book).flatMap(
    block => block.causes,
  );
  const idOf = new Map(
    causes.flatMap(({ id, findings, consequences }) =>
      [...findings, ...consequences].map(finding => [finding, id] as const),
    ),
  );
  return {
    head: {
      schema: REPORT_SCHEMA,
      tool: { name: tool.name, version: tool.version },
      inputs: result.inputs.map(describeInput),
      policy: { ...policy, rules: { ...policy.rules } },
      summary: { ...summarise(result), causes: causes.length, verdict: verdictOf(input) },
    },
    causes: describeEach(causes, cause => describeCause(cause, book)),
    findings: describeEach(result.findings, finding =>
      describeFinding(finding, book, idOf.get(finding) ?? ''),
    ),
    foot: {
      waived: [],
      rulesRun: [...result.ran],
      skipped: result.skipped.map(notice => ({ rule: notice.rule, why: sayWhy(notice) })),
      notRun: result.notRun.map(notice => ({
        rule: notice.rule,
        why: sayWhy(notice),
        wanted: [...notice.wanted],
      })),
      unchecked: result.unchecked.map(sayUnchecked),
    },
  };
}

function* describeEach<T, R>(items: Iterable<T>, describe: (item: T) => R): Generator<R> {
  for (const item of items) yield describe(item);
}

function describeInput({ role, location, name, packages, digest }: InputSummary): InputRecord {
  return { role, location, ...(name === undefined ? {} : { name }), packages, digest };
}

/** A cause by itself, as text tells it where it has a heading of its own. */
function describeCause(cause: Cause, book: MessageBook): CauseRecord {
  const [block] = gatherBlocks([cause], book);
  const { title, remedy } = draftBlock(block!, book, true);
  return {
    id: cause.id,
    rule: cause.rule,
    severity: cause.severity,
    title,
    remedy: remedy.pieces.join('; '),
    packages: cause.own.packages,
    findings: [...cause.findings, ...cause.consequences].map(({ fingerprint }) => fingerprint),
  };
}

/** Without an earlier report to compare with, every finding is new. */
function summarise({ packages, names, unusable, faulty, findings }: CheckResult) {
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity]++;
  return {
    packages,
    ...counts,
    new: findings.length,
    fixed: 0,
    total: findings.length,
    names,
    unusable,
    faulty,
  };
}

function describeFinding(finding: Finding, book: MessageBook, cause: string): FindingRecord {
  const { cpv, buildId, repo, path, superseded } = finding.subject;
  const message = book.messageOf(finding);
  return {
    rule: finding.rule,
    messageId: finding.message,
    severity: finding.severity,
    state: 'new',
    assurance: finding.assurance,
    subject: { cpv, buildId, repo, path, superseded },
    message: book.say(finding, message.text),
    remedy: book.sayRemedy(finding),
    ...(finding.reach === undefined ? {} : { reach: finding.reach }),
    data: finding.data,
    causedBy: finding.causedBy,
    cause,
    fingerprint: finding.fingerprint,
    kin: finding.kin,
  };
}
