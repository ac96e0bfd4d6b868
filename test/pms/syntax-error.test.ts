import { expect, it } from 'vitest';
import { PmsSyntaxError } from '../../src/pms/syntax-error.js';

it('PmsSyntaxError says rule, text and place in one line', () => {
  const error = new PmsSyntaxError('a\nb', 1, 'PMS 1: no line breaks');
  expect(error).toBeInstanceOf(Error);
  expect(error.message).toBe('PMS 1: no line breaks: "a\\nb" at 1');
  expect([error.name, error.text, error.offset, error.rule]).toEqual([
    'PmsSyntaxError',
    'a\nb',
    1,
    'PMS 1: no line breaks',
  ]);
});

it('PmsSyntaxError stays short for any text', () => {
  const error = new PmsSyntaxError('x'.repeat(1_000_000), 500_000, 'rule');
  expect(error.message.length).toBeLessThan(200);
  expect(error.message).toContain('...');
});
