// What the parts of `.ci/run` counted: tests that were skipped, by reason, and in the last line all of them. Ends with 1 where something
// failed: a test, a part without a failing test (types, lint, the build, a byte of output), or a test skipped for no reason that it told.

import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

const lines = name => (existsSync(name ?? '') ? readFileSync(name, 'utf8').trim().split('\n') : []);
const total = { passed: 0, failed: 0, skipped: 0 };
/** By reason and file; a reason told by several runs of a file is one. */
const reasons = new Map();
for (const { file, why } of lines(process.env.SKIPS).map(line => JSON.parse(line))) {
  const at = relative('', file);
  reasons.set(at, new Set([...(reasons.get(at) ?? []), why]));
}

for (const line of lines(process.env.PARTS)) {
  const [name, status, report] = line.split(' ');
  const before = total.failed;
  const skippedIn = new Map();
  if (existsSync(report)) {
    for (const { name: file, status: end, assertionResults } of JSON.parse(readFileSync(report, 'utf8')).testResults) {
      const count = kind => assertionResults.filter(test => kind.includes(test.status)).length;
      const skipped = count(['skipped', 'pending', 'todo']);
      total.passed += count(['passed']);
      total.failed += count(['failed']) + (end === 'failed' && assertionResults.length === 0 ? 1 : 0);
      total.skipped += skipped;
      if (skipped > 0) skippedIn.set(relative('', file), skipped);
    }
  }
  for (const [file, count] of skippedIn) {
    const why = [...(reasons.get(file) ?? [])].join('; ');
    console.log(`${name}: ${count} skipped in ${file}: ${why || 'FAILED, no reason was told'}`);
    if (why === '') total.failed++;
  }
  if (status !== '0' && total.failed === before) total.failed++;
  if (total.failed > before) console.log(`${name}: failed`);
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;
