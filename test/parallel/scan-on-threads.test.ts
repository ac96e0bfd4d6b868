// Threads load compiled modules: what is tested here with threads is that of dist/, which `npm test` builds first.

import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ScanPayloads } from '../../src/load/payload/scan-payloads.js';
import { scanInTurn } from '../../src/load/payload/scan-payloads.js';
import type { Payload } from '../../src/model/payload.js';
import { scanOnThreads as scanHere } from '../../src/parallel/scan-on-threads.js';
import { built } from '../support/built.js';
import { useTemporaryDirectory } from '../support/temporary-directory.js';
import { writeElf } from '../support/write-elf.js';
import { writeGpkg } from '../support/write-gpkg.js';

const COMPILED = pathToFileURL(built('parallel/scan-on-threads.js')).href;
const { scanOnThreads } = (await import(COMPILED)) as { scanOnThreads: typeof scanHere };

const directory = useTemporaryDirectory();

async function writePackages(count: number): Promise<readonly string[]> {
  const names = Array.from({ length: count }, (_, at) => `p${at}.gpkg.tar`);
  for (const [at, name] of names.entries()) {
    const image = [{ name: `usr/lib64/libp${at}.so.1`, content: writeElf({ soname: `libp${at}.so.1` }) }];
    directory.write(name, await writeGpkg({ prefix: `p${at}-1`, metadata: { PF: `p${at}-1` }, image }));
  }
  return names;
}

async function gather(scan: ScanPayloads, items: readonly string[], signal?: AbortSignal) {
  const payloads: Payload[] = [];
  const done: number[] = [];
  const options = { onDone: (at: number) => done.push(at), ...(signal === undefined ? {} : { signal }) };
  for await (const payload of scan({ root: directory.path }, items, options)) payloads.push(payload);
  return { payloads, done };
}

describe('scanOnThreads', () => {
  it('gives what scanning in turn gives, whatever the number of threads', async () => {
    const items = [...(await writePackages(9)), 'missing.gpkg.tar'];
    directory.write('p3.gpkg.tar', 'garbage');
    const expected = await gather(scanInTurn, items);
    expect(expected.payloads.map(({ provides }) => provides)).toEqual([
      ...Array.from({ length: 9 }, (_, at) => (at === 3 ? '' : `x86_64: libp${at}.so.1`)),
      '',
    ]);
    for (const scan of [scanHere(1), scanHere(3), scanOnThreads(1), scanOnThreads(2), scanOnThreads(5)]) {
      const { payloads, done } = await gather(scan, items);
      expect(payloads).toEqual(expected.payloads);
      expect(done.sort((a, b) => a - b)).toEqual(items.map((_, at) => at));
    }
  });

  it('loses only the package that ends a thread', async () => {
    const items = [...(await writePackages(3))];
    const image = Array.from({ length: 60_000 }, (_, at) => ({
      name: `usr/share/${'long'.repeat(15)}${at}`,
    }));
    const many = await writeGpkg({ prefix: 'many-1', metadata: { PF: 'many-1' }, image });
    directory.write('many.gpkg.tar', many);
    items.splice(1, 0, 'many.gpkg.tar');
    const { payloads } = await gather(scanOnThreads(2, 16), items);
    expect(payloads.map(({ provides }) => provides)).toEqual([
      'x86_64: libp0.so.1',
      '',
      'x86_64: libp1.so.1',
      'x86_64: libp2.so.1',
    ]);
    expect(payloads[1]).toMatchObject({
      isComplete: false,
      problems: [{ code: 'scan-failed', effect: 'unchecked', message: expect.stringContaining('memory') }],
    });
  });

  it('stops where it is told to', async () => {
    const items = await writePackages(4);
    const stop = new AbortController();
    const scan = scanOnThreads(2)({ root: directory.path }, items, {
      signal: stop.signal,
      onDone: () => stop.abort(new Error('enough')),
    });
    await expect(async () => {
      for await (const _ of scan);
    }).rejects.toThrow('enough');
  });

  it('survives such a package where there is one thread, and nothing but it', async () => {
    const image = Array.from({ length: 60_000 }, (_, at) => ({
      name: `usr/share/${'long'.repeat(15)}${at}`,
    }));
    directory.write('many.gpkg.tar', await writeGpkg({ prefix: 'm-1', metadata: { PF: 'm-1' }, image }));
    const { payloads } = await gather(scanOnThreads(1, 16), ['many.gpkg.tar']);
    expect(payloads).toMatchObject([{ isComplete: false, problems: [{ code: 'scan-failed' }] }]);
  });
});
