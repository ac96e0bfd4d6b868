import { describe, expect, it } from 'vitest';
import { findPackages } from '../../src/answer/find-packages.js';
import { QuestionError } from '../../src/answer/question-error.js';
import { instanceName } from '../../src/model/package.js';
import { readScenario } from '../support/scenario.js';

const universe = readScenario(
  '[binhost]\nCPV: x/a-1\n\nCPV: x/a-2\n\nCPV: x/b-1\n\nCPV: y/b-1\n[installed]\nCPV: x/a-3\n',
);
const find = (words: string) => findPackages(universe, words).map(instanceName);
const problemOf = (words: string) => {
  try {
    findPackages(universe, words);
  } catch (error) {
    if (error instanceof QuestionError) return error.problem;
    throw error;
  }
  throw new Error(`${words} names something`);
};

describe('packages that words mean', () => {
  it('are those of an atom, a version or a bare name, the one tried first in front', () => {
    expect(find('x/a')).toEqual(['x/a-2', 'x/a-1']);
    expect(find('x/a-1')).toEqual(['x/a-1']);
    expect(find('<x/a-2')).toEqual(['x/a-1']);
    expect(find('a')).toEqual(['x/a-2', 'x/a-1']);
  });

  it('are none where nothing is meant, and what is wrong is data', () => {
    expect(problemOf('>x/a-9')).toEqual({
      ...{ kind: 'no-match', name: 'x/a', words: '>x/a-9' },
      there: ['x/a-1', 'x/a-2'],
    });
    expect(problemOf('x/aa')).toEqual({ kind: 'no-package', name: 'x/aa', nearest: 'x/a' });
    expect(problemOf('quite-other')).toEqual({ kind: 'no-name', name: 'quite-other', nearest: null });
    expect(problemOf('b')).toEqual({ kind: 'several-categories', name: 'b', names: ['x/b', 'y/b'] });
    expect(problemOf('x/a[')).toMatchObject({ kind: 'no-atom', words: 'x/a[' });
  });

  it('are named in the error without words of any command', () => {
    expect(() => find('x/aa')).toThrow(/^no-package: x\/aa: x\/a$/);
  });
});
