import { describe, expect, it } from 'vitest';
import {
  areKeywordsAccepted,
  missingKeywords,
  parseKeywords,
  stackKeywords,
  testingOf,
} from '../../src/pms/keywords.js';
import { syntaxErrorOf } from './read-fixture.js';

describe('parseKeywords', () => {
  it('tells stable, testing and broken', () => {
    expect(parseKeywords('amd64 ~x86-linux\n-*')).toEqual([
      { arch: 'amd64', state: 'stable' },
      { arch: 'x86-linux', state: 'testing' },
      { arch: '*', state: 'broken' },
    ]);
  });

  it.each([
    ['amd64 ~', 6],
    ['a.b', 0],
    ['~~x86', 0],
    ['--x86', 0],
  ])('refuses %j at %i', (text, offset) => {
    expect(syntaxErrorOf(() => parseKeywords(text)).offset).toBe(offset);
  });
});

describe('stackKeywords', () => {
  it('lets later tokens overrule earlier ones', () => {
    expect([...stackKeywords('amd64 ~amd64', '-amd64 ~x86')]).toEqual(['~amd64', '~x86']);
    expect([...stackKeywords('amd64 x86 -* arm')]).toEqual(['arm']);
  });
});

describe('acceptance', () => {
  it.each([
    ['amd64', 'amd64', true],
    ['~amd64', 'amd64', false],
    ['amd64', '~amd64', false],
    ['~amd64', 'amd64 ~amd64', true],
    ['arm', '*', true],
    ['~arm', '*', false],
    ['~arm', '~*', true],
    ['arm', '~*', false],
    ['', '*', false],
    ['', '**', true],
    ['-*', '**', true],
    ['*', 'amd64', true],
    ['~*', 'amd64', false],
    ['~*', '~x86', true],
    ['-* ~arm', '~arm', true],
    ['-amd64 ~x86', 'amd64', false],
    ['amd64 -amd64', 'amd64', false],
  ])('KEYWORDS "%s" under "%s"', (keywords, accepted, expected) => {
    expect(areKeywordsAccepted(keywords, stackKeywords(accepted))).toBe(expected);
  });

  it('names what is missing', () => {
    expect(missingKeywords('~amd64 x86 -*', new Set(['arm']))).toEqual(['~amd64', 'x86']);
    expect(missingKeywords('-*', new Set(['arm']))).toEqual(['**']);
    expect(missingKeywords('arm', new Set(['arm']))).toEqual([]);
  });
});

describe('testingOf', () => {
  it('is the testing branch of each stable keyword', () => {
    expect(testingOf(['amd64', '~x86', '-arm', 'arm'])).toEqual(['~amd64', '~arm']);
  });
});
