import { describe, expect, it } from 'vitest';
import { causeIdOf, causeKeyOf } from '../../src/cause/cause-key.js';
import { findMessageIn } from '../../src/cause/find-message.js';
import { RULES } from '../../src/rules/index.js';
import type { Finding } from '../../src/rules/kit/finding.js';
import { causeFieldsOf, type Rule } from '../../src/rules/kit/rule.js';
import { absent, RULES as SAMPLES, unmetDependency } from '../report/sample-results.js';

const idOf = (finding: Finding, rules: readonly Rule[] = SAMPLES) =>
  causeIdOf(causeKeyOf(finding, findMessageIn(rules)));

describe('the key of a cause', () => {
  it('holds the values that the name of the cause is made of', () => {
    expect(causeKeyOf(absent('x/a', 'c/d-1'), findMessageIn(SAMPLES))).toEqual({
      rule: 'unmet-dependency',
      message: 'absent',
      values: ['x/a'],
    });
  });

  it('is what the rule says, where it says so', () => {
    const message = { ...unmetDependency.messages['absent']!, causeKey: ['class'] };
    const rules = [{ ...unmetDependency, messages: { absent: message } }];
    expect(idOf(absent('x/a', 'c/d-1'), rules)).toBe(idOf(absent('x/b', 'c/d-1'), rules));
  });

  it('gives an id that no wording and no other finding changes', () => {
    const message = { ...unmetDependency.messages['absent']!, title: 'gone', cause: 'lost {name}' };
    const rules = [{ ...unmetDependency, messages: { absent: message } }];
    expect(idOf(absent('x/a', 'c/e-1'), rules)).toBe(idOf(absent('x/a', 'c/d-1')));
    expect(idOf(absent('x/a', 'c/d-1'))).toMatch(/^[0-9a-f]{16}$/);
    expect(idOf(absent('x/b', 'c/d-1'))).not.toBe(idOf(absent('x/a', 'c/d-1')));
  });

  it('parts what holds for some clients from what holds for others', () => {
    const finding = absent('x/a', 'c/d-1');
    const ids = [['desktop'], ['server']].map(clients =>
      idOf({ ...finding, data: { ...finding.data, clients } }),
    );
    expect(new Set([...ids, idOf(finding)]).size).toBe(3);
  });
});

describe('every rule', () => {
  it('has a key for each message, of names alone', () => {
    for (const { id, messages } of RULES)
      for (const [name, message] of Object.entries(messages))
        for (const field of causeFieldsOf(message)) expect(field, `${id}/${name}`).toMatch(/^[a-z]\w*$/i);
  });
});
