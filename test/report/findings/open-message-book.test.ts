import { describe, expect, it } from 'vitest';
import { describeReport } from '../../../src/report/findings/describe-report.js';
import { openMessageBook } from '../../../src/report/findings/open-message-book.js';
import { absent, libcFloor, makeFinding, makeResult, RULES } from '../sample-results.js';

const message = libcFloor.messages['too-old']!;
const counting = {
  ...libcFloor,
  messages: { 'too-old': { ...message, remedy: 'publish it; it repairs all {packages} ({findings})' } },
};
const floor = (libc: string, needed: string, cpv: string) =>
  makeFinding('libc-floor', 'too-old', { libc, needed, available: '2.38', fix: 'x', builds: 1 }, { cpv });

describe('message book', () => {
  it('fills counts from the cause that a finding belongs to', () => {
    const findings = [
      floor('sys-libs/glibc', '>=2.40', 'a/a-1'),
      floor('sys-libs/glibc', '>=2.39', 'a/a-1'),
      ...Array.from({ length: 1234 }, (_, at) => floor('sys-libs/glibc', '>=2.40', `a/b-${at}`)),
      floor('sys-libs/musl', '>=1.3', 'a/c-1'),
    ];
    const input = { result: makeResult(findings), rules: [counting], tool: { name: 'b', version: '0' } };
    const remedies = describeReport(input).findings.map(({ remedy }) => remedy);
    expect(remedies[0]).toBe('publish it; it repairs all 1,235 (1,236)');
    expect(remedies.at(-1)).toBe('publish it; it repairs all 1 (1)');
  });

  it('takes counts that it is given', () => {
    const finding = absent('x/a', 'a/a-1');
    const counts = { causes: 61, packages: 1000, findings: 2000 };
    const template = '{causes} {packages} {findings} {name}';
    expect(openMessageBook(RULES, [finding]).say(finding, template, 1, counts)).toBe('61 1,000 2,000 x/a');
  });

  it('lets a template count in its forms alone', () => {
    const findings = [absent('x/a', 'a/a-1'), absent('x/a', 'a/b-1')];
    const book = openMessageBook(RULES, findings);
    expect(book.say(findings[0]!, '((packages:one|several)) of {name}')).toBe('several of x/a');
    expect(book.say(findings[0]!, '((it|them))')).toBe('it');
    expect(book.say(findings[0]!, '((it|them))', 2)).toBe('them');
  });

  it('says nothing where a value is missing that a template cannot do without', () => {
    const finding = makeFinding('libc-floor', 'too-old', { libc: 'x', available: null });
    const book = openMessageBook(RULES, [finding]);
    expect(book.sayIfComplete(finding, 'offset {available}')).toBeNull();
    expect(book.sayIfComplete(finding, '[[offset {available}]]')).toBeNull();
    expect(book.sayIfComplete(finding, '{libc}[[ {available}]] of {packages}')).toBe('x of 1');
  });

  it('does not take names that every object has for messages', () => {
    const finding = makeFinding('libc-floor', 'toString', { libc: 'x' });
    const book = openMessageBook(RULES, [finding]);
    expect(book.say(finding, book.messageOf(finding).text)).toBe('toString libc x');
  });
});
