import { describe, expect, it } from 'vitest';
import { readSyntax } from '../../../src/ebuild/locate/locate-reader.js';
import type { Scope } from '../../../src/ebuild/locate/locate-syntax.js';
import { openTreeSitter } from '../../../src/load/repository/tree-sitter.js';
import { startStopwatch } from '../../support/stopwatch.js';

const readTree = (await openTreeSitter())!;
const read = (text: string) => readSyntax(text, readTree(text)!);
const conditionsOf = ({ conditions }: Scope) =>
  conditions.map(({ text, negated }) => (negated ? `not ${text}` : text));

describe('assignments', () => {
  it('are found with their places, functions and commands', () => {
    const text = 'A=1\nf() {\n\tlocal B+=x\n\tC[1]=y\n}\nexport D=(a b)\nE=1 cmd\n( F=2 )\n';
    const found = read(text).assignments.map(({ name, append, element, start, end, command, scope }) => [
      ...[name, append, element, text.slice(start, end), command, scope.function, scope.subshell],
    ]);
    expect(found).toEqual([
      ['A', false, false, 'A=1', null, null, false],
      ['B', true, false, 'B+=x', 'local', 'f', false],
      ['C', false, true, 'C[1]=y', null, 'f', false],
      ['D', false, false, 'D=(a b)', 'export', null, false],
      ['E', false, false, 'E=1', 'cmd', null, false],
      ['F', false, false, 'F=2', null, null, true],
    ]);
  });

  it('know the conditions around them', () => {
    const text = `
if [[ \${PV} == 9999 ]]; then
	A=1
elif x; then
	A=2
else
	A=3
fi
case \${EAPI} in
	6|7) x && A=4 ;;
	*) y || A=5 ;;
esac
for i in a b; do A=6; done
while read -r l; do A=7; done
`;
    const live = '[[ \x24{PV} == 9999 ]]';
    expect(read(text).assignments.map(({ scope }) => conditionsOf(scope))).toEqual([
      [live],
      [`not ${live}`, 'x'],
      [`not ${live}`, 'not x'],
      ['case \x24{EAPI} in 6|7', 'x'],
      ['case \x24{EAPI} in *', 'not y'],
      ['for i in a b'],
      ['while read -r l'],
    ]);
  });
});

describe('words', () => {
  const wordsOf = (text: string) =>
    read(text)
      .words.filter(({ pieces }) => pieces.some(piece => typeof piece === 'string' && piece.includes('/')))
      .map(({ start, end, groups }) => [...groups, text.slice(start, end)].join(' '));

  it('are found in strings, arrays, substitutions, heredocs and functions', () => {
    const text = `
RDEPEND="a/b
	>=a/c-\${PV}:=[x(-)?]"
DEPS=( a/d "a/e:2=" )
RDEPEND+=" $(python_gen_cond_dep '
	a/f[\${PYTHON_USEDEP}]
')"
f() { echo a/g; }
read -r X <<-EOF
	a/h
EOF
# a/comment
`;
    expect(wordsOf(text)).toEqual([
      ...['a/b', '>=a/c-\x24{PV}:=[x(-)?]', 'a/d', 'a/e:2=', 'a/f[\x24{PYTHON_USEDEP}]', 'a/g', 'a/h'],
    ]);
  });

  it('know the groups of the specification around them', () => {
    const text = `
RDEPEND="
	ssl? ( !gnutls? ( a/b ) gnutls? ( a/c ) )
	|| ( a/d ( a/e a/f ) )
	x? ( $(gen 'a/g y? ( a/h )') a/i )
	a/j ) ( a/k"
PDEPEND="a/l"
`;
    expect(wordsOf(text)).toEqual([
      ...['ssl? !gnutls? a/b', 'ssl? gnutls? a/c', '|| a/d', '||  a/e', '||  a/f'],
      ...['x? a/g', 'x? y? a/h', 'x? a/i', 'a/j', ' a/k', 'a/l'],
    ]);
  });

  it('keep expansions as holes', () => {
    const { words } = read(`A=">=a/b-\${V%.*}:$S"`);
    expect(words.map(({ pieces }) => pieces)).toEqual([
      ['>=a/b-', { variable: 'V' }, ':', { variable: 'S' }],
    ]);
  });
});

describe('inherited eclasses', () => {
  it('are literal names, or unknown', () => {
    const { inherits } = read('inherit a "b" \'c\' $D\nf() { inherit e; }\nx && inherit g');
    expect(inherits.map(({ names, scope }) => [names, scope.function, conditionsOf(scope)])).toEqual([
      [['a', 'b', 'c', null], null, []],
      [['e'], 'f', []],
      [['g'], null, ['x']],
    ]);
  });
});

describe('faults', () => {
  it('have line and column, and the rest is read', () => {
    const { errors, assignments } = read('A=1\n  )\nB=2\n');
    expect(errors).toEqual([{ offset: 6, line: 2, column: 3, kind: 'unexpected', text: ')' }]);
    expect(assignments.map(({ name }) => name)).toEqual(['A', 'B']);
    expect(read('A=(1\nB=2').errors[0]).toMatchObject({ kind: 'missing' });
  });

  it('end a hostile script in time', () => {
    const took = startStopwatch();
    for (const piece of ['( ', 'a? ( ', '|| ', '${', '$(', '"', 'if x; then ', '{ ', 'x && ', '<<A ', ')'])
      for (const text of [
        piece.repeat(20_000),
        `A="${piece.repeat(20_000)}`,
        `A="${piece.repeat(20_000)}"`,
      ]) {
        const tree = readTree(text);
        if (tree !== null) expect(readSyntax(text, tree).errors.length).toBeLessThanOrEqual(100);
      }
    const chain = `if x; then A=1; ${'elif y; then A=2; '.repeat(5_000)}fi`;
    expect(read(chain).assignments.length).toBeGreaterThan(1_000);
    expect(took()).toBeLessThan(50_000);
  });
});
