import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { engineFlags } from '../../src/cli/tune-engine.js';

it('sets no flag that the running engine does not list', () => {
  const listed = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  for (const flag of engineFlags(process.versions.v8)) {
    expect(listed).toContain(`\n  ${flag.slice(0, flag.indexOf('='))} `);
  }
});

it('sets none on engines that are not known to list it (Node 22, 24, 26)', () => {
  for (const v8 of ['12.4.254.21-node.57', '13.6.233.17-node.63', '14.6.202.34-node.40', '1.13.0', '']) {
    expect(engineFlags(v8)).toEqual([]);
  }
  expect(engineFlags('11.3.244.8-node.38')).toEqual(['--interrupt-budget=1000000']);
});
