import { describe, expect, it } from 'vitest';
import { gatherCauses } from '../../../src/cause/gather-causes.js';
import { draftBlock } from '../../../src/report/findings/draft-block.js';
import { gatherBlocks } from '../../../src/report/findings/gather-blocks.js';
import { openMessageBook } from '../../../src/report/findings/open-message-book.js';
import type { Data, Finding } from '../../../src/rules/kit/finding.js';
import type { Rule } from '../../../src/rules/kit/rule.js';
import { absent, makeFinding, RULES, tooOld, unmetDependency } from '../sample-results.js';

function draft(findings: readonly Finding[], isWhole = false, rules: readonly Rule[] = RULES) {
  const book = openMessageBook(rules, findings);
  return draftBlock(gatherBlocks(gatherCauses(findings, book.findMessage), book)[0]!, book, isWhole);
}

const row = (findings: readonly Finding[], label: string) =>
  draft(findings).rows.find(one => one.label === label)?.pieces;
const version = (cpv: string, nearest: Data, item = '=x/a-1') =>
  makeFinding('unmet-dependency', 'version', { class: 'RDEPEND', item, name: 'x/a', nearest }, { cpv });

describe('rows of a block', () => {
  it('count different texts, the most frequent first, equal ones by name; a single text has no count', () => {
    const floors = ['>=2.38', '>=2.40', '>=2.40', '>=2.39'].map((needed, at) => tooOld(needed, `a/b-${at}`));
    expect(row(floors, 'needs')).toEqual(['>=2.40 (2)', '>=2.38 (1)', '>=2.39 (1)']);
    expect(row(floors, 'has')).toEqual(['2.38-r10']);
  });

  it('have no numbers where each text is said once', () => {
    const floors = ['>=2.40', '>=2.38'].map((needed, at) => tooOld(needed, `a/b-${at}`));
    expect(row(floors, 'needs')).toEqual(['>=2.38', '>=2.40']);
  });

  it('are left out where there is no value', () => {
    expect(row([version('a/b-1', null)], 'has')).toBeUndefined();
    expect(row([version('a/b-1', [])], 'has')).toBeUndefined();
    const one = { cpv: 'x/a-2', differs: 'version' };
    expect(row([version('a/b-1', null), version('a/b-2', one)], 'has')).toEqual(['x/a-2 (version)']);
  });

  it('are left out where a longer one lacks a value', () => {
    const message = unmetDependency.messages['absent']!;
    const rows = { at: 'offset {offset}', by: 'all' };
    const rule = { ...unmetDependency, messages: { absent: { ...message, rows } } };
    const told = [null, 5].map((offset, at) =>
      makeFinding('unmet-dependency', 'absent', { name: 'x/a', offset }, { cpv: `a/b-${at}` }),
    );
    const labels = (findings: readonly Finding[]) =>
      draft(findings, false, [rule]).rows.map(({ label, pieces }) => [label, ...pieces]);
    expect(labels(told.slice(0, 1))).toEqual([['by', 'all']]);
    expect(labels(told)).toEqual([
      ['at', 'offset 5'],
      ['by', 'all'],
    ]);
  });

  it('tell the list of a single finding one by one, equal lists of several as they are, others as one list', () => {
    const message = unmetDependency.messages['absent']!;
    const rule = { ...unmetDependency, messages: { absent: { ...message, rows: { rebuild: '{rebuild}' } } } };
    const told = (cpv: string, rebuild: readonly string[] = ['a/b', 'a/c']) =>
      makeFinding('unmet-dependency', 'absent', { name: 'x/a', rebuild }, { cpv });
    const pieces = (findings: readonly Finding[]) => draft(findings, false, [rule]).rows[0]?.pieces;
    expect(pieces([told('a/b-1')])).toEqual(['a/b', 'a/c']);
    expect(pieces([told('a/b-1'), told('a/c-1')])).toEqual(['a/b, a/c']);
    expect(pieces([told('a/b-1'), told('a/c-1', ['a/c', 'a/d'])])).toEqual(['a/c (2)', 'a/b', 'a/d']);
  });

  it('say what follows in the words of its message, by packages, and count the rest by rule', () => {
    const message = unmetDependency.messages['absent']!;
    const consequence = '((stays|stay)) away from {place}';
    const refused: Rule = {
      ...unmetDependency,
      id: 'not-installable',
      messages: { absent: { ...message, consequence } },
    };
    const root = absent('x/a', 'a/b-1');
    const follow = (cpv: string, place: string) => {
      const data = { name: cpv, place };
      return makeFinding('not-installable', 'absent', data, { cpv, causedBy: root.fingerprint });
    };
    const findings = [
      root,
      ...[follow('a/b-1', 'x'), follow('a/c-1', 'x'), follow('a/c-1', 'y')],
      absent('x/z', 'a/c-1', { causedBy: root.fingerprint }),
    ];
    const { rows } = draft(findings, false, [...RULES, refused]);
    expect(rows.find(({ label }) => label === 'then')?.pieces).toEqual([
      '2 packages stay away from x',
      '1 package stays away from y',
    ]);
    expect(rows.find(({ label }) => label === 'also')?.pieces).toEqual([
      '1 more finding of 1 package follows from this',
    ]);
  });

  it('say of how many a newer one is there', () => {
    const old = ['a/b-1', 'a/b-2'].map(cpv => absent('x/a', cpv, { superseded: true }));
    expect(row(old, 'note')).toEqual(['all superseded by newer ones']);
    expect(row(old.slice(1), 'note')).toEqual(['superseded by a newer one']);
    expect(row([old[0]!, absent('x/a', 'a/b-3')], 'note')).toEqual(['1 superseded by a newer one']);
  });

  it('of a family name the causes with the packages that hang on each', () => {
    const names = ['x/a', 'x/b', 'x/c', 'x/d'];
    const findings = [...names.map(name => absent(name, 'a/b-1')), absent('x/c', 'a/b-2')];
    expect(row(findings, 'most')).toEqual(['x/c (2)', 'x/a', 'x/b', 'x/d']);
  });

  it('say what follows, by number, and how much is superseded', () => {
    const origin = tooOld('>=2.40', 'a/b-1');
    const causedBy = origin.fingerprint;
    const findings = [
      origin,
      absent('x/a', 'a/c-1', { causedBy, superseded: true }),
      absent('x/b', 'a/c-2', { causedBy }),
      makeFinding('environment-mixed', 'chost', { chost: 'i', expected: 'x' }, { causedBy, cpv: 'a/d-1' }),
    ];
    expect(row(findings, 'also')).toEqual(['3 more findings of 3 packages follow from this']);
    // Of its own severity and number: what follows is counted below.
    expect(draft(findings).count).toBe('1 package');
    expect(draft(findings).findings).toBe(4);
  });
});

describe('remedy of a block', () => {
  const pieces = (findings: readonly Finding[], isWhole?: boolean) => draft(findings, isWhole).remedy.pieces;

  it('is the most frequent one of a cause, all where nothing is left out', () => {
    const floor = (fix: string, cpv: string) =>
      makeFinding(
        'libc-floor',
        'too-old',
        { libc: 'l', needed: '2', available: '1', fix, builds: 3 },
        { cpv },
      );
    const findings = [floor('l-2', 'a/a-1'), floor('l-3', 'a/b-1'), floor('l-3', 'a/c-1')];
    expect(pieces(findings)).toEqual(['publish l-3 first; it repairs all 3']);
    expect(pieces(findings, true)).toHaveLength(2);
  });

  it('of a family shows the kind by its widest cause, or the one that all share', () => {
    const names = ['x/a', 'x/b', 'x/c', 'x/d'];
    const apart = names.map(name => absent(name, 'a/b-1'));
    expect(pieces(apart)).toEqual([
      'add x/a, or name the baseline that has it (--installed)',
      'likewise for the others',
    ]);
    const eapis = names.map(eapi => makeFinding('environment-mixed', 'eapi', { eapi }, { severity: 'info' }));
    expect(pieces(eapis)).toEqual(['nothing']);
  });

  it('speaks of one package or of many', () => {
    const message = { ...unmetDependency.messages['absent']!, remedy: 'rebuild ((it|them))' };
    const rule = { ...unmetDependency, messages: { absent: message } };
    const of = (findings: readonly Finding[]) => draft(findings, false, [rule]).remedy.pieces;
    expect(of([absent('x/a', 'a/b-1')])).toEqual(['rebuild it']);
    expect(of([absent('x/a', 'a/b-1'), absent('x/a', 'a/b-2')])).toEqual(['rebuild them']);
    expect(of(['x/a', 'x/b', 'x/c', 'x/d'].map(name => absent(name, `a/${name.slice(2)}-1`)))).toEqual([
      'rebuild them',
    ]);
  });
});
