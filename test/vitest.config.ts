import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// CI counts the tests from a report; on a terminal the usual lines are enough.
const report = process.env['VITEST_JSON'];

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/check-build.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'threads',
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
  },
});
