import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PayloadLoader, type ScannedFile } from '../../../src/load/payload/load-payloads.js';
import type { ScanPayloads } from '../../../src/load/payload/scan-payloads.js';
import { type Payload, unreadPayload } from '../../../src/model/payload.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

const directory = useTemporaryDirectory();
const cache = () => join(directory.path, 'cache');

function file(path: string, size: number): ScannedFile {
  return { path, size, identity: { size, mtime: 5, digests: [`sha1:${path}`] } };
}

const FILES = [file('a', 1), file('b', 300), file('c', 20)];

/** Tells what it is asked to scan. */
function recorder(make: (item: string) => Payload = item => ({ ...unreadPayload([]), provides: item })) {
  const asked: string[] = [];
  const scan: ScanPayloads = async function* (_, items, { onDone } = {}) {
    for (const [at, item] of items.entries()) {
      asked.push(item);
      yield make(item);
      onDone?.(at);
    }
  };
  return { asked, scan };
}

async function load(scan: ScanPayloads, files = FILES) {
  const loader = new PayloadLoader({ scan, cache: cache() });
  const told: string[] = [];
  const payloads = await loader.ofFiles(directory.path, files, (...numbers) => told.push(numbers.join(' ')));
  loader.save();
  loader.close();
  return { payloads, told, notes: loader.notes };
}

describe('PayloadLoader', () => {
  it('scans the largest first, and gives all in the order asked for', async () => {
    const { asked, scan } = recorder();
    const { payloads, told } = await load(scan);
    expect(asked).toEqual(['b', 'c', 'a']);
    expect([...payloads].map(([path, { provides }]) => [path, provides])).toEqual([
      ['a', 'a'],
      ['b', 'b'],
      ['c', 'c'],
    ]);
    expect(told).toEqual(['1 3 300 321', '2 3 320 321', '3 3 321 321']);
  });

  it('scans only what the cache does not have', async () => {
    const first = await load(recorder().scan);
    const { asked, scan } = recorder();
    const second = await load(scan, [...FILES, file('d', 9)]);
    expect(asked).toEqual(['d']);
    for (const [path, payload] of first.payloads) expect(second.payloads.get(path)).toEqual(payload);
  });

  it('does not keep what may be read another time, nor what has no identity', async () => {
    const problem = { code: 'scan-failed', message: 'no', offset: null, effect: 'unchecked' } as const;
    const files = [...FILES.slice(0, 2), { path: 'c', size: 20, identity: null }];
    await load(recorder(item => unreadPayload(item === 'b' ? [problem] : [])).scan, files);
    const { asked, scan } = recorder();
    await load(scan, files);
    expect(asked).toEqual(['b', 'c']);
  });

  it('without a cache scans all, every time', async () => {
    const { asked, scan } = recorder();
    const loader = new PayloadLoader({ scan });
    await loader.ofFiles(directory.path, FILES);
    await loader.ofFiles(directory.path, FILES);
    loader.save();
    loader.close();
    expect(asked).toHaveLength(6);
    expect(existsSync(cache())).toBe(false);
  });

  it('goes on where the cache cannot be written, and says so once', async () => {
    directory.write('cache', 'a file where a directory is to be');
    const { payloads, notes } = await load(recorder().scan);
    expect(payloads.size).toBe(3);
    expect(notes).toEqual([expect.stringMatching(/^contents of packages are not kept .*not a directory/)]);
  });

  it('stops where it is told to', async () => {
    const stop = new AbortController();
    stop.abort(new Error('enough'));
    const loader = new PayloadLoader({ signal: stop.signal });
    await expect(loader.ofFiles(directory.path, FILES)).rejects.toThrow('enough');
    loader.close();
  });

  it('gives installed packages in their order', async () => {
    const loader = new PayloadLoader({ scan: recorder().scan });
    const payloads = await loader.ofInstalled({ database: directory.path, root: null }, ['x/b-1', 'x/a-1']);
    expect([...payloads.keys()]).toEqual(['x/b-1', 'x/a-1']);
    loader.close();
  });

  it('keeps nothing of a file that was replaced since it was identified', async () => {
    directory.write('a', 'other');
    const { payloads } = await load(recorder().scan);
    expect(payloads.get('a')?.problems).toMatchObject([{ code: 'file-changed', effect: 'unchecked' }]);
    expect(payloads.get('b')?.problems).toEqual([]);
    const { asked, scan } = recorder();
    await load(scan);
    expect(asked).toEqual(['a']);
  });
});
