import { describe, expect, it } from 'vitest';
import { chooseWord } from '../../src/cli/choose-word.js';

describe('chooseWord', () => {
  it('takes a word that there is', () => {
    expect(chooseWord('json', ['text', 'json'], 'format')).toBe('json');
  });

  it('names what the word is a part of, first of all the beginning', () => {
    const rules = [
      'soname-unmet',
      'unmet-dependency',
      ...Array.from({ length: 9 }, (_, at) => `x-rule-${at}`),
    ];
    const ask = (word: string) => () => chooseWord(word, rules, 'rule');
    expect(ask('unmet')).toThrow(/^there is no rule 'unmet'; did you mean 'unmet-dependency'\?$/);
    expect(ask('Dependency')).toThrow(/'; did you mean 'unmet-dependency'\?$/);
    expect(ask('met')).toThrow("'; did you mean 'soname-unmet' or 'unmet-dependency'?");
    // Of what could be any of them, none.
    expect(ask('rule-')).toThrow(/^there is no rule 'rule-'$/);
    expect(ask('un')).toThrow(/^there is no rule 'un'$/);
  });

  it('names the nearest, or all where they are few', () => {
    expect(() => chooseWord('jsn', ['text', 'json'], 'format')).toThrow(
      "there is no format 'jsn'; did you mean 'json'?",
    );
    expect(() => chooseWord('pdf', ['text', 'json'], 'format')).toThrow(
      "there is no format 'pdf'; there are text, json",
    );
    const many = Array.from({ length: 20 }, (_, at) => `some-rule-${at}`);
    expect(() => chooseWord('xyz', many, 'rule')).toThrow(/^there is no rule 'xyz'$/);
  });
});
