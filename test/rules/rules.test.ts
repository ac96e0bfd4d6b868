// The harness for all rules at once: documentation, examples and messages of each are executed, not trusted.

import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { RULES } from '../../src/rules/index.js';
import { readClients } from '../support/make-client.js';
import { readScenario } from '../support/scenario.js';
import { readPolicy } from '../support/scenario-policy.js';
import { readTree } from '../support/scenario-tree.js';

const HERE = new URL('../../src/rules/', import.meta.url);

function run(text: string, id: string, shards = 1) {
  const tree = readTree(text);
  return check(readScenario(text), [], RULES, {
    only: [id],
    shards,
    // What has no baseline is proved from an empty root.
    prove: !text.includes('[installed'),
    ...(tree === null ? {} : { tree }),
    clients: readClients(text),
    policy: readPolicy(text),
  });
}

describe('the list of rules', () => {
  it('has one line for each file, in the order of ids', () => {
    const files = readdirSync(HERE).filter(name => name.endsWith('.ts') && name !== 'index.ts');
    expect(RULES.map(rule => rule.id)).toEqual(files.map(name => name.slice(0, -3)).sort());
  });

  it('names each rule subject-defect, or with the one word for it', () => {
    for (const rule of RULES)
      expect(rule.id).toMatch(/^(?:[a-z]+(-[a-z]+)+|outdated|rebuildable|unreachable)$/);
  });
});

describe.each(RULES.map(rule => [rule.id, rule] as const))('%s', (id, rule) => {
  it('documents itself', () => {
    for (const text of Object.values(rule.documentation)) expect(text.trim().length).toBeGreaterThan(8);
  });

  it('has no blank left from `npm run new-rule`', () => {
    expect(JSON.stringify(rule)).not.toContain('FILL');
  });

  it('says what makes two findings one problem, by data that it gives', () => {
    const { kin } = rule;
    if (kin === undefined) throw new Error(`${id} declares no kin`);
    const fields = kin.fields === 'identity' ? [] : kin.fields;
    const findings = rule.examples.flatMap(({ bad }) => run(bad, id).findings);
    for (const field of [...fields, ...(kin.worse === undefined ? [] : [kin.worse])])
      expect(
        findings.some(({ data }) => data[field] !== undefined),
        field,
      ).toBe(true);
    // Problems of several messages are told apart, or the message is a reason of the one problem.
    for (const { bad } of rule.examples) {
      const told = run(bad, id).findings.map(({ subject, kin: known }) =>
        [subject.path, subject.cpv, known].join(' '),
      );
      expect(new Set(told).size, bad).toBe(told.length);
    }
  });

  it('has examples', () => {
    expect(rule.examples.length).toBeGreaterThan(0);
  });

  const examples = rule.examples.map((example, i) => [i + 1, example] as const);
  it.each(examples)(
    'example %i: the bad scenario yields exactly its findings, the good one none',
    (_, example) => {
      expect(run(example.bad, id).findings.map(finding => finding.message)).toEqual(example.expect);
      expect(run(example.good, id).findings).toEqual([]);
    },
  );

  it.each(examples)('example %i: 1, 3 and 7 shards give identical bytes', (_, example) => {
    const whole = JSON.stringify(run(example.bad, id, 1));
    expect(JSON.stringify(run(example.bad, id, 3))).toBe(whole);
    expect(JSON.stringify(run(example.bad, id, 7))).toBe(whole);
  });

  it('provokes each of its messages in some example', () => {
    const provoked = new Set(rule.examples.flatMap(example => example.expect));
    expect([...provoked].sort()).toEqual(Object.keys(rule.messages).sort());
  });

  it('gives every placeholder of its templates', () => {
    for (const [, example] of examples) {
      for (const finding of run(example.bad, id).findings) {
        const message = rule.messages[finding.message];
        const templates = [
          message?.text,
          message?.remedy,
          message?.cause,
          message?.title,
          ...Object.values(message?.rows ?? {}),
        ].join(' ');
        for (const [, name] of templates.matchAll(/\{(\w+)\}/g)) {
          if (!['causes', 'packages', 'findings'].includes(name as string))
            expect(finding.data).toHaveProperty(name as string);
        }
      }
    }
  });

  it('is listed as not run where an input is missing', () => {
    const universe = readScenario('[binhost]\nVERSION: 0\nPACKAGES: 1\n\nCPV: app-misc/a-1\n');
    const result = check(universe, [], RULES, { only: [id] });
    expect(result.notRun.map(notice => notice.rule)).toEqual(rule.needs.length > 0 ? [id] : []);
  });
});
