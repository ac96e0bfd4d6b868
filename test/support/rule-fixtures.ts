// Bigger cases of a rule, `fixtures/rules/ID/NAME.txt`: what they show, what must be found, then a scenario. A line
// `expect RULE MESSAGE SUBJECT [info] [<- RULE|RULE]` is one finding of the rule, or of the rules that prove, with the rule of what it may follow from;
// `prove` asks for the empty root too.

import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { check } from '../../src/check/check.js';
import { REPORTERS } from '../../src/report/findings/reporters.js';
import type { Finding } from '../../src/rules/index.js';
import { RULES } from '../../src/rules/index.js';
import { readScenario } from './scenario.js';
import { readPolicy } from './scenario-policy.js';
import { readTree } from './scenario-tree.js';

const HERE = new URL('../../fixtures/rules/', import.meta.url);
const PROVING = ['not-installable', 'runtime-cycle-refused', 'upgrade-blocked'];

interface Expected {
  readonly what: string;
  readonly severity: string | null;
  readonly follows: readonly string[];
}

interface Found {
  readonly what: string;
  readonly severity: string;
  readonly cause: string | null;
}

/** Exactly these findings, each of its severity and under one of its causes. */
export function expectFindings(found: readonly Found[], expected: readonly Expected[]): void {
  expect(found.map(({ what }) => what)).toEqual(expected.map(({ what }) => what));
  for (const [at, { what, cause, severity }] of found.entries()) {
    const { follows, severity: wanted } = expected[at] as Expected;
    if (follows.length === 0) expect([what, cause]).toEqual([what, null]);
    else expect(follows).toContain(cause);
    if (wanted !== null) expect([what, severity]).toEqual([what, wanted]);
  }
}

export function fixturesOf(rule: string): readonly string[] {
  return readdirSync(new URL(`${rule}/`, HERE)).sort();
}

export function runFixture(rule: string, name: string) {
  const text = readFileSync(new URL(`${rule}/${name}`, HERE), 'utf8');
  const prelude = text.slice(0, text.indexOf('\n[')).split('\n');
  const tree = readTree(text);
  const result = check(readScenario(text), [], RULES, {
    // Scenarios have no digests, and that is another story.
    skip: rule === 'digest-missing' ? [] : ['digest-missing'],
    prove: prelude.includes('prove'),
    policy: readPolicy(text),
    ...(tree === null ? {} : { tree }),
  });
  const byFingerprint = new Map(result.findings.map(finding => [finding.fingerprint, finding]));
  const found = result.findings
    .filter(finding => (PROVING.includes(rule) ? PROVING : [rule]).includes(finding.rule))
    .map(finding => ({ what: say(finding), severity: finding.severity, cause: causeOf(finding) }))
    .sort((a, b) => (a.what < b.what ? -1 : 1));
  const expected = prelude
    .filter(line => line.startsWith('expect '))
    .map(readExpected)
    .sort((a, b) => (a.what < b.what ? -1 : 1));
  return { result, found, expected, render };

  function causeOf({ causedBy }: Finding): string | null {
    return causedBy === null ? null : (byFingerprint.get(causedBy)?.rule ?? null);
  }

  async function render(): Promise<string> {
    const report = await REPORTERS['text']!();
    const plain = (words: string) => words;
    const palette = { error: plain, warning: plain, info: plain, strong: plain, faint: plain };
    const style = { width: 80, verbose: false, quiet: false, palette };
    return [...report({ result, rules: RULES, tool: { name: 'binpkg-check', version: '0' } }, style)].join(
      '',
    );
  }
}

function say({ rule, message, subject }: Finding): string {
  return `${rule} ${message} ${subject.cpv ?? '-'}`;
}

function readExpected(line: string): Expected {
  const [told = '', causes = ''] = line.slice('expect '.length).split(' <- ');
  const words = told.split(' ');
  return {
    what: words.slice(0, 3).join(' '),
    severity: words[3] ?? null,
    follows: causes === '' ? [] : causes.split('|'),
  };
}
