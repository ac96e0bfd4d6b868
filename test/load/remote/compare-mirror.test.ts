import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { loadUniverse } from '../../../src/load/load-universe.js';
import { compareMirror } from '../../../src/load/remote/compare-mirror.js';

const INDEX =
  'VERSION: 0\nPACKAGES: 2\nTIMESTAMP: 1700000000\nCHOST: x\n\nCPV: app-misc/a-1\nPATH: app-misc/a/a-1-1.xpak\nSIZE: 5\n\nCPV: app-misc/b+-1\nPATH: app-misc/b+/b+-1-1.xpak\nSIZE: 7\n\n';
const JUDGED = [
  { CPV: 'app-misc/a-1', PATH: 'app-misc/a/a-1-1.xpak', SIZE: '6' },
  { CPV: 'app-misc/c-1', PATH: '', SIZE: '9' },
  { CPV: 'app-misc/d-1', PATH: '../../etc/passwd', SIZE: '9' },
].map(entry => ({ ...entry, SHA1: '', MD5: 'e'.repeat(32) }));
let server: Server | null = null;
let asked: string[] = [];

async function serve(sizes: Readonly<Record<string, number>>, other?: RequestListener): Promise<string> {
  asked = [];
  server = createServer((request, response) => {
    const path = decodeURIComponent((request.url as string).slice('/host/'.length));
    asked.push(`${request.method} ${path}`);
    if (path === 'Packages') response.end(INDEX);
    else if (sizes[path] !== undefined) response.writeHead(200, { 'content-length': sizes[path] }).end();
    else if (other !== undefined) other(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>(resolve => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/host/`;
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

const A = 'app-misc/a/a-1-1.xpak';
const B = 'app-misc/b+/b+-1-1.xpak';
const C = 'app-misc/c-1.tbz2';

describe('compareMirror', () => {
  it('asks for the size of each file that either index names, by the size that the mirror gives', async () => {
    const location = await serve({ [A]: 5, [B]: 7, [C]: 9 });
    expect(await compareMirror(location, JUDGED)).toEqual({
      location,
      timestamp: 1_700_000_000,
      files: 3,
      faults: [],
      conflicts: [{ path: A, field: 'SIZE', judged: '6', theirs: '5' }],
      unread: [],
    });
    expect(asked.filter(line => line.startsWith('HEAD')).sort()).toEqual(
      [A, B, C].map(path => `HEAD ${path}`),
    );
  });

  it('tells what is not there or has another size', async () => {
    const found = await compareMirror(await serve({ [B]: 8 }), JUDGED);
    expect(found.faults).toEqual([
      { path: A, offered: true, expected: 5, actual: null },
      { path: B, offered: true, expected: 7, actual: 8 },
      { path: C, offered: false, expected: 9, actual: null },
    ]);
  });

  it('tells apart what it cannot know', async () => {
    const location = await serve({ [A]: 5, [B]: 7 }, (_, response) => response.writeHead(500).end());
    // Its index is not found as Packages.gz, but by an error of the server.
    const found = await compareMirror(`${location}Packages`, JUDGED, { delays: [] });
    expect(found).toMatchObject({ faults: [], unread: [{ path: C, why: 'HTTP 500' }] });
  });

  it('cannot compare without an index', async () => {
    await expect(compareMirror('http://127.0.0.1:1/', [])).rejects.toThrow(/ECONNREFUSED/);
  });

  it('is part of the universe', async () => {
    const location = await serve({ [A]: 5 });
    const { universe } = await loadUniverse({ source: `${location}Packages`, mirrors: [location] });
    expect(universe.sources[0]?.mirrors).toMatchObject([{ location, faults: [{ path: B, actual: null }] }]);
  });

  it('does not ask for each file of a mirror that has fallen silent', async () => {
    const judged = Array.from({ length: 40 }, (_, at) => ({ ...JUDGED[1]!, CPV: `app-misc/n-${at}` }));
    const location = await serve({}, (_, response) => response.destroy());
    const { unread } = await compareMirror(location, judged, { delays: [] });
    const left = unread.filter(({ why }) => why.startsWith('not asked for'));
    expect(left.length).toBeGreaterThan(10);
    expect(asked.filter(one => one.startsWith('HEAD')).length).toBeLessThan(30);
  });
});
