// A binhost by URL, its packages held against its index by parts of each file.

import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { indexEntryOf } from '../../../src/formats/packages-index/packages-index-keys.js';
import { loadUniverse } from '../../../src/load/load-universe.js';
import { fetchPackageFiles, packageBase } from '../../../src/load/remote/fetch-package-files.js';
import { findUnread } from '../../../src/model/unread.js';

const BINHOST = fileURLToPath(new URL('../../../fixtures/binhost', import.meta.url));
let server: Server | null = null;

/** Files of the example, or what `answer` makes of a request for one. */
async function serve(
  answer: (path: string, response: ServerResponse) => boolean = () => false,
  index = readFileSync(join(BINHOST, 'Packages'), 'utf8'),
): Promise<string> {
  server = createServer((request, response) => {
    const path = decodeURIComponent((request.url as string).slice('/host/'.length));
    if (path === 'Packages') response.end(index);
    else if (path === 'Packages.gz') response.writeHead(404).end();
    else if (!answer(path, response))
      sendPart(readFileSync(join(BINHOST, path)), request.headers.range, response);
  });
  await new Promise<void>(resolve => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/host/`;
}

function sendPart(bytes: Uint8Array, range: string | undefined, response: ServerResponse): void {
  const [, from = '0', to = '0'] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
  const part = bytes.subarray(Number(from), Number(to) + 1);
  const last = Number(from) + part.length - 1;
  response.writeHead(206, { 'content-range': `bytes ${from}-${last}/${bytes.length}` }).end(part);
}

async function load(source: string) {
  const { universe } = await loadUniverse({ source, fetchMetadata: true });
  const [first] = universe.sources;
  if (first === undefined) throw new Error('there is no source');
  return first;
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

describe('fetchPackageFiles', () => {
  it('finds in the packages what a reading of the files finds', async () => {
    const far = await load(await serve());
    const { universe } = await loadUniverse({ source: BINHOST });
    const near = universe.sources[0]?.files ?? new Map();
    expect(new Set(far.files?.keys())).toEqual(new Set(near.keys()));
    for (const [path, file] of near) {
      const { size, metadata, format, signed } = file;
      expect(far.files?.get(path)).toMatchObject({ size, metadata, format, signed });
    }
    expect(far.discrepancies).toEqual([]);
  });

  it('tells what the index says otherwise, and files that are gone', async () => {
    const index = readFileSync(join(BINHOST, 'Packages'), 'utf8');
    const changed = index.replace(
      /(CPV: app-misc\/hello-2\.12\.1\n(?:.+\n)*?RDEPEND: ).*/,
      '$1sys-libs/musl',
    );
    expect(changed).not.toBe(index);
    const gone = /zlib/;
    const far = await load(
      await serve((path, response) => gone.test(path) && response.writeHead(404).end() !== null, changed),
    );
    expect(far.discrepancies).toMatchObject([
      { kind: 'changed', cpv: 'app-misc/hello-2.12.1', keys: [{ key: 'RDEPEND', before: 'sys-libs/musl' }] },
      { kind: 'removed', cpv: 'sys-libs/zlib-1.3.1-r1' },
    ]);
  });

  it('does not take for gone what the server cannot give now', async () => {
    const far = await load(
      await serve((path, response) => path.includes('zlib') && response.writeHead(501).end() !== null),
    );
    const unread = findUnread({ problems: far.problems, files: far.files?.values() ?? [] });
    expect(unread).toEqual([
      { path: expect.stringContaining('zlib'), why: expect.stringContaining('HTTP 501') },
    ]);
  });
});

describe('packageBase', () => {
  it('is where the index is, or where its header says', () => {
    expect(packageBase('https://a.example/x/Packages.gz', new Map())).toBe('https://a.example/x');
    expect(packageBase('https://a.example/x/?q', new Map())).toBe('https://a.example/x');
    const elsewhere = new Map([['URI', 'https://b.example/y/']]);
    expect(packageBase('https://a.example/x', elsewhere)).toBe('https://b.example/y');
    expect(packageBase('https://a.example/x', new Map([['URI', 'ftp://b/y']]))).toBe('https://a.example/x');
  });

  it('stops asking a server that has not answered for many packages in a row', async () => {
    let asked = 0;
    const url = await serve((_, response) => {
      asked++;
      response.destroy();
      return true;
    });
    const entries = Array.from({ length: 40 }, (_, at) =>
      indexEntryOf({ CPV: `a/b-${at}`, PATH: `a/b/b-${at}-1.xpak` }),
    );
    const options = { jobs: 2, http: { delays: [] } };
    const files = await fetchPackageFiles(url, { header: new Map(), entries }, options);
    expect(files).toHaveLength(40);
    expect(files.every(({ problems }) => problems[0]?.effect === 'unchecked')).toBe(true);
    expect(files.at(-1)?.problems[0]?.message).toContain('not asked for');
    expect(asked).toBeLessThan(20);
  });

  it('are not judged by an index that was replaced meanwhile', async () => {
    let index = readFileSync(join(BINHOST, 'Packages'), 'utf8');
    const etags: unknown[] = [];
    const source = await serve();
    server?.removeAllListeners('request');
    server?.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const path = decodeURIComponent((request.url as string).slice('/host/'.length));
      if (path === 'Packages') {
        etags.push(request.headers['if-none-match']);
        response.setHeader('etag', `"${index.length}"`).end(index);
      } else if (path === 'Packages.gz') response.writeHead(404).end();
      else {
        sendPart(readFileSync(join(BINHOST, path)), request.headers.range, response);
        if (index.includes('# new')) return;
        index += replaced;
      }
    });
    let replaced = '';
    await load(source);
    expect(etags).toEqual([undefined, `"${index.length}"`]);
    replaced = '# new\n';
    await expect(load(source)).rejects.toThrow(/the index was replaced while its packages were read; run it/);
  });
});
