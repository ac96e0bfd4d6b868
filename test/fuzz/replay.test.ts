// What fuzzing found (`bench/fuzz`), minimised: each reader answers or refuses, in time. And fuzzing itself finds what it is there to find.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { built } from '../support/built.js';
import { LONG } from '../support/long.js';

built('cli/main.js');
const { READERS, REFUSALS } = await import('../../bench/fuzz/readers.mjs');
const FINDS = fileURLToPath(new URL('../../fixtures/fuzz', import.meta.url));
const RUN = fileURLToPath(new URL('../../bench/fuzz/run.mjs', import.meta.url));
/** Milliseconds of CPU. */
const MOST = 2000;

const finds = Object.keys(READERS).flatMap(reader =>
  existsSync(join(FINDS, reader))
    ? readdirSync(join(FINDS, reader)).map(name => [reader, name] as const)
    : [],
);

describe('finds of fuzzing', () => {
  it.each(finds)('%s %s', async (reader, name) => {
    const bytes = readFileSync(join(FINDS, reader, name));
    const before = process.cpuUsage();
    try {
      await READERS[reader]?.read(bytes);
    } catch (error) {
      if (!REFUSALS.has((error as Error).name)) throw error;
    }
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(MOST);
  });

  it('lie where they are replayed', () => {
    for (const reader of readdirSync(FINDS)) expect(Object.keys(READERS)).toContain(reader);
  });
});

describe('fuzzing', () => {
  const proved = LONG ? Object.keys(READERS) : ['md5-cache'];

  it.each(proved)('finds a fault that is planted in the reader of %s', { timeout: 120_000 }, reader => {
    const args = [RUN, reader, '--prove', '--minutes', '0.5', '--data', '/nowhere'];
    const ran = spawnSync(process.execPath, args, { encoding: 'utf8' });
    const lacking = ran.stdout.includes(': no samples');
    if (!lacking) expect(ran.stdout).toContain(`${reader}: planted fault found`);
    expect(ran.status).toBe(0);
  });
});
