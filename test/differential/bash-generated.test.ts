// Programs out of a grammar, run by bash and by our shell: what they print and end with is the same, or unknown.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../support/long.js';
import { findBash, runInBash, runInShell } from '../support/run-bash.js';

const bash = findBash();

/** Left out are the corners where bash contradicts itself: `[*]` beside `$@` in one pair of quotes, `!(...)` after `*`. */
const name = fc.constantFrom('a', 'b', 'c', 'd', 'x', 'y');
const literal = fc.constantFrom('a', 'b', 'ab', 'foo', '1', '2', 'x.y', 'a-b', 'a:b', 'A', '_z', 'a/b');
const pattern = fc
  .array(
    fc.constantFrom(
      ...['*', '?', 'a', 'b', '[ab]', '[!a]', '[[:alpha:]]', '[0-9]', '.', '-', 'foo', '"a"', "'*'", '\\*'],
      ...['@(a|b)', '+(a)', '?(b)', '$x', '"$y"', '\\:'],
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map(pieces => pieces.join(''));
const number = fc.constantFrom('1', '2', '3', '0', '7', 'n', 'A[0]', 'A[1]', '010', '0x1f', '$n', '${#A[@]}');

function join(...pieces: readonly (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> {
  return fc
    .tuple(...pieces.map(piece => (typeof piece === 'string' ? fc.constant(piece) : piece)))
    .map(texts => texts.join(''));
}

const { arithmetic, expansion, quoted, word, words, test, simple, command } = fc.letrec<
  Record<'arithmetic' | 'expansion' | 'quoted' | 'word' | 'words' | 'test' | 'simple' | 'command', string>
>(tie => ({
  arithmetic: fc.oneof(
    { depthSize: 'small' },
    number,
    join(
      tie('arithmetic'),
      fc.constantFrom('+', '-', '*', ' / ', ' % ', ' < ', ' == ', ' && ', ' || ', '&', '|', '^', '<<', '**'),
      tie('arithmetic'),
    ),
    join('(', tie('arithmetic'), ')'),
    join(fc.constantFrom('-', '!', '~'), tie('arithmetic')),
    join(tie('arithmetic'), '?', tie('arithmetic'), ':', number),
    join('n', fc.constantFrom('=', '+=', '-=', '*='), tie('arithmetic')),
    fc.constantFrom('n++', '--n', 'A[1]+=2'),
  ),
  expansion: fc.oneof(
    { depthSize: 'small' },
    join('$', name),
    join('${', name, fc.constantFrom('#', '##', '%', '%%'), pattern, '}'),
    join(
      '${',
      name,
      fc.constantFrom('/', '//', '/#', '/%'),
      pattern,
      '/',
      fc.constantFrom('', 'X', '$b'),
      '}',
    ),
    join('${', name, fc.constantFrom('^', '^^', ',', ',,', '^[ab]'), '}'),
    join('${', name, fc.constantFrom(':1', ': -2', ':1:2', ':n', ':0:-1'), '}'),
    join('${', name, fc.constantFrom(':-', '-', ':+', '+', ':=', '='), tie('quoted'), '}'),
    join('${#', name, '}'),
    join('${A[', fc.constantFrom('0', '1', '-1', '@', '*', 'n+1'), ']}'),
    join('${A[@]', fc.constantFrom(':1', ':1:2', '#?', '/o/0', '^', '@Q', '-u', ' :0'), '}'),
    join('${M[', fc.constantFrom('k', '$x', '"a b"'), ']}'),
    fc.constantFrom(
      '$@',
      '$*',
      '$#',
      '$1',
      '${@:2}',
      '${!A[@]}',
      '${!r}',
      '${x@Q}',
      '${y@a}',
      '${#A[@]}',
      '$?',
    ),
    join('$((', tie('arithmetic'), '))'),
    join('$(', tie('simple'), ')'),
  ),
  quoted: fc.oneof(
    { depthSize: 'small' },
    join('"', literal, '"'),
    join('"', tie('expansion'), '"'),
    join('"', literal, ' ', tie('expansion'), fc.constantFrom('', '\\$', "'", '*', '\\\\'), '"'),
    fc.constantFrom("'a b'", "'*'", "''", '""', "$'a\\tb'", '\\*'),
  ),
  word: fc.oneof(
    { depthSize: 'small' },
    literal,
    tie('expansion'),
    tie('quoted'),
    join(literal, tie('expansion')),
    join(tie('expansion'), tie('quoted')),
    fc.constantFrom('{a,b}', 'x{1..3}', '*', '[a]', '`echo j k`'),
  ),
  words: fc.array(tie('word'), { minLength: 1, maxLength: 3 }).map(list => list.join(' ')),
  test: fc.oneof(
    { depthSize: 'small' },
    join('[[ ', tie('expansion'), fc.constantFrom(' == ', ' != '), pattern, ' ]]'),
    join('[[ ', tie('quoted'), fc.constantFrom(' < ', ' > '), literal, ' ]]'),
    join(
      '[[ ',
      tie('expansion'),
      ' =~ ',
      fc.constantFrom('^a', 'b$', '(a)(b)?', '[0-9]+', '(a|ab)(b*)', '"a"'),
      ' ]]',
    ),
    join(
      '[[ "',
      tie('arithmetic'),
      '"',
      fc.constantFrom(' -eq "', ' -lt "', ' -ge "'),
      tie('arithmetic'),
      '" ]]',
    ),
    join('[ ', tie('quoted'), fc.constantFrom(' = ', ' != ', ' \\< '), tie('quoted'), ' ]'),
    join('[[ -v ', fc.constantFrom('x', 'A', 'A[1]', 'A[9]', 'M[k]', 'nope'), ' ]]'),
    join('(( ', tie('arithmetic'), ' ))'),
    join('! ', tie('test')),
  ),
  simple: fc.oneof(
    { depthSize: 'small' },
    join("printf '<%s>' ", tie('words')),
    join('echo ', tie('words')),
    join(name, fc.constantFrom('=', '+='), tie('word')),
    join('A', fc.constantFrom('=(', '+=('), tie('words'), ')'),
    join('A[', fc.constantFrom('0', '1', '4', 'n'), fc.constantFrom(']=', ']+='), tie('word')),
    join('M[', fc.constantFrom('k', 'j', 'a b'), ']=', tie('word')),
    join('set -- ', tie('words')),
    fc.constantFrom('IFS=,', 'IFS=:', "IFS=' '", "unset 'A[1]'", 'unset y', 'shift', 'r=y', 'declare -p x A'),
    join('IFS=: read -r x y <<< ', tie('word')),
    join('f ', tie('words')),
    join('x=', tie('word'), ' f ', tie('words')),
    join('declare ', fc.constantFrom('-u ', '-l ', '-x ', ''), name, '=', tie('word')),
  ),
  command: fc.oneof(
    { depthSize: 'small' },
    tie('simple'),
    join('if ', tie('test'), '; then ', tie('simple'), '; else ', tie('simple'), '; fi'),
    join('for i in ', tie('words'), '; do ', tie('simple'), '; printf "[%s]" "$i"; done'),
    join('case ', tie('expansion'), ' in ', pattern, ') ', tie('simple'), ';;& *) echo d;; esac'),
    join(tie('test'), '; echo "t$?${BASH_REMATCH[*]}"'),
    join('( ', tie('command'), ' )'),
    join('g() { local y=', tie('word'), '; ', tie('simple'), '; return 3; }; g; echo $?'),
  ),
}));
void [arithmetic, expansion, quoted, word, words, test, simple];

const BEFORE = `f() { printf '(%s)' "$x" "$@"; }; FUNCNEST=9
a=foo.bar; b='x y'; c='*'; d=; x=ab; y=a:b:c; n=3; A=(one 'two x' '' ab); r=x
declare -A M=([k]=v1 [j]='w 2'); set -- p 'q r' ab
`;
const AFTER = `
echo; printf '<%s>' "$a" "$b" "$c" "$d" "$x" "$y" "$n" "$#" "\${A[@]}" "\${!A[@]}" "\${M[k]}" "$IFS"
`;

const program = fc
  .array(command, { minLength: 1, maxLength: 4 })
  .map(lines => BEFORE + lines.join('\n') + AFTER);

describe.skipIf(bash === null)('generated programs', () => {
  it('leave what they leave in bash', () => {
    // One process of bash runs them all: a property would start one for each.
    const programs = fc.sample(program, runs(300));
    const expected = bash === null ? [] : runInBash(bash, programs);
    const differing = programs.flatMap((text, at) => {
      const run = runInShell(text);
      const answer = expected[at];
      const equal =
        typeof run === 'string' ||
        (run.output === answer?.output &&
          (run.status === answer.status || (run.status !== 0 && answer.status !== 0)));
      return equal ? [] : [{ text: text.slice(BEFORE.length, -AFTER.length), run, answer }];
    });
    expect(differing).toEqual([]);
  });
});
