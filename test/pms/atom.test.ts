import { describe, expect, it } from 'vitest';
import { type Atom, isAtom, isBuiltSlotOperator } from '../../src/pms/atom.js';
import { parseAtom } from '../../src/pms/parse-atom.js';
import { formatUseDependency } from '../../src/pms/use-dependency.js';
import { readFixture, syntaxErrorOf } from './read-fixture.js';

interface Table {
  readonly valid: readonly (Partial<Record<keyof Atom, unknown>> & { readonly text: string })[];
  readonly invalid: readonly { readonly text: string; readonly offset: number }[];
  readonly eapi: readonly { readonly text: string; readonly from: number | null }[];
}

const { valid, invalid, eapi: byEapi } = readFixture<Table>('atoms');
const NOTHING = {
  blocker: null,
  operator: null,
  version: null,
  versionPart: null,
  buildId: null,
  slot: null,
  subSlot: null,
  slotOperator: null,
  repo: null,
  use: [],
};

describe('parseAtom', () => {
  it.each(valid)('reads $text', expected => {
    const atom = parseAtom(expected.text);
    expect({ ...atom, version: atom.version?.text ?? null, use: atom.use.map(formatUseDependency) }).toEqual({
      ...NOTHING,
      ...expected,
    });
  });

  it.each(invalid)('refuses $text at $offset', ({ text, offset }) => {
    const error = syntaxErrorOf(() => parseAtom(text));
    expect([error.text, error.offset]).toEqual([text, offset]);
  });

  it.each(byEapi)('reads $text from EAPI $from on, and always without EAPI', ({ text, from }) => {
    expect(parseAtom(text).text).toBe(text);
    for (let eapi = 0; eapi <= 9; eapi++) {
      const read = () => parseAtom(text, { eapi: String(eapi) });
      if (from !== null && eapi >= from) expect(read().text).toBe(text);
      else expect(syntaxErrorOf(read).text).toBe(text);
    }
  });

  it('gives every atom the same keys in the same order', () => {
    const keys = new Set([
      ...valid.map(({ text }) => Object.keys(parseAtom(text)).join()),
      Object.keys(parseAtom('*/*', { wildcard: true })).join(),
    ]);
    expect(keys.size).toBe(1);
  });

  it('lets options allow or refuse what no EAPI has', () => {
    expect(parseAtom('a/b::r', { eapi: '8', repo: true }).repo).toBe('r');
    expect(parseAtom('=a/b-1-2', { eapi: '8', buildId: true }).buildId).toBe(2);
    expect(syntaxErrorOf(() => parseAtom('a/b::r', { repo: false })).offset).toBe(3);
    expect(syntaxErrorOf(() => parseAtom('=a/b-1-2', { buildId: false })).offset).toBe(3);
  });

  it('reads what any EAPI has for one that it does not know', () => {
    expect(parseAtom('!!a/b:0/1=[c(+)]', { eapi: 'some-overlay-1' }).blocker).toBe('strong');
  });
});

describe('wildcard atoms', () => {
  it.each([
    ['*/*', '*', '*', null, null],
    ['dev-*/*', 'dev-*', '*', null, null],
    ['*/*:2', '*', '*', '2', null],
    ['!*/foo', '*', 'foo', null, null],
    ['a/b-1*', 'a', 'b-1*', null, null],
    ['=*/*-*9999*', '*', '*', null, '9999'],
    ['=a/b-*_pre*:0', 'a', 'b', '0', '_pre'],
  ])('reads %s', (text, category, name, slot, versionPart) => {
    const atom = parseAtom(text, { wildcard: true });
    expect([atom.category, atom.package, atom.slot, atom.versionPart]).toEqual([
      category,
      name,
      slot,
      versionPart,
    ]);
    expect([atom.operator, atom.version]).toEqual([null, null]);
  });

  it.each([
    '*/**',
    '*',
    '*/a[x]',
    '*/a:0[x]',
    '>=*/a-1',
    '=*/a',
    '=*/a-1*',
    '*/a-1',
    '=*/*-*1.2*',
    '+*/a',
    'a/*b c',
  ])('refuses %s', text => {
    expect(syntaxErrorOf(() => parseAtom(text, { wildcard: true })).text).toBe(text);
  });

  it('leave plain atoms as they are', () => {
    expect(parseAtom('=a/b-1*[x]', { wildcard: true }).operator).toBe('=*');
    expect(parseAtom('a/b:*', { wildcard: true }).slotOperator).toBe('*');
  });
});

describe('kinds of atoms', () => {
  it('tells built slot operators', () => {
    expect(['a/b:0/5=', 'a/b:2/2='].every(text => isBuiltSlotOperator(parseAtom(text)))).toBe(true);
    expect(['a/b:0=', 'a/b:=', 'a/b:0/5', 'a/b'].some(text => isBuiltSlotOperator(parseAtom(text)))).toBe(
      false,
    );
  });

  it('tells atoms from other leaves', () => {
    expect(isAtom(parseAtom('a/b'))).toBe(true);
    expect([null, 'a/b', { flag: 'a', negated: false }, { uri: 'a', rename: null }].some(isAtom)).toBe(false);
  });
});
