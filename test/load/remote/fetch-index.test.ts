import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { loadUniverse } from '../../../src/load/load-universe.js';
import { fetchIndex } from '../../../src/load/remote/fetch-index.js';

const INDEX = 'VERSION: 0\nPACKAGES: 1\nTIMESTAMP: 5\nCHOST: x\n\nCPV: app-misc/a-1\n\n';
let server: Server | null = null;

async function serve(listener: RequestListener): Promise<string> {
  server?.closeAllConnections();
  server?.close();
  server = createServer(listener);
  await new Promise<void>(resolve => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

describe('fetchIndex', () => {
  it('asks for Packages.gz first', async () => {
    const asked: string[] = [];
    const base = await serve((request, response) => {
      asked.push(request.url as string);
      response.end(gzipSync(INDEX));
    });
    const file = await fetchIndex(`${base}/host/`);
    expect(asked).toEqual(['/host/Packages.gz']);
    expect(file.index.entries.map(entry => entry.CPV)).toEqual(['app-misc/a-1']);
  });

  it('falls back to Packages', async () => {
    const base = await serve((request, response) => {
      if (request.url === '/Packages') response.end(INDEX);
      else response.writeHead(404).end();
    });
    expect((await fetchIndex(base)).index.entries).toHaveLength(1);
  });

  it('takes the address of an index as it is and follows redirects', async () => {
    const base = await serve((request, response) => {
      if (request.url === '/Packages') response.writeHead(302, { location: '/elsewhere' }).end();
      else response.end(INDEX);
    });
    expect((await fetchIndex(`${base}/Packages`)).index.entries).toHaveLength(1);
  });

  it('stops after five redirects', async () => {
    const base = await serve((_, response) => response.writeHead(302, { location: '/again' }).end());
    await expect(fetchIndex(base)).rejects.toThrow(/redirects lead in a circle/);
  });

  it('says what each address answered', async () => {
    const base = await serve((_, response) => response.writeHead(503).end());
    await expect(fetchIndex(base)).rejects.toThrow(/^[^ ]+: the server fails: HTTP 503$/);
  });

  it('says it once, in plain words, with what to give instead', async () => {
    const base = await serve((_, response) => response.writeHead(404).end());
    await expect(fetchIndex(base)).rejects.toThrow(
      `${base}: no Packages or Packages.gz there (HTTP 404); give the directory that holds them`,
    );
    const mixed = await serve((request, response) =>
      response.writeHead(request.url?.endsWith('.gz') === true ? 404 : 403).end(),
    );
    await expect(fetchIndex(mixed)).rejects.toThrow(
      /: Packages\.gz: HTTP 404; Packages: the server does not give it out: HTTP 403$/,
    );
    const loop = await serve((request, response) =>
      response.writeHead(302, { location: request.url ?? '' }).end(),
    );
    await expect(fetchIndex(loop)).rejects.toThrow(/^[^ ]+: its redirects lead in a circle$/);
    await expect(fetchIndex('http://nowhere.invalid/x', { delays: [] })).rejects.toThrow(
      /^http:\/\/nowhere\.invalid\/x: (no host has the name|the name) nowhere\.invalid/,
    );
  });

  it('says that nobody answers', async () => {
    const base = await serve((_, response) => response.end());
    server?.close();
    server?.closeAllConnections();
    await expect(fetchIndex(base)).rejects.toThrow(
      /^[^ ]+: nothing answers at 127\.0\.0\.1:\d+, connections are refused/,
    );
  });

  it('feeds loadUniverse', async () => {
    const base = await serve((_, response) => response.end(gzipSync(INDEX)));
    const { universe, inputs } = await loadUniverse({ source: base });
    expect(universe.judged.map(pkg => pkg.cpvText)).toEqual(['app-misc/a-1']);
    expect(inputs[0]).toMatchObject({ role: 'candidate', location: base, packages: 1 });
  });
});
