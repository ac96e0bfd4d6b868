// Every figure of the summary is what a script counts: in the text as a person sees it at any width, in the verbose text, in JSON.

import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { check } from '../../../src/check/check.js';
import { loadUniverse } from '../../../src/load/load-universe.js';
import { describeReport } from '../../../src/report/findings/describe-report.js';
import { renderText } from '../../../src/report/findings/render-text.js';
import type { ReportRecord } from '../../../src/report/findings/report-record.js';
import { PLAIN } from '../../../src/report/words/palette.js';
import { RULES } from '../../../src/rules/index.js';
import { tenth } from '../../support/long.js';
import { realIndices } from '../../support/real-data.js';

const BINHOST = fileURLToPath(new URL('../../../fixtures/binhost', import.meta.url));
const number = (text: string | undefined) => Number((text ?? '0').replaceAll(',', ''));

/** The report of one binhost, and its text. */
async function judge(source: string) {
  const { universe, inputs } = await loadUniverse({ source, indexOnly: true });
  const result = check(universe, inputs, RULES);
  const tool = { name: 'binpkg-check', version: '0.0.0' };
  const input = { result, rules: RULES, tool, verdict: 'fail' as const };
  const say = (width: number, verbose = false) =>
    renderText(input, { width, verbose, lines: null, quiet: false, palette: PLAIN });
  return { report: describeReport(input), say };
}

/** What the last lines say, however they are broken. */
function readSummary(text: string) {
  const foot = text.slice(text.lastIndexOf('\n\n')).replace(/\s+/g, ' ');
  const of = (pattern: RegExp) => pattern.exec(foot)?.slice(1).map(number) ?? [];
  const [faulty, packages] = of(/([\d,]+) of ([\d,]+) packages? cannot be used as (?:it is|they are)/);
  const [error] = of(/([\d,]+) errors?\b/);
  return {
    packages,
    faulty,
    unusable: of(/, ([\d,]+) with what (?:it pulls|they pull) in/)[0] ?? faulty,
    error: error ?? 0,
    causes: of(/errors in ([\d,]+) causes?/)[0] ?? error ?? 0,
    warning: of(/([\d,]+) warnings?\b/)[0] ?? 0,
    info: of(/([\d,]+) notes?\b/)[0] ?? 0,
    failing: of(/fails at error: ([\d,]+) causes?/)[0],
  };
}

/** What a script counts in the findings of the JSON report. */
function countFindings({ findings, causes }: ReportRecord) {
  const bySeverity = (severity: string) => findings.filter(one => one.severity === severity);
  const nameOf = ({ subject: { cpv, buildId, path } }: (typeof findings)[number]) =>
    `${cpv} ${buildId} ${path}`;
  return {
    error: bySeverity('error').length,
    warning: bySeverity('warning').length,
    info: bySeverity('info').length,
    total: findings.length,
    unusable: new Set(
      bySeverity('error')
        .filter(({ subject }) => subject.cpv !== null)
        .map(nameOf),
    ).size,
    causes: causes.length,
    errorCauses: causes.filter(({ severity }) => severity === 'error').length,
  };
}

/** Causes under the headings of errors: of a family those that its first row lists. */
function countCauses(text: string): number {
  const blocks = text.split('\n\n').filter(block => block.startsWith('error  '));
  return blocks.reduce((sum, block) => {
    const lines = block.split('\n');
    const at = lines.findIndex(line => line.startsWith('       most '));
    if (at < 0) return sum + 1;
    const rest = lines.slice(at + 1);
    const end = rest.findIndex(line => /^ {7}\S/.test(line));
    const row = [lines[at]!.slice(17), ...rest.slice(0, end < 0 ? undefined : end)].map(line => line.trim());
    return (
      sum +
      row
        .join('  ')
        .split(/ {2,}/)
        .filter(piece => piece !== '').length
    );
  }, 0);
}

const sources = [BINHOST, ...tenth(realIndices(), 4)];

describe.each(sources)('figures of %s', source => {
  it('are equal in text, in verbose text and in JSON', async () => {
    const { report, say } = await judge(source);
    const { summary } = report;
    const counted = countFindings(report);
    expect(summary).toMatchObject({
      error: counted.error,
      warning: counted.warning,
      info: counted.info,
      total: counted.total,
      new: counted.total,
      unusable: counted.unusable,
      causes: counted.causes,
    });
    expect(summary.faulty).toBeLessThanOrEqual(summary.unusable);
    for (const width of [80, 110, 200])
      for (const verbose of [false, true]) {
        const told = readSummary(say(width, verbose));
        expect(told).toMatchObject({ error: summary.error, warning: summary.warning, info: summary.info });
        expect(told.causes).toBe(counted.errorCauses);
        if (counted.errorCauses > 0) expect(told.failing).toBe(counted.errorCauses);
        if (summary.unusable > 0)
          expect(told).toMatchObject({
            packages: summary.packages,
            faulty: summary.faulty,
            unusable: summary.unusable,
          });
      }
    // Where nothing is cut off, each cause and each finding stands there.
    for (const width of [80, 110, 200]) {
      const text = say(width, true);
      const ids = text.match(/(?<![\w./-])[0-9a-f]{8}(?![\w./-])/g) ?? [];
      const known = new Set(report.findings.map(({ fingerprint }) => fingerprint.slice(0, 8)));
      expect(new Set(ids.filter(id => known.has(id))).size).toBe(known.size);
      expect(countCauses(text)).toBe(counted.errorCauses);
    }
    expect(countCauses(say(110))).toBe(counted.errorCauses);
  });

  it('count each finding in one cause, which is as grave as any of them', async () => {
    const { report } = await judge(source);
    const severityOf = new Map(report.findings.map(({ fingerprint, severity }) => [fingerprint, severity]));
    const rank = ['info', 'warning', 'error'];
    const listed = report.causes.flatMap(({ findings }) => findings);
    expect(listed).toHaveLength(report.findings.length);
    for (const cause of report.causes)
      for (const fingerprint of cause.findings)
        expect(rank.indexOf(severityOf.get(fingerprint)!)).toBeLessThanOrEqual(rank.indexOf(cause.severity));
  });
});
