import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LONG } from './support/long.js';

// CI counts the tests from a report; on a terminal the usual lines are enough.
const report = process.env['VITEST_JSON'];

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Those that have more to do in a long run. */
function longTests(): string[] {
  return (readdirSync(`${ROOT}/test`, { recursive: true, encoding: 'utf8' }) as string[])
    .map(name => `test/${name}`)
    .filter(
      name =>
        name.endsWith('.test.ts') && readFileSync(`${ROOT}/${name}`, 'utf8').includes('support/long.js'),
    );
}

export default defineConfig({
  root: ROOT,
  test: {
    include: LONG ? longTests() : ['test/**/*.test.ts'],
    globalSetup: ['test/support/check-build.ts'],
    testTimeout: LONG ? 1_200_000 : 120_000,
    hookTimeout: 120_000,
    pool: 'threads',
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
  },
});
