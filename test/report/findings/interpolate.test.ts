import { describe, expect, it } from 'vitest';
import { interpolate, isComplete, tellTemplate } from '../../../src/report/findings/interpolate.js';
import type { Data } from '../../../src/rules/kit/finding.js';

describe('interpolate', () => {
  it('replaces placeholders by data in words', () => {
    expect(interpolate('{a} of {b}', { a: 'one', b: 2 })).toBe('one of 2');
    expect(interpolate('{list}', { list: ['a/b', 'c/d'] })).toBe('a/b, c/d');
    expect(interpolate('{list}, {value}, {text}', { list: [], value: null, text: '' })).toBe(
      'none, none, none',
    );
    expect(interpolate('{flag}', { flag: false })).toBe('false');
  });

  it('says a nearest miss with what differs', () => {
    const nearest = { cpv: 'dev-lang/perl-5.38.2', differs: 'version' };
    expect(interpolate('{nearest}', { nearest })).toBe('dev-lang/perl-5.38.2 (version)');
    expect(interpolate('{nearest}', { nearest: { ...nearest, differs: ['slot', 'use'] } })).toBe(
      'dev-lang/perl-5.38.2 (slot, use)',
    );
    expect(interpolate('{nearest}', { nearest: { ...nearest, differs: null } })).toBe('dev-lang/perl-5.38.2');
    expect(interpolate('{nearest}', { nearest: { ...nearest, differs: [] } })).toBe('dev-lang/perl-5.38.2');
    expect(interpolate('{pair}', { pair: { key: 'EAPI', value: 7 } })).toBe('key EAPI, value 7');
  });

  it('leaves a placeholder without data as written, and never reads inherited keys', () => {
    expect(interpolate('{missing} {toString}', {})).toBe('{missing} {toString}');
  });

  it('does not expand what the data contains', () => {
    expect(interpolate('{a}', { a: '{b}', b: 'never' })).toBe('{b}');
    expect(interpolate('{a}', { a: '$&$1' })).toBe('$&$1');
  });

  it('shows control and formatting characters as escapes', () => {
    expect(interpolate('{a}', { a: 'x\u001b[31m\u0007\n\t\u009b\u202e\u{e0001}\ud800y' })).toBe(
      'x\\x1b[31m\\x07\\n\\t\\x9b\\u202e\\u{e0001}\\ud800y',
    );
    expect(interpolate('{a}', { a: 'Grüße 漢字' })).toBe('Grüße 漢字');
  });
});

describe('optional parts', () => {
  const template = '{class} needs {item}[[; the nearest is {nearest}]]';
  const needs = { class: 'RDEPEND', item: 'x/a[b]' };
  const near = (nearest: Data) => interpolate(template, { ...needs, nearest });

  it('are told where each value in them is there', () => {
    expect(near('x/a-1')).toBe('RDEPEND needs x/a[b]; the nearest is x/a-1');
    expect(near(0)).toBe('RDEPEND needs x/a[b]; the nearest is 0');
    expect(near(false)).toBe('RDEPEND needs x/a[b]; the nearest is false');
  });

  it('are left out where a value is missing, empty, or a nearest miss of nothing', () => {
    for (const value of [null, '', [], [null], {}, { cpv: null, differs: 'version' }])
      expect(near(value), JSON.stringify(value)).toBe('RDEPEND needs x/a[b]');
    expect(interpolate(template, needs)).toBe('RDEPEND needs x/a[b]');
    expect(interpolate('a[[ {b} {c}]][[ {c}]]', { b: 1, c: null })).toBe('a');
  });

  it('may hold brackets and end in one; brackets of the data are only text', () => {
    expect(interpolate('{a}[[ [{b}]]]', { a: 1, b: 2 })).toBe('1 [2]');
    expect(interpolate('{a}[[ {b}]]', { a: '[[{b}', b: ']]' })).toBe('[[{b} ]]');
  });

  it('do not make a template incomplete', () => {
    expect(isComplete(template, { ...needs, nearest: null })).toBe(true);
    expect(isComplete(template, { class: 'RDEPEND', item: null, nearest: 'x' })).toBe(false);
  });
});

describe('two forms', () => {
  const template = 'delete ((it|them)): {packages} ((packages:package|packages)), of {all} ((all:one|many))';

  it('go by how many things the text tells of, or by a number or list that they name', () => {
    const say = (told: number, packages: number, all: Data) =>
      interpolate(template, { all }, { told, counts: { packages } });
    expect(say(1, 1234, 1)).toBe('delete it: 1,234 packages, of 1 one');
    expect(say(2, 1, ['a', 'b'])).toBe('delete them: 1 package, of a, b many');
  });

  it('tell of one unless told otherwise, and are filled themselves', () => {
    expect(interpolate('((this {a} (1)|these {b}))', { a: 'x', b: 'y' })).toBe('this x (1)');
    expect(interpolate('((this {a}|these {b}))', { a: 'x', b: '((p|q))' }, { told: 2 })).toBe(
      'these ((p|q))',
    );
  });
});

describe('a template for readers', () => {
  it('shows optional parts and the first of two forms', () => {
    expect(tellTemplate('needs {item}[[; near {b}]]: delete ((it|them)), {c} ((c:way|ways))')).toBe(
      'needs {item}; near {b}: delete it, {c} way',
    );
  });
});
