// Ebuilds that want to hold the reader up, fill its memory or reach beyond it: each ends soon as what it is, and nothing happens.

import { describe, expect, it } from 'vitest';
import { evaluateEbuild } from '../../src/ebuild/metadata/evaluate-ebuild.js';
import { parseScript } from '../../src/ebuild/syntax/read-script.js';
import { startStopwatch } from '../support/stopwatch.js';

/** Milliseconds, on a busy machine. */
const SOON = 10_000;

function evaluate(program: string, eclasses: Readonly<Record<string, string>> = {}) {
  const asked: string[] = [];
  const took = startStopwatch();
  const outcome = evaluateEbuild({
    text: `EAPI=8\n${program}\n`,
    category: 'a-b',
    pf: 'x-1',
    pn: 'x',
    pv: '1',
    pr: 'r0',
    eclass: name => {
      asked.push(name);
      const text = eclasses[name];
      return text === undefined ? null : { text, script: parseScript(text) };
    },
  });
  expect(took()).toBeLessThan(SOON);
  return { outcome, asked };
}

const REPEATED = (text: string, count: number) => text.repeat(count);

const SHAPES: readonly (readonly [string, (count: number) => string])[] = [
  ['substitutions in a heredoc', count => `read -r -d "" X <<E\n${REPEATED('$(echo y)\n', count)}E`],
  ['substitutions in quotes', count => `X="${REPEATED('$(echo y)', count)}"`],
  ['variables in quotes', count => `X="${REPEATED('${PN}', count)}"`],
  ['commands on one line', count => REPEATED('unset a;', count)],
  ['branches of a case', count => `case z in\n${REPEATED('a) X=1 ;;\n', count)}esac`],
  ['heredocs', count => REPEATED(': <<E\nx\nE\n', count)],
];

describe('many of a kind take time that grows with their number', () => {
  it.each(SHAPES)('%s', (_, make) => {
    const time = (count: number) => {
      const took = startStopwatch();
      evaluate(make(count));
      return took();
    };
    time(1000);
    // Four times as many; with the square it would be sixteen.
    expect(time(16_000)).toBeLessThan(9 * time(4000) + 500);
  });
});

const UNKNOWN: readonly (readonly [string, string, RegExp])[] = [
  ['more than any ebuild has', `# ${REPEATED('x', 700_000)}`, /longer than allowed/],
  ['as much by eval', `eval ": ${REPEATED('$PN$PN$PN$PN$PN$PN', 60_000)}"`, /longer than allowed/],
  ['subshells by the ten thousand', REPEATED('$(:)\n', 60_000), /steps/],
  ['braces in line after line', REPEATED(': x{1..9999}\n', 1000), /braces make more words/],
  ['a fork bomb', ':(){ :|:& };:', /background/],
  ['a loop without end', 'while :; do :; done', /steps/],
  ['a loop that fills an array', 'for ((;;)); do a+=(x); done', /steps|text/],
  [
    'a loop that makes variables',
    'y=1; while ((y)); do declare v$((y++))=xxxxxxxxxxxxxxxxxxxx; done',
    /steps|text/,
  ],
  ['a text that doubles', 'x=x; for i in {1..40}; do x=$x$x; done', /text/],
  ['a text that grows', 'x=a; while :; do x+=$x; done', /text/],
  [
    'large texts in many variables',
    'printf -v x "%s" {1..9999}; for i in {1..9999}; do a+=("$x$i"); done',
    /text|steps/,
  ],
  ['an array that doubles', 'a=(x y); while :; do a=("${a[@]}" "${a[@]}"); done', /lists|text|steps/],
  ['a far place in an array', 'a[999999999999]=1', /subscript/],
  ['a wide format', 'printf "%1000000000s" x', /text/],
  ['braces that count far', 'echo {1..1000000000}', /braces/],
  ['braces that multiply', `echo ${REPEATED('{a,b}', 30)}`, /braces/],
  ['a function that calls itself', 'f(){ f; }; f', /deeper/],
  ['a substitution that runs itself', 'f(){ x=$(f); }; f', /deeper/],
  ['eval of eval', 'eval "$(printf "eval %.0s" {1..9999})"', /deeper|steps/],
  ['an eval that evals itself', 'x=\'eval "$x"\'; eval "$x"', /deeper/],
  ['nested substitutions', `x="${REPEATED('$(', 200)}echo${REPEATED(')', 200)}"`, /deeper/],
  ['more nested substitutions', `echo ${REPEATED('$(', 2000)}x${REPEATED(')', 2000)}`, /deeper/],
  ['nested arithmetic', `x=$((${REPEATED('(', 5000)}1${REPEATED(')', 5000)}))`, /deeper/],
  ['expressions that refer to each other', 'x=y; y=x; echo $((x))', /deep/],
  ['nested commands', REPEATED('if ', 5000), /deeper/],
  ['nested groups', `${REPEATED('{ ', 5000)}:${REPEATED('; }', 5000)}`, /deeper/],
  ['nested defaults', `x=${REPEATED('${y:-', 3000)}${REPEATED('}', 3000)}`, /deeper/],
  ['a regular expression that is large', '[[ aaaaaa =~ ((((a{1,255}){1,255}){1,255}){1,255}) ]]', /larger/],
  ['a here-document in a loop', 'while :; do read -r x <<EOF\n$x$x y\nEOF\ndone', /text|steps/],
  ['a coprocess', 'coproc x { :; }', /coprocess/],
  ['a signal', 'kill -9 1', /kill/],
  ['a replaced shell', 'exec /bin/sh', /runs the command/],
  ['a network connection', 'exec 3<>/dev/tcp/192.0.2.1/80', /opens the file/],
  ['a file that is read', 'x=$(</etc/passwd)', /reads the file/],
  ['a file that is fed', 'read -r x < /etc/passwd', /reads the file/],
  ['a file that is sourced', 'source /etc/profile', /reads the file/],
  ['a file that is written', 'echo x > /nosuch/file', /writes the file/],
  ['a file that is asked for', '[[ -e /etc/passwd ]]', /asks for the file/],
  ['names of files', 'echo /etc/*', /looks for files/],
  ['chance', 'SLOT=$RANDOM', /RANDOM/],
];

describe('unknown, with the reason', () => {
  it.each(UNKNOWN)('%s', (_, program, reason) => {
    const { outcome } = evaluate(program);
    expect(outcome.outcome).toBe('unknown');
    expect(outcome).toHaveProperty('why', expect.stringMatching(reason));
  });
});

const REFUSED: readonly (readonly [string, string, RegExp])[] = [
  ['a command', 'rm -rf /nosuch', /External commands disallowed.*rm -rf/],
  ['a command in a substitution', 'x=$(rm -rf ~)', /External commands disallowed.*rm -rf/],
  ['a stream without end', 'x=$(yes)', /External commands disallowed/],
  ['a trap', 'trap "rm -rf /nosuch" EXIT; exit 0', /exit 0/],
  ['parentheses', `x=${REPEATED('(', 20_000)}`, /syntax error/],
  ['an eclass elsewhere', 'inherit ../../../etc/passwd', /could not be found/],
];

describe('refused, with the reason', () => {
  it.each(REFUSED)('%s', (_, program, reason) => {
    const { outcome } = evaluate(program);
    expect(outcome.outcome).toBe('refused');
    expect(outcome).toHaveProperty('why', expect.stringMatching(reason));
  });
});

describe('patterns that explode elsewhere', () => {
  const long = 'a'.repeat(2_000);
  it.each([
    ['repetition in repetition', `[[ ${long} =~ ^(a+)+(a+)+(a+)+b$ ]]`],
    ['choices that overlap', `[[ ${long} =~ ^((a|aa)+)+$ ]] && [[ ${long} =~ (a|aa)*b ]]`],
    ['many stars', `[[ ${long} == *a*a*a*a*a*a*a*a*b ]]`],
    ['groups in groups', `[[ ${long.slice(0, 200)} == +(+(a|aa)|+(a))b ]]`],
    ['removal', `x=${long}; x=\${x%%+(a|aa)b}; x=\${x##*(a|aa)b}; [[ $x == b ]]`],
    ['replacement', `x=${long.slice(0, 500)}; x=\${x//+(a|aa)b/c}; [[ $x == b ]]`],
  ])('%s', (_, program) => {
    const { outcome } = evaluate(`${program} || DESCRIPTION=no; :`);
    expect(['metadata', 'unknown']).toContain(outcome.outcome);
    if (outcome.outcome === 'metadata') expect(outcome.metadata.DESCRIPTION).toBe('no');
  });
});

describe('eclasses', () => {
  it('that inherit themselves end', () => {
    const { outcome } = evaluate('inherit a', { a: 'inherit a' });
    expect(outcome).toMatchObject({ outcome: 'unknown', why: expect.stringContaining('deeper') });
  });

  it('that inherit each other end', () => {
    const { outcome } = evaluate('inherit a', { a: 'inherit b', b: 'inherit a' });
    expect(outcome.outcome).toBe('unknown');
  });

  it('are asked for by their last name only', () => {
    const { asked } = evaluate('inherit ../../x/y');
    expect(asked).toEqual(['y']);
  });
});
