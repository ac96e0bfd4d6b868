// Words that several rooms would like to use have one meaning each: one declaration in all of src/ (`architecture.md`, House style).

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../src/', import.meta.url));
const HOMES = {
  Place: 'model/place.ts',
  Standing: 'model/standing.ts',
  Choice: 'model/client/hit-rate.ts',
  Need: 'rules/kit/rule.ts',
  Subject: 'rules/kit/finding.ts',
  Draft: 'check/link-findings.ts',
  Reason: 'solver/installability/reason.ts',
  Outcome: 'solver/sat/solve.ts',
};

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'));

it.each(Object.entries(HOMES))('%s is declared in %s alone', (word, home) => {
  const declaration = new RegExp(
    `^\\s*(?:export )?(?:declare )?(?:interface|type|class) ${word}\\b(?!,)`,
    'm',
  );
  expect(files.filter(name => declaration.test(readFileSync(`${SRC}${name}`, 'utf8')))).toEqual([home]);
});
