import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LONG } from './support/long.js';

// CI counts the tests from a report; on a terminal the usual lines are enough.
const report = process.env['VITEST_JSON'];

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const PURE =
  /^test\/(answer|base|cause|check|ebuild|formats|gate|model|pkgdir|plan|pms|report|rules|solver)\//;

/** A long run takes the tests that have more to do in it. */
function isAsked(name: string): boolean {
  return !LONG || readFileSync(`${ROOT}/${name}`, 'utf8').includes('support/long.js');
}

function project(name: string, settings: { readonly isolate: boolean }, holds: (name: string) => boolean) {
  const include = (readdirSync(`${ROOT}/test`, { recursive: true, encoding: 'utf8' }) as string[])
    .map(file => `test/${file}`)
    .filter(file => file.endsWith('.test.ts') && holds(file) && isAsked(file));
  return { extends: true as const, test: { name, include, ...settings } };
}

export default defineConfig({
  root: ROOT,
  test: {
    globalSetup: ['test/support/check-build.ts'],
    testTimeout: LONG ? 1_200_000 : 120_000,
    hookTimeout: 120_000,
    pool: 'threads',
    // Vitest leaves a core to itself, which on two of them is half of the machine.
    maxWorkers: '100%',
    // Tests of pure rooms share the modules of src/, which keep nothing from one to the next: most of their time went into loading
    // them again. The others have a process's listeners, environment and files to themselves.
    projects: [
      project('pure', { isolate: false }, name => PURE.test(name)),
      project('rim', { isolate: true }, name => !PURE.test(name)),
    ],
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
  },
});
