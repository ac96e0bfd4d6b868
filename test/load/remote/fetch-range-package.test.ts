// Packages by URL, from a server that counts what it sends.

import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { fetchPackage } from '../../../src/load/remote/fetch-range-package.js';
import { makeMembers, withManifest, writeGpkg, writeMembers } from '../../support/write-gpkg.js';
import { writeXpakPackage } from '../../support/write-xpak-package.js';

const METADATA = { PF: 'hello-1.0\n', CATEGORY: 'app-misc\n', SLOT: '0\n', BUILD_ID: '1\n' };
const NAME = 'app-misc/hello/hello-1.0-1.gpkg.tar';
const QUICK = { http: { delays: [1, 1], timeout: 300 } };
const SMALL = await writeGpkg({ prefix: 'hello-1.0-1', metadata: METADATA });

let server: Server | null = null;
let sent = 0;
let asked: string[] = [];

async function serve(listener: RequestListener): Promise<string> {
  sent = 0;
  asked = [];
  server = createServer((request, response) => {
    asked.push(String(request.headers.range));
    listener(request, response);
  });
  await new Promise<void>(resolve => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/${NAME}`;
}

/** Answers as a static file server does. */
function sendRange(bytes: Uint8Array, range: string, response: ServerResponse, headers = {}): void {
  const [, from = '0', to = '0'] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
  const part = bytes.subarray(Number(from), Number(to) + 1);
  sent += part.length;
  const last = Number(from) + part.length - 1;
  response.writeHead(206, { 'content-range': `bytes ${from}-${last}/${bytes.length}`, ...headers }).end(part);
}

const serveFile = (bytes: Uint8Array) =>
  serve((request, response) => sendRange(bytes, String(request.headers.range), response));

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

describe('fetchPackage', () => {
  it('reads a gpkg of 100 MB with less than 200 KB', async () => {
    const members = await makeMembers({
      prefix: 'hello-1.0-1',
      metadata: { ...METADATA, 'environment.bz2': noise(60_000) },
    });
    const large = members.map(member =>
      member.name.startsWith('image') ? { ...member, content: large100(member.content) } : member,
    );
    const bytes = writeMembers('hello-1.0-1', withManifest(large));
    expect(bytes.length).toBeGreaterThan(100_000_000);
    const file = await fetchPackage(await serveFile(bytes));
    expect(sent).toBeLessThan(200_000);
    expect(asked.length).toBeLessThanOrEqual(6);
    expect(file).toMatchObject({ format: 'gpkg', size: bytes.length, md5: null, problems: [] });
    expect(file.metadata.get('PF')).toBe('hello-1.0\n');
  }, 60_000);

  it('reads an xpak from its end', async () => {
    const bytes = await writeXpakPackage({
      metadata: METADATA,
      image: [{ name: 'a', content: 'x'.repeat(50_000) }],
    });
    const url = (await serveFile(bytes)).replace('.gpkg.tar', '.xpak');
    const file = await fetchPackage(url);
    expect(file).toMatchObject({ path: new URL(url).pathname, format: 'xpak', problems: [] });
    expect(file.metadata.get('SLOT')).toBe('0\n');
  });

  it('tells damage as for a file on disk', async () => {
    const file = await fetchPackage(await serveFile(SMALL.subarray(0, SMALL.length - 2000)));
    expect(file.problems.map(({ code }) => code)).toContain('tar-truncated');
  });

  it('takes a small file whole where the server knows no Range', async () => {
    const url = await serve((_, response) => response.end(SMALL));
    expect((await fetchPackage(url)).metadata.get('PF')).toBe('hello-1.0\n');
    expect(asked).toHaveLength(1);
  });

  it('does not download a large one', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 100_000_000 });
      response.write(new Uint8Array(1000));
    });
    await expect(fetchPackage(url)).rejects.toThrow(/does not give parts of a file.*download it/);
    const endless = await serve((_, response) => {
      const timer = setInterval(() => response.write(new Uint8Array(1 << 17)), 1);
      response.on('close', () => clearInterval(timer));
    });
    await expect(fetchPackage(endless)).rejects.toThrow(/download it/);
  });

  it('tries again what may pass, and not what will not', async () => {
    let count = 0;
    const url = await serve((request, response) => {
      count++;
      if (count === 1) response.writeHead(503).end();
      else if (count === 2) request.socket.destroy();
      else sendRange(SMALL, String(request.headers.range), response);
    });
    expect((await fetchPackage(url, QUICK)).format).toBe('gpkg');
    const absent = await serve((_, response) => response.writeHead(404).end());
    await expect(fetchPackage(absent, QUICK)).rejects.toThrow(/HTTP 404/);
    expect(asked).toHaveLength(1);
    const broken = await serve((_, response) => response.writeHead(500).end());
    await expect(fetchPackage(broken, QUICK)).rejects.toThrow(/HTTP 500/);
    expect(asked).toHaveLength(3);
  });

  it('does not wait for ever', async () => {
    const url = await serve(() => {});
    await expect(fetchPackage(url, { http: { delays: [], timeout: 100 } })).rejects.toThrow(/timeout/i);
    const slow = await serve((_, response) => {
      response.writeHead(206, { 'content-range': `bytes 0-16383/20000` });
      response.write('x');
    });
    await expect(fetchPackage(slow, { http: { delays: [], timeout: 100 } })).rejects.toThrow(/timeout/i);
  });

  it('does not wait for an answer that comes byte by byte', async () => {
    const url = await serve((_, response) => {
      response.writeHead(206, { 'content-range': `bytes 0-16383/20000` });
      const drip = setInterval(() => response.write('x'), 10);
      response.on('close', () => clearInterval(drip));
    });
    const before = performance.now();
    await expect(fetchPackage(url, { within: 200 })).rejects.toThrow(/no whole answer within 1\.2/);
    expect(performance.now() - before).toBeLessThan(5000);
  });

  it('follows redirects, but to http only and not for ever', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/moved') sendRange(SMALL, String(request.headers.range), response);
      else response.writeHead(302, { location: '/moved' }).end();
    });
    expect((await fetchPackage(url)).format).toBe('gpkg');
    for (const location of ['file:///etc/passwd', 'ftp://127.0.0.1/x', 'data:text/plain,x']) {
      const evil = await serve((_, response) => response.writeHead(302, { location }).end());
      await expect(fetchPackage(evil, QUICK), location).rejects.toThrow(evil);
      expect(asked).toHaveLength(1);
    }
    const loop = await serve((_, response) => response.writeHead(302, { location: '/again' }).end());
    await expect(fetchPackage(loop, QUICK)).rejects.toThrow(/HTTP 302|redirect/);
  });

  it('notices a file that changes meanwhile, and answers to another question', async () => {
    const image = [{ name: 'noise', content: noise(60_000) }];
    const large = await writeGpkg({ prefix: 'hello-1.0-1', metadata: METADATA, image });
    const url = await serve((request, response) =>
      sendRange(large, String(request.headers.range), response, { etag: `"${asked.length}"` }),
    );
    await expect(fetchPackage(url)).rejects.toThrow(/replaced while it was read/);
    expect(asked).toHaveLength(2);
    const cut = await serve((_, response) =>
      response.writeHead(206, { 'content-range': 'bytes 5-9/100' }).end('xxxxx'),
    );
    await expect(fetchPackage(cut)).rejects.toThrow(/other bytes/);
    const bare = await serve((_, response) => response.writeHead(206).end('x'));
    await expect(fetchPackage(bare)).rejects.toThrow(/other bytes/);
  });

  it('reads of an empty file that it is none', async () => {
    const url = await serve((_, response) => response.writeHead(416, { 'content-range': 'bytes */0' }).end());
    const file = await fetchPackage(url);
    expect(file).toMatchObject({ format: null, size: 0 });
    expect(file.problems).not.toEqual([]);
  });
});

/** Nothing that could be compressed. */
function noise(length: number): Uint8Array {
  let seed = 1;
  return Uint8Array.from({ length }, () => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return seed >>> 16;
  });
}

/** An image of 100 MB that begins as the given one. */
function large100(content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(100_000_000);
  bytes.set(content);
  return bytes;
}
