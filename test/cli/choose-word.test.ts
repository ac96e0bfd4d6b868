import { describe, expect, it } from 'vitest';
import { chooseWord } from '../../src/cli/choose-word.js';

describe('chooseWord', () => {
  it('takes a word that there is', () => {
    expect(chooseWord('json', ['text', 'json'], 'format')).toBe('json');
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
