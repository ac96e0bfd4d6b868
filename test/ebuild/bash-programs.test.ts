// What small programs print and end with is what bash prints and ends with; what is unknown is so for the reason meant.

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findBash, runInBash, runInShell } from '../support/run-bash.js';

const DIRECTORY = fileURLToPath(new URL('bash-programs', import.meta.url));
const UNKNOWN = 'unknown.txt';

function read(file: string): readonly string[] {
  return readFileSync(`${DIRECTORY}/${file}`, 'utf8').split(/^----\n/m);
}

const files = readdirSync(DIRECTORY).sort();
const bash = findBash();

describe.skipIf(bash === null)('as bash does', () => {
  const programs = files.filter(file => file !== UNKNOWN).map(file => [file, read(file)] as const);
  // One process for all of them.
  const expected =
    bash === null
      ? []
      : runInBash(
          bash,
          programs.flatMap(([, texts]) => texts),
        );
  let from = 0;
  for (const [file, texts] of programs) {
    const answers = expected.slice(from, from + texts.length);
    from += texts.length;
    describe(file.slice(0, -4), () => {
      it.each(texts.map((text, at) => [text.trim().split('\n')[0], text, answers[at]] as const))(
        '%s',
        (_, text, answer) => {
          expect(runInShell(text)).toEqual(answer);
        },
      );
    });
  }
});

describe('unknown, and said why', () => {
  it.each(read(UNKNOWN).map(text => [text.split('\n')[0]?.slice(2), text] as const))('%s', (reason, text) => {
    expect(runInShell(text)).toBe(reason);
  });
});
