// Older ways of bash that EAPIs ask for with BASH_COMPAT (PMS 6): 3.2 until EAPI 5, 4.2 for 6 and 7, 5.0 for 8.

import { describe, expect, it } from 'vitest';
import { findBash, runInBash, runInShell } from '../support/run-bash.js';

const PROGRAMS = [
  `x=abc; y=v; printf '<%s>' "\${x/b/'q'}" "\${x/b/"q"}" \${x/b/'q'} "\${x/b/'$y'}" "\${x/b/"$y z"}"`,
  `x=abc; printf '<%s>' "\${x/b/\\q}" "\${x/b/\\$}" "\${x/b/\\\\}" "\${x//b/\\/}" "\${x/b/$'\\x7e'}" \${x/b/\\q}`,
  'f() { break; }; for i in 1 2; do f; echo $i; done; echo end',
  'f() { continue 2; }; for i in 1 2; do for j in 1 2; do f; echo $i$j; done; done; echo end',
  'for i in 1 2; do (break; echo inner); echo $i; done',
  "a=(1 2); unset 'a[@]'; declare -p a || echo gone",
  'x=abc; echo "${x/b/&}" "${x^}" "${x@Q}"; [[ a =~ "a" ]] && echo yes; declare -a \'y=(1 2)\'; echo ${y[1]}',
];

const bash = findBash();

describe.skipIf(bash === null).each([
  ['3.2', 32],
  ['4.2', 42],
  ['5.0', 50],
  ['5.2', 52],
])('with BASH_COMPAT=%s', (version, compat) => {
  const texts = PROGRAMS.map(program => `BASH_COMPAT=${version}\n${program}`);
  const answers = bash === null ? [] : runInBash(bash, texts);
  it.each(PROGRAMS.map((program, at) => [program, answers[at]] as const))('%s', (program, answer) => {
    expect(runInShell(program, { compat })).toEqual(answer);
  });
});

describe.skipIf(bash === null)('with patsub_replacement, as bash 5.2 has it', () => {
  const programs = [
    `x=abc; printf '<%s>' "\${x/b/&}" "\${x/b/\\&}" "\${x/b/"&"}" "\${x/b/'&'}" "\${x//?/<&>}" \${x/b/&&}`,
    `x=abc r='&' e='\\&' s='a\\b' t='\\\\&'; printf '<%s>' "\${x/b/$r}" "\${x/b/"$r"}" "\${x/b/$e}" "\${x/b/$s}" "\${x/b/$t}"`,
  ].map(program => `shopt -s patsub_replacement; ${program}`);
  const answers = bash === null ? [] : runInBash(bash, programs);
  it.each(programs.map((program, at) => [program, answers[at]] as const))('%s', (program, answer) => {
    expect(runInShell(program)).toEqual(answer);
  });
});
