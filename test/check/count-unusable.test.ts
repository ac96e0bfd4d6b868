import { describe, expect, it } from 'vitest';
import { countUnusable } from '../../src/check/count-unusable.js';
import { RULES } from '../../src/rules/index.js';
import type { Finding, Severity } from '../../src/rules/kit/finding.js';

let count = 0;
function finding(cpv: string | null, severity: Severity, cause: Finding | null = null): Finding {
  return {
    rule: 'not-installable',
    message: 'baseline',
    severity,
    assurance: 'proved',
    subject: { cpv, buildId: null, repo: null, path: cpv, superseded: false },
    data: {},
    causedBy: cause?.fingerprint ?? null,
    fingerprint: `${count++}`,
    kin: '',
  };
}

describe('packages that cannot be used', () => {
  it('are those with an error, however many they have', () => {
    const findings = [finding('a/a-1', 'error'), finding('a/a-1', 'error'), finding('a/b-1', 'warning')];
    expect(countUnusable(findings, RULES)).toEqual({ unusable: 1, faulty: 1 });
  });

  it('are not at fault where the cause is another package, or none, however far', () => {
    const root = finding('a/a-1', 'error');
    const own = finding('a/a-1', 'error', root);
    const user = finding('a/b-1', 'error', own);
    const cycle = finding(null, 'warning');
    const others = [finding('a/c-1', 'error', user), finding('a/d-1', 'error', cycle)];
    expect(countUnusable([root, own, user, cycle, ...others], RULES)).toEqual({ unusable: 4, faulty: 1 });
  });

  it('are at fault with one error of their own, whatever else they pull in', () => {
    const root = finding('a/a-1', 'error');
    const findings = [root, finding('a/b-1', 'error', root), finding('a/b-1', 'error')];
    expect(countUnusable(findings, RULES)).toEqual({ unusable: 2, faulty: 2 });
  });

  it('are at fault that lack a library of what is not here, though others lack it too', () => {
    const root = { ...finding('a/a-1', 'error'), rule: 'unmet-dependency', message: 'absent' };
    const one = { ...finding('a/b-1', 'error', root), rule: 'soname-unmet', message: 'ownerless' };
    const pulling = finding('a/c-1', 'error', one);
    expect(countUnusable([root, one, pulling], RULES)).toEqual({ unusable: 3, faulty: 2 });
  });

  it('are not, where it is only a guess that the library is of what another package asks for', () => {
    const root = { ...finding('a/a-1', 'error'), rule: 'unmet-dependency', message: 'absent' };
    const one = { ...finding('a/b-1', 'error', root), rule: 'soname-unmet', message: 'unprovided' };
    expect(countUnusable([root, one], RULES)).toEqual({ unusable: 2, faulty: 1 });
  });
});
