// What is proved for each client by itself, and told once where it holds for all of them.

import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { mergeProofs } from '../../src/check/merge-proofs.js';
import { describeReport } from '../../src/report/findings/describe-report.js';
import { RULES } from '../../src/rules/index.js';
import { readClients } from '../support/make-client.js';
import { readScenario } from '../support/scenario.js';

const HOST = `[binhost]
CPV: app-misc/user-1
KEYWORDS: amd64
RDEPEND: dev-libs/new

CPV: app-misc/over-1
KEYWORDS: amd64
RDEPEND: app-misc/user

CPV: app-misc/lost-1
KEYWORDS: amd64
RDEPEND: dev-libs/absent

CPV: dev-libs/new-1
KEYWORDS: ~amd64
`;
const STABLE = '[profile stable]\nACCEPT_KEYWORDS: amd64\n';
const TESTING = '[profile testing]\nACCEPT_KEYWORDS: amd64 ~amd64\n';
const STRICT = '[profile strict]\nACCEPT_KEYWORDS: amd64\npackage.mask: app-misc/user\n';

function audit(text: string) {
  return check(readScenario(text), [], RULES, {
    only: ['not-installable', 'unmet-dependency'],
    prove: true,
    clients: readClients(text),
  });
}

const tell = (text: string) => {
  const result = audit(text);
  const tool = { name: 'binpkg-check', version: '0' };
  return describeReport({ result, rules: RULES, tool })
    .findings.filter(({ rule }) => rule === 'not-installable')
    .map(({ subject, message, data }) => `${subject.cpv} ${data['clients'] ?? 'all'}: ${message}`);
};

describe('proofs for several clients', () => {
  it('are one finding where they hold for all, else name those they hold for', () => {
    expect(tell(HOST + STABLE + TESTING)).toEqual([
      expect.stringMatching(/^app-misc\/lost-1 all: .*dev-libs\/absent, which is not here$/),
      expect.stringMatching(/^app-misc\/over-1 stable: .*masks.* \(for stable only\)$/),
      expect.stringMatching(/^app-misc\/user-1 stable: .*masks.* \(for stable only\)$/),
    ]);
  });

  it('tell each reason apart where clients are refused for different ones', () => {
    const told = tell(HOST + STRICT + STABLE);
    expect(told.filter(line => line.startsWith('app-misc/over-1'))).toEqual([
      expect.stringContaining('over-1 stable: '),
      expect.stringContaining('over-1 strict: '),
    ]);
    const { findings } = audit(HOST + STRICT + STABLE);
    expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(findings.length);
  });

  it('stay the same findings when another client joins', () => {
    const prints = (text: string) => audit(text).findings.map(({ fingerprint }) => fingerprint);
    const alone = prints(HOST + STABLE);
    expect(prints(HOST + STABLE + TESTING)).toEqual(alone);
    expect(prints(HOST + TESTING + STABLE)).toEqual(alone);
    expect(prints(HOST + STABLE + STRICT)).toEqual(expect.arrayContaining(alone));
  });

  it('follow from what holds for the same client', () => {
    const { findings } = audit(HOST + TESTING + STABLE + STRICT);
    const byPrint = new Map(findings.map(finding => [finding.fingerprint, finding]));
    for (const { causedBy, data } of findings) {
      const cause = causedBy === null ? undefined : byPrint.get(causedBy);
      if (cause === undefined || !Array.isArray(cause.data['clients'])) continue;
      expect(data['clients']).toEqual(expect.arrayContaining(cause.data['clients']));
    }
    const over = findings.find(
      ({ subject, data }) => subject.cpv === 'app-misc/over-1' && String(data['clients']) === 'stable',
    );
    expect(byPrint.get(over?.causedBy ?? '')?.subject.cpv).toBe('app-misc/user-1');
  });

  it('are as given for one client', () => {
    const { findings } = audit(HOST + STABLE);
    expect(findings.some(({ data }) => 'clients' in data)).toBe(false);
    expect(mergeProofs([], [])).toEqual([]);
  });
});
