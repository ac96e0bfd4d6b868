import { describe, expect, it } from 'vitest';
import type { DependencyChange } from '../../../src/model/repository/changed-dependencies.js';
import { sayDependencyChange } from '../../../src/rules/words/say-dependency-change.js';

function say(...changes: readonly [DependencyChange['class'], string[], string[]][]): string {
  return sayDependencyChange(changes.map(([name, added, removed]) => ({ class: name, added, removed })));
}

describe('sayDependencyChange', () => {
  it('tells what was added, then what was removed, once for all classes', () => {
    expect(say(['BDEPEND', ['a/b'], ['a/c']], ['DEPEND', ['a/b'], []])).toBe('+a/b, -a/c');
  });

  it('tells what went to another class', () => {
    expect(say(['BDEPEND', ['a/b'], []], ['DEPEND', [], ['a/b']])).toBe('a/b from DEPEND to BDEPEND');
  });

  it('tells what only changed its flags', () => {
    expect(say(['RDEPEND', ['>=a/b-1:=[x(-)]'], ['>=a/b-1:=[x(-),-y(-)]']])).toBe(
      '>=a/b-1:= with other flags',
    );
    expect(say(['RDEPEND', ['a/b[x]'], ['>=a/b-1[x]']])).toBe('+a/b[x], ->=a/b-1[x]');
    // Which of several became which is not known.
    expect(say(['RDEPEND', ['a/b[x]', 'a/b[y]'], ['a/b']])).toBe('+a/b[x], +a/b[y], -a/b');
  });

  it('is short', () => {
    const long = `dev-python/setuptools[${'python_targets_python3_9(-),'.repeat(5)}x]`;
    expect(say(['RDEPEND', [long], []])).toBe('+dev-python/setuptools[...]');
    const choice = `|| ( ${'dev-lang/python:3.9 '.repeat(6)})`;
    expect(say(['RDEPEND', [], [choice]])).toBe('-|| ( dev-lang/python:3.9 dev-lang/python:3.9 ... )');
    expect(say(['RDEPEND', ['a/a', 'a/b', 'a/c', 'a/d', 'a/e', 'a/f'], []])).toBe(
      '+a/a, +a/b, +a/c, +a/d and 2 more',
    );
  });
});
