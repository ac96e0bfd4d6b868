// The report as plain data: what `--format json` writes and other programs read (contract: Report).

import type { Finding, Severity } from '../../rules/kit/finding.js';
import { type MessageBook, openMessageBook } from './open-message-book.js';
import type { FindingRecord, ReportRecord } from './report-record.js';
import type { CheckResult, ReportInput } from './reporter.js';
import { sayUnchecked, sayWhy } from './say-notices.js';

export const REPORT_SCHEMA = 'binpkg-check/report/1';

/** Keys in the order in which they are written. */
export function describeReport({ result, rules, tool }: ReportInput): ReportRecord {
  const book = openMessageBook(rules, result.findings);
  return {
    schema: REPORT_SCHEMA,
    tool: { name: tool.name, version: tool.version },
    inputs: result.inputs.map(({ role, location, name, packages, digest }) => ({
      role,
      location,
      ...(name === undefined ? {} : { name }),
      packages,
      digest,
    })),
    summary: summarise(result),
    findings: result.findings.map(finding => describeFinding(finding, book)),
    waived: [],
    rulesRun: [...result.ran],
    skipped: result.skipped.map(notice => ({ rule: notice.rule, why: sayWhy(notice) })),
    notRun: result.notRun.map(notice => ({ rule: notice.rule, why: sayWhy(notice) })),
    unchecked: result.unchecked.map(sayUnchecked),
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

function describeFinding(finding: Finding, book: MessageBook): FindingRecord {
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
    remedy: book.say(finding, message.remedy),
    data: finding.data,
    causedBy: finding.causedBy,
    fingerprint: finding.fingerprint,
  };
}
