// What stands in strangers' files reaches the terminal as text, never as an instruction to it, never as a line of the report.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { indexText } from '../support/index-text.js';
import { BROKEN, makeFolder, type Ran, runCommand } from './run-command.js';

const HOSTILE = 'x\x1b[2J\x1b]0;t\x07\nFAKE: all is well\u009b1m\u202e\u2066';

const folder = makeFolder({ Packages: BROKEN });
const at = (name: string) => join(folder, name);

function expectTame({ out, err }: Ran): void {
  for (const text of [out, err]) {
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(text).not.toMatch(/^\s*FAKE/m);
  }
}

/** Every text of a value, but those that a program chooses by, made hostile. */
function poison(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return CHOSEN.has(key) ? value : `${value}${HOSTILE}`;
  if (Array.isArray(value)) return value.map(item => poison(item, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, own]) => [name, poison(own, name)]));
}

const CHOSEN = new Set([
  ...['schema', 'version', 'fingerprint', 'severity', 'state', 'assurance', 'kin', 'cause', 'causedBy'],
  ...['role', 'failOn', 'rules', 'verdict', 'id', 'findings'],
]);

describe("strangers' text", () => {
  it('of a report is told tamely, whatever field it stands in', () => {
    const report = JSON.parse(runCommand(['audit', at('Packages'), '--format', 'json']).out);
    const [finding] = report.findings;
    const path = at('report.json');
    const poisoned = poison(report) as { readonly findings: readonly object[] };
    const other = { ...poisoned.findings[0], fingerprint: '0123456789abcdef', causedBy: finding.fingerprint };
    writeFileSync(path, JSON.stringify({ ...poisoned, findings: [...poisoned.findings, other] }));
    for (const fingerprint of [finding.fingerprint, '0123456789abcdef']) {
      const told = runCommand(['explain', fingerprint, '--report', path]);
      expect(told).toMatchObject({ code: 0, err: '' });
      expect(told.out).toContain('\\x1b[2J');
      expectTame(told);
    }
  });

  it('of a file that cannot be read is told tamely', () => {
    const files = {
      'broken.json': `{"a": ${HOSTILE}`,
      'wrong.yaml': `"${'a\\e[2J\\nFAKE: all is well'}": 1\n`,
      'syntax.yaml': 'a: *\u009b2J\u202ex\n',
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(at(name), text);
    const runs = [
      runCommand(['explain', '0123456789abcdef', '--report', at('broken.json')]),
      runCommand(['audit', at('Packages'), '--config', at('wrong.yaml')]),
      runCommand(['audit', at('Packages'), '--config', at('syntax.yaml')]),
      runCommand(['audit', `${at('gone')}${HOSTILE}`]),
    ];
    for (const ran of runs) {
      expect(ran.code).toBeGreaterThanOrEqual(2);
      expect(ran.code).toBeLessThan(70);
      expectTame(ran);
    }
  });

  it('draws no advice of Node to its programmers', () => {
    writeFileSync(at('keys.yaml'), '? { a: 1 }\n: 2\n');
    const ran = runCommand(['audit', at('Packages'), '--config', at('keys.yaml')]);
    expect(ran.code).toBe(2);
    expect(ran.err).not.toMatch(/Warning|trace-warnings|Collection/);
  });

  it('does not fill the screen with one name', () => {
    const name = 'n'.repeat(100_000);
    writeFileSync(
      at('long'),
      indexText([
        { CPV: 'app-misc/a-1', RDEPEND: `app-misc/${name}`, MD5: 'd41d8cd98f00b204e9800998ecf8427e' },
      ]),
    );
    const ran = runCommand(['audit', at('long')]);
    expect(ran.code).toBe(1);
    expect(ran.out.length + ran.err.length).toBeLessThan(10_000);
    expect(ran.out).toMatch(/n{20}\.\.\. 99,\d{3} characters \.\.\.n{20}/);
    expect(runCommand(['audit', at('long'), '--format', 'json']).out).toContain(name);
  });
});
