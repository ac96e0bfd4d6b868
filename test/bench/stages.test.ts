import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { generateIndex } from '../../bench/generate-index.mjs';
import { STAGES } from '../../bench/stages/index.mjs';
import { readPackagesIndex } from '../../src/formats/packages-index/packages-index.js';
import { built } from '../support/built.js';
import { type Context, SOURCE_LIBRARY } from './bench-types.js';

const COMMAND = built('cli/main.js');

const directory = mkdtempSync(join(tmpdir(), 'binpkg-check-bench-test-'));
afterAll(() => rmSync(directory, { recursive: true }));

function makeContext(): Context {
  const path = join(directory, 'Packages');
  const bytes = new TextEncoder().encode(generateIndex({ packages: 60 }));
  writeFileSync(path, bytes);
  const index = readPackagesIndex(bytes);
  return {
    library: SOURCE_LIBRARY,
    path,
    bytes,
    index,
    seconds: 0.005,
    runs: 1,
    sizes: [20, 40],
    pkgdir: 500_000,
    rounds: 1,
    command: COMMAND,
    directory,
    indices: null,
  };
}

describe('bench stages', () => {
  const context = makeContext();

  it('have names of their own', () => {
    expect(new Set(STAGES.map(({ name }) => name)).size).toBe(STAGES.length);
  });

  it.each(STAGES)('$name gives figures', async stage => {
    const figures = await stage.run(context);
    expect(figures.length).toBeGreaterThan(0);
    for (const figure of figures) {
      expect(figure.stage).toBe(stage.name);
      expect(figure.value, figure.what).toBeGreaterThan(0);
      expect(Number.isFinite(figure.value), figure.what).toBe(true);
      expect(figure.better === undefined, figure.what).toBe(figure.target === undefined);
    }
    expect(new Set(figures.map(({ what }) => what)).size).toBe(figures.length);
  });

  it('refuse the figures of a command that fails', async () => {
    const audit = STAGES.find(({ name }) => name === 'audit');
    await expect(audit?.run({ ...context, path: join(directory, 'none') })).rejects.toThrow('ended with 3');
  });
});
