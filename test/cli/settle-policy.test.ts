import { describe, expect, it } from 'vitest';
import { sayIdlePolicy, settlePolicy } from '../../src/cli/settle-policy.js';
import { NO_POLICY } from '../../src/model/policy.js';

describe('what is promised of clients', () => {
  it('is a version of Portage, or wrong usage', () => {
    expect(settlePolicy({ portage: '3.0.30' })).toEqual({ ...NO_POLICY, portage: '3.0.30' });
    for (const portage of ['3', 'new', '3.0.30-r1', ''])
      expect(() => settlePolicy({ portage })).toThrow(/is no version of Portage; give the oldest/);
  });

  it('is told where nothing can be held against it', () => {
    const policy = settlePolicy({ kernel: '5.10', isa: 'x86-64-v2' });
    expect(sayIdlePolicy(policy, true)).toEqual([]);
    expect(sayIdlePolicy(NO_POLICY, false)).toEqual([]);
    expect(sayIdlePolicy(policy, false)[0]).toMatch(/^warning: --kernel and --isa without --payload: /);
    expect(sayIdlePolicy({ ...policy, isa: null }, false)[0]).toMatch(
      /^warning: --kernel without --payload: /,
    );
  });
});
