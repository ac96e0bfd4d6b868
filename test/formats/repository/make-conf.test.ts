// make.conf and make.defaults, read as Portage reads them (its getconfig gave the same for 18,000 random texts when this was written).

import { describe, expect, it } from 'vitest';
import { parseMakeConf } from '../../../src/formats/repository/make-conf.js';
import { expandValue } from '../../../src/formats/repository/make-conf-value.js';

/** Values with variables put in. */
function evaluate(text: string): Record<string, string> {
  const known = new Map([['Z', 'zed']]);
  for (const statement of parseMakeConf(text).statements)
    if (statement.kind === 'assignment') known.set(statement.name, expandValue(statement.value, known));
  known.delete('Z');
  return Object.fromEntries(known);
}

describe('parseMakeConf', () => {
  it.each<[string, string, Record<string, string>]>([
    ['quotes of both kinds', `A="b c"\nD='e f'\n`, { A: 'b c', D: 'e f' }],
    ['no quotes', 'A=b\nB=a/b:c,d\n', { A: 'b', B: 'a/b:c,d' }],
    ['comments', '# A="1"\nB="2" # and C="3"\n', { B: '2' }],
    ['export', 'export A="b"\n', { A: 'b' }],
    ['words that nothing separates as one', 'A="1"B\n', { A: '1B' }],
    ['pieces put together', `A="b"'c'd\n`, { A: 'bcd' }],
    ['several lines as one', 'A="b \\\n  c\n  d"\n', { A: 'b   c   d' }],
    ['an empty value in quotes', 'A=""\nB="c"\n', { A: '', B: 'c' }],
    ['the next word where a value is left out', 'A=\nB="c"\n', { A: 'B' }],
    ['escaped quotes', 'A="say \\"b\\""\n', { A: 'say "b"' }],
    ['a dollar that is escaped', 'A="5\\$ $Z"\n', { A: '5$ zed' }],
    ['variables in either kind of quotes', `A="$Z\${Z}"\nB='$Z'\n`, { A: 'zedzed', B: 'zed' }],
    ['variables that are not set', 'A="x$NOT-y"\n', { A: 'x-y' }],
    ['names in brackets', `A="x\${NOT}y"\n`, { A: 'xy' }],
    ['nothing for what only bash can put in', `A="a \${Z:-b}"\nB="$(ls)"\n`, { A: '', B: '' }],
    ['a dollar at the end', 'A="a$"\n', { A: 'a$' }],
    ['line ends of other systems', 'A="1"\r\nB="2"\r\n', { A: '1', B: '2' }],
    ['no line end at the end', 'A="1"', { A: '1' }],
  ])('reads %s', (_, text, values) => {
    expect(evaluate(text)).toEqual(values);
  });

  it.each([
    ['A="1"\nB\nC="2"\n', 2, 1],
    ['A="1"\nB="2\n', 2, 1],
    ['A="1"\nif true; then\n', 2, 1],
    ['A="1"\nB=\n', 2, 1],
    ['1A="1"\nB="2"\n', 1, 1],
  ])('tells what it does not read of %j', (text, line, statements) => {
    const read = parseMakeConf(text);
    expect(read.problems.map(problem => problem.line)).toEqual([line]);
    expect(read.statements.length).toBe(statements);
  });

  it('reads source only where it may stand', () => {
    const text = 'source "other.conf"\nA="1"\n';
    expect(parseMakeConf(text, { sourcing: true }).statements).toMatchObject([
      { kind: 'source', path: 'other.conf', line: 1 },
      { kind: 'assignment', name: 'A', line: 2 },
    ]);
    expect(parseMakeConf(text).statements).toEqual([]);
  });

  it('knows the lines of statements that span several', () => {
    const { statements } = parseMakeConf('A="1\n2\n3"\n\nB="4"\n');
    expect(statements.map(({ line }) => line)).toEqual([1, 5]);
  });

  it('reads a long text in one pass', () => {
    const long = 'x '.repeat(200_000);
    expect(evaluate(`A="${long}"\n`)['A']?.length).toBe(long.length);
    expect(parseMakeConf(`${'#'.repeat(100_000)}\n`.repeat(3)).statements).toEqual([]);
  });
});
