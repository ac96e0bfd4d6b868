import { describe, expect, it } from 'vitest';
import { QuestionError } from '../../src/answer/question-error.js';
import { ask } from '../../src/cli/ask.js';
import { UsageError } from '../../src/cli/failure.js';

describe('a question put to the library', () => {
  it('is a wrong use of the command where it names what there is not', () => {
    const wrong = () => {
      throw new QuestionError({ kind: 'no-set', word: '@x' });
    };
    expect(() => ask(wrong)).toThrow(UsageError);
    expect(() => ask(wrong)).toThrow("there is no set '@x'");
  });

  it('is answered otherwise, and a bug stays a bug', () => {
    expect(ask(() => 3)).toBe(3);
    const bug = () => {
      throw new TypeError('lost');
    };
    expect(() => ask(bug)).toThrow(TypeError);
  });
});
