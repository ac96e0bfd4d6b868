// unbash reads for the evaluator, tree-sitter-bash for the places: on what both can read they must agree about assignments, functions and their
// extents, and inherited eclasses.

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openTreeSitter } from '../../src/load/repository/tree-sitter.js';
import { compareReaders } from '../support/compare-readers.js';

const readTree = (await openTreeSitter())!;
const compare = (text: string) => compareReaders(text, readTree);

/** Blocks of a file beside this one: a line about the script, and the script. */
function readBlocks(name: string): readonly (readonly [script: string, about: string])[] {
  const text = readFileSync(new URL(name, import.meta.url), 'utf8');
  return text.split(/^----\n/m).map(block => {
    const end = block.indexOf('\n');
    return [block.slice(end + 1), block.slice(0, end)];
  });
}

describe('the two readers', () => {
  it.each(readBlocks('two-readers.txt'))('agree on %j, with %s facts', (script, facts) => {
    const { unbash, errors, onlyUnbash, onlyTreeSitter } = compare(script);
    expect({ errors, onlyUnbash, onlyTreeSitter }).toEqual({ errors: 0, onlyUnbash: [], onlyTreeSitter: [] });
    expect(unbash?.size).toBe(Number(facts));
  });

  it('would differ if one of them were wrong', () => {
    const blind = compareReaders('A=1\nf() { :; }', () => ({ ...readTree('')! }));
    expect(blind.onlyUnbash).toEqual(['assignment 0 A=', 'function 4-14 f']);
    const seeing = compareReaders('A #1', () => readTree('A=12')!);
    expect(seeing.onlyTreeSitter).toEqual(['assignment 0 A=']);
  });

  it('both refuse what is no bash', () => {
    for (const script of ['if x; then', 'f() {', 'A="x', 'A=(1', 'case x in', 'x )', 'A=$(']) {
      const { unbash, errors } = compare(script);
      expect(unbash, script).toBeNull();
      expect(errors, script).toBeGreaterThan(0);
    }
  });
});

/** If the second reader comes to read one of these right, it belongs to those on which both agree. */
describe('tree-sitter-bash alone', () => {
  it.each(readBlocks('two-readers-unread.txt'))('cannot read %j: %s', script => {
    const { unbash, errors } = compare(script);
    expect(unbash).not.toBeNull();
    expect(errors).toBeGreaterThan(0);
  });

  it.each(readBlocks('two-readers-misread.txt'))('misreads %j: no %s', (script, lost) => {
    const { errors, onlyUnbash } = compare(script);
    expect(errors).toBe(0);
    expect(onlyUnbash).toEqual([lost]);
  });
});

const PROGRAMS = new URL('bash-programs/', import.meta.url);

/** Where the readers differ: the second one loses the assignment after it; what braces make has no place of its own. */
const DIFFERING: readonly string[] = ['$((3 $op 4))', 'declare b={a,b}'];

describe('on the programs of the evaluator', () => {
  const programs = readdirSync(PROGRAMS)
    .filter(name => name.endsWith('.txt'))
    .flatMap(name => readFileSync(new URL(name, PROGRAMS), 'utf8').split(/^----$/m));

  it('they agree wherever both can read', () => {
    let read = 0;
    for (const program of programs) {
      const { unbash, errors, onlyUnbash, onlyTreeSitter } = compare(program);
      if (unbash === null || errors > 0) continue;
      read++;
      if (!DIFFERING.some(text => program.includes(text)))
        expect([onlyUnbash, onlyTreeSitter], program).toEqual([[], []]);
    }
    expect(read).toBeGreaterThan(programs.length * 0.9);
  });
});
