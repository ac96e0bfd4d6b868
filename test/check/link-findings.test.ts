import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Draft, linkFindings } from '../../src/check/link-findings.js';

function draft(rule: string, cpv: string, anchor: string | null, follows: readonly string[]): Draft {
  return {
    finding: {
      rule,
      message: 'm',
      severity: 'error',
      assurance: 'proved',
      subject: { cpv, buildId: null, repo: null, path: null, superseded: false },
      data: { anchor },
      causedBy: null,
      fingerprint: `${rule} ${cpv} ${anchor}`,
      kin: rule,
    },
    anchor,
    follows,
  };
}

describe('linkFindings', () => {
  it('sets causedBy to the finding that answers to the first known name', () => {
    const [cause, consequence] = linkFindings([
      draft('b', 'x', null, ['unknown', 'root']),
      draft('a', 'x', 'root', []),
    ]);
    expect(consequence?.causedBy).toBe(cause?.fingerprint);
    expect(cause?.causedBy).toBeNull();
  });

  it('lets neither of two be the cause that each name the other', () => {
    const findings = linkFindings([draft('a', 'x', 'p', ['q']), draft('b', 'x', 'q', ['p'])]);
    expect(findings.map(finding => finding.causedBy)).toEqual([null, null]);
  });

  it('does not make a finding its own cause', () => {
    expect(linkFindings([draft('a', 'x', 'p', ['p'])])[0]?.causedBy).toBeNull();
  });

  it('gives the same result for every order of drafts', () => {
    const name = fc.constantFrom('p', 'q', 'r');
    const drafts = fc.array(
      fc.tuple(
        fc.constantFrom('a', 'b'),
        fc.constantFrom('x', 'y'),
        fc.option(name),
        fc.array(name, { maxLength: 2 }),
      ),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(drafts, fc.infiniteStream(fc.nat()), (rows, order) => {
        const made = rows.map(([rule, cpv, anchor, follows]) => draft(rule, cpv, anchor, follows));
        const shuffled = made
          .map(item => ({ item, key: order.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ item }) => item);
        const whole = (list: readonly Draft[]) =>
          linkFindings(list).map(finding => [finding.rule, finding.subject.cpv, finding.fingerprint]);
        expect(whole(shuffled)).toEqual(whole(made));
      }),
    );
  });
});
