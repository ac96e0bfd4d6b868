// Bigger cases of libc-transition, and what it asks of each generation.

import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { RULES } from '../../src/rules/index.js';
import { fixturesOf, runFixture } from '../support/rule-fixtures.js';
import { readScenario } from '../support/scenario.js';

const ID = 'libc-transition';

describe.each(fixturesOf(ID))('%s', name => {
  const { found, expected } = runFixture(ID, name);

  it('yields exactly its findings', () => {
    expect(found.map(({ what, severity }) => [what, severity])).toEqual(
      expected.map(({ what, severity }) => [what, severity]),
    );
  });
});

function audit(text: string) {
  return check(readScenario(text), [], RULES, { only: [ID, 'libc-floor'] }).findings;
}

const WGET =
  '[binhost]\nCPV: net-misc/wget-1\nRDEPEND: >=sys-libs/glibc-2.33-r3\nREQUIRES: x86_64: libc.so.6\n';
const HERE = '\nCPV: sys-libs/glibc-2.33-r3\n';

describe('the generations', () => {
  it('are each named with what they have', () => {
    const [finding] = audit(
      `${WGET}${HERE}[published first]\nCPV: app-misc/a-1\n[published second]\nCPV: sys-libs/glibc-2.33-r2\n\nCPV: sys-libs/glibc-2.31\n[published third]\nCPV: sys-libs/glibc-2.34\n`,
    );
    expect(finding?.data).toMatchObject({
      generations: ['first', 'second'],
      has: [null, 'sys-libs/glibc-2.33-r2'],
      lacking: ['first (no sys-libs/glibc)', 'second (sys-libs/glibc-2.33-r2)'],
    });
  });

  it('say nothing of what was published before, as it is', () => {
    const before = `[published before]\n${WGET.replace('[binhost]\n', '')}\nCPV: sys-libs/glibc-2.31\n`;
    expect(audit(`${WGET}SIZE: 10\nMTIME: 99\n${HERE}${before}`)).toEqual([]);
    // Another build, or the same with another need, is news.
    expect(audit(`${WGET}BUILD_TIME: 5\n${HERE}${before}`)).toHaveLength(1);
    expect(audit(`${WGET}${HERE}${before.replace('-r3', '-r2')}`)).toHaveLength(1);
    // So is what an earlier generation but not the last had.
    expect(audit(`${WGET}${HERE}${before}[published last]\nCPV: sys-libs/glibc-2.31\n`)).toHaveLength(1);
  });

  it('say nothing where none of them had a libc: clients have theirs from elsewhere', () => {
    expect(audit(`${WGET}${HERE}[published before]\nCPV: app-misc/a-1\n`)).toEqual([]);
  });

  it('a libc does not need itself, nor a package that links none', () => {
    const libc =
      '[binhost]\nCPV: sys-libs/glibc-2.33\nREQUIRES: x86_64: libc.so.6\nRDEPEND: >=sys-libs/glibc-2.33\n';
    expect(
      audit(`${libc}\nCPV: app-misc/a-1\nBUILD_TIME: 9\n[published]\nCPV: sys-libs/glibc-2.31\n`),
    ).toEqual([]);
  });

  it('musl is asked for where a package links musl', () => {
    const musl =
      '[binhost]\nCPV: app-misc/a-1\nRDEPEND: >=sys-libs/musl-1.2.4\nREQUIRES: x86_64: libc.so\n\nCPV: sys-libs/musl-1.2.4\n';
    const found = audit(`${musl}[published]\nCPV: sys-libs/glibc-2.40\n\nCPV: sys-libs/musl-1.2.3\n`);
    expect(found.map(({ data }) => data['libc'])).toEqual(['sys-libs/musl']);
  });

  it('say nothing of a floor that nothing here meets either: it is told as what it is', () => {
    const findings = audit(`${WGET}\nCPV: sys-libs/glibc-2.31\n[published]\nCPV: sys-libs/glibc-2.31\n`);
    expect(findings.map(({ rule }) => rule)).toContain('libc-floor');
    expect(findings.map(({ rule }) => rule)).not.toContain(ID);
  });
});
