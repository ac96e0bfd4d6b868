import { describe, expect, it } from 'vitest';
import {
  evaluateUseDependency,
  formatUseDependencies,
  formatUseDependency,
  isConditionalUse,
  parseUseDependencies,
} from '../../src/pms/use-dependency.js';
import { syntaxErrorOf } from './read-fixture.js';

function parse(text: string) {
  return parseUseDependencies(`[${text}]`, 1, text.length + 1);
}

describe('parseUseDependencies', () => {
  it.each([
    'a',
    '-a',
    'a=',
    '!a=',
    'a?',
    '!a?',
    'a(+)',
    '-a(-)',
    'a(+)=',
    '!a(-)?',
    'a,-b,c?',
    'l10n_sr@latin,x+',
    'a,a',
  ])('reads [%s]', text => {
    expect(formatUseDependencies(parse(text))).toBe(`[${text}]`);
  });

  it.each([
    '',
    ',',
    'a,',
    ',a',
    'a b',
    '+a',
    '!a',
    '-a?',
    '-a=',
    'a??',
    'a(+',
    'a(x)',
    'a()',
    '_a',
    'a(+)(+)',
    'a,a(+)',
    'a(+),b,-a(-)',
  ])('refuses [%s]', text => {
    expect(syntaxErrorOf(() => parse(text)).rule).toContain('8.3.4');
  });
});

describe('evaluateUseDependency', () => {
  // PMS 8.3.4: dependency, what it becomes with the flag on, and off.
  it.each([
    ['a', 'a', 'a'],
    ['-a', '-a', '-a'],
    ['a=', 'a', '-a'],
    ['!a=', '-a', 'a'],
    ['a?', 'a', ''],
    ['!a?', '', '-a'],
    ['a(+)=', 'a(+)', '-a(+)'],
  ])('[%s]', (text, on, off) => {
    const dependency = parse(text)[0] as NonNullable<ReturnType<typeof parse>[0]>;
    const evaluated = (use: string[]) => {
      const left = evaluateUseDependency(dependency, new Set(use));
      return left === null ? null : formatUseDependency(left);
    };
    expect([evaluated(['a', 'b']), evaluated(['b'])]).toEqual([on, off]);
  });

  it('keeps asking for a flag without default whose condition does not hold, and for nothing else', () => {
    const [plain, withDefault] = parse('a?,b(+)?');
    expect(evaluateUseDependency(plain as never, new Set())).toEqual({
      flag: 'a',
      requirement: 'present',
      default: null,
    });
    expect(evaluateUseDependency(withDefault as never, new Set())).toBeNull();
  });

  it('leaves nothing conditional behind', () => {
    const dependencies = parse('a,-b,c=,!d=,e?,!f?');
    expect(dependencies.map(isConditionalUse)).toEqual([false, false, true, true, true, true]);
    for (const use of [new Set<string>(), new Set(['c', 'd', 'e', 'f'])]) {
      const left = dependencies.map(dependency => evaluateUseDependency(dependency, use));
      expect(left.some(dependency => dependency !== null && isConditionalUse(dependency))).toBe(false);
    }
  });
});

describe('formatUseDependencies', () => {
  it('writes nothing for flags that need only be there', () => {
    expect(formatUseDependencies([{ flag: 'a', requirement: 'present', default: null }])).toBe('');
    expect(formatUseDependencies([])).toBe('');
  });
});
