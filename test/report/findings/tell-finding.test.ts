import { describe, expect, it } from 'vitest';
import { describeReport } from '../../../src/report/findings/describe-report.js';
import { findByFingerprint, tellChoice, tellFinding } from '../../../src/report/findings/tell-finding.js';
import { PLAIN } from '../../../src/report/words/palette.js';
import type { Finding } from '../../../src/rules/kit/finding.js';
import { absent, makeResult, RULES, tooOld } from '../sample-results.js';

const reportOf = (findings: readonly Finding[]) =>
  describeReport({
    result: makeResult(findings),
    rules: RULES,
    tool: { name: 'binpkg-check', version: '0.1.0' },
  });
const story = { width: 80, palette: PLAIN, rules: RULES };

const floor = tooOld('>=2.40', 'net-misc/wget-1.21', { build: 2 });
const follower = absent('net-misc/wget', 'www-client/lynx-2.9', {
  causedBy: floor.fingerprint,
  superseded: true,
});

describe('explain FINGERPRINT', () => {
  const report = reportOf([floor, follower]);
  const tell = (finding: Finding) =>
    tellFinding(findByFingerprint(report, finding.fingerprint)[0]!, report, story).trimEnd().split('\n');

  it('tells the steps by which it is shown', () => {
    const tellSteps = (...steps: readonly unknown[]) => {
      const record = { ...report.findings[0]!, data: { counterexample: steps as never } };
      return tellFinding(record, report, { ...story, width: 200 }).match(/^step.*$/gm);
    };
    expect(
      tellSteps(
        { merge: 'net-misc/wget-2-1', broken: ['net-misc/wget-2-1'] },
        { merge: 'sys-libs/glibc-2.40-1', broken: [] },
      ),
    ).toEqual([
      'step 1   merge net-misc/wget-2-1: after it net-misc/wget-2-1 does not work',
      'step 2   merge sys-libs/glibc-2.40-1: all of it works',
    ]);
    expect(tellSteps({ merge: null, broken: ['a/b-1', 'a/c-1'] })).toEqual([
      'step 1   nothing that is here mends a/b-1, a/c-1',
    ]);
    expect(tellSteps('odd', { merge: 1, broken: [] }, null)).toBeNull();
  });

  it('tells a cause with what follows from it', () => {
    expect(tell(floor)).toEqual([
      'error  net-misc/wget-1.21-2  [libc-floor]',
      'what     needs sys-libs/glibc >=2.40, the newest here is 2.38-r10',
      'why      Merged before the new libc, its programs do not start: "version',
      '         `GLIBC_2.38\' not found".',
      'so       www-client/lynx-2.9: RDEPEND needs net-misc/wget, which nothing here',
      '         provides',
      'do       publish sys-libs/glibc-2.40 first; it repairs all 518',
      'source   bug 913628; Portage 3.0.57, _inject_libc_dep',
    ]);
  });

  it('tells a consequence with what it follows from and the remedy of that', () => {
    expect(tell(follower)).toEqual([
      'error  www-client/lynx-2.9  [unmet-dependency]',
      'what     RDEPEND needs net-misc/wget, which nothing here provides',
      'why      Portage refuses to install the package.',
      'because  net-misc/wget-1.21-2: needs sys-libs/glibc >=2.40, the newest here is',
      '         2.38-r10',
      'do       publish sys-libs/glibc-2.40 first; it repairs all 518',
      'note     a newer version or build of this slot is in the index',
      'source   PMS 8.1',
    ]);
  });

  it('counts consequences beyond the first ten', () => {
    const many = Array.from({ length: 12 }, (_, at) =>
      absent('x/y', `a/b-${at}`, { causedBy: floor.fingerprint }),
    );
    const long = reportOf([floor, ...many]);
    const text = tellFinding(long.findings[0]!, long, story);
    expect(text.match(/^so /gm)).toHaveLength(11);
    expect(text).toContain(`... 2 more findings with causedBy ${floor.fingerprint}`);
    const eleven = reportOf([floor, ...many.slice(1)]);
    expect(tellFinding(eleven.findings[0]!, eleven, story)).toContain('... 1 more finding with causedBy');
  });

  it('ends on a report whose causes run in a circle', () => {
    const a = absent('x/a', 'c/a-1');
    const b = absent('x/b', 'c/b-1', { causedBy: a.fingerprint });
    const circle = reportOf([{ ...a, causedBy: b.fingerprint }, b]);
    expect(tellFinding(circle.findings[0]!, circle, story).match(/^because/gm)).toHaveLength(1);
  });

  it('offers a choice where digits are ambiguous', () => {
    const all = findByFingerprint(report, '');
    expect(all).toHaveLength(2);
    expect(tellChoice(all)).toMatch(
      /^2 findings start with these digits; give more of them:\n {2}[0-9a-f]{16} net-misc\/wget-1.21-2: needs/,
    );
    expect(findByFingerprint(report, 'zz')).toEqual([]);
  });
});
