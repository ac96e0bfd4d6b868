import { describe, expect, it } from 'vitest';
import { addCategory, nearestName } from '../../src/answer/complete-name.js';
import { QuestionError } from '../../src/answer/question-error.js';

const NAMES = new Set(['net-misc/wget', 'net-misc/curl', 'a/same', 'b/same', 'dev-libs/c']);

function problemOf(words: string) {
  try {
    return addCategory(NAMES, words, 'no-name');
  } catch (error) {
    if (!(error instanceof QuestionError)) throw error;
    return error.problem;
  }
}

describe('a name without category', () => {
  it.each([
    ['wget', 'net-misc/wget'],
    ['>=wget-1.2', '>=net-misc/wget-1.2'],
    ['=wget-1.2-r1', '=net-misc/wget-1.2-r1'],
    ['wget:0', 'net-misc/wget:0'],
    ['same', { kind: 'several-categories', name: 'same', names: ['a/same', 'b/same'] }],
    ['wgett', { kind: 'no-name', name: 'wgett', nearest: 'net-misc/wget' }],
    ['nothing', { kind: 'no-name', name: 'nothing', nearest: null }],
    ['>=foo', { kind: 'no-category', words: '>=foo' }],
    ['>=foo-1', { kind: 'no-category', words: '>=foo-1' }],
    ['a[', { kind: 'no-atom', words: 'a[', why: expect.stringContaining('[') }],
  ])('%s', (words, expected) => {
    expect(problemOf(words)).toEqual(expected);
  });
});

describe('the nearest name', () => {
  it.each([
    ['net-misc/wgett', 'net-misc/wget'],
    ['net-mics/wget', 'net-misc/wget'],
    ['app-misc/wget', 'net-misc/wget'],
    // Of another name in one category only the category is alike.
    ['net-misc/axel', null],
    ['net-misc/wput', null],
  ])('of %s is %s', (name, nearest) => {
    const names = name === 'net-misc/wput' ? ['net-misc/curl'] : NAMES;
    expect(nearestName(name, names)).toBe(nearest);
  });
});
