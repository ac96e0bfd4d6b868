// Whatever is asked of a binhost whose address has a password: its server gets it, nobody else.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { describeFailure } from '../../src/cli/failure.js';
import { BROKEN } from './run-command.js';
import { audit, graph, inspect, installable, upgrade } from './run-inside.js';

let server: Server | null = null;
let refused = 0;

async function serve(index = BROKEN): Promise<string> {
  refused = 0;
  server = createServer((request, response) => {
    const isKnown = request.headers.authorization === `Basic ${btoa('me:hush')}`;
    if (!isKnown) refused++;
    if (!isKnown) response.writeHead(401).end();
    else if (request.url?.startsWith('/host/Packages?')) response.end(index);
    else response.writeHead(404).end();
  });
  await new Promise<void>(resolve => server?.listen(0, '127.0.0.1', resolve));
  return `http://me:hush@127.0.0.1:${(server.address() as AddressInfo).port}/host?token=hush`;
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

const COMMON = { color: false, progress: false, config: false as const };

describe('credentials of an address', () => {
  it.each(['text', 'json', 'ndjson'])('are sent, and not told in %s', async format => {
    const url = await serve();
    const flags = { ...COMMON, format, verbose: true };
    const answers = [
      await audit(url, { ...flags, with: [url], installed: [`old=${url}`], mirror: [url] }),
      await audit(url, { ...flags, fetchMetadata: true }),
      await installable(url, ['net-misc/wget'], flags),
      await upgrade({ ...flags, from: url, to: url }),
    ];
    for (const { text, notes } of answers) expect(text + notes.join('\n')).not.toContain('hush');
    expect(answers[0]?.text).toContain('127.0.0.1');
    expect(refused).toBe(0);
  });

  it('are not told in a graph', async () => {
    const { text } = await graph(await serve(), { ...COMMON, format: 'json' });
    expect(text).not.toContain('hush');
  });

  it('are not told where nothing can be read', async () => {
    const url = await serve('<html>');
    const errors = await Promise.all(
      [url, url.replace('/host', '/other'), url.replace(/127[^/]*/, '127.0.0.1:1')].map(async location =>
        audit(location, COMMON).then(
          () => null,
          (error: unknown) => error,
        ),
      ),
    );
    for (const error of errors) {
      expect(error).toBeInstanceOf(Error);
      expect(describeFailure(error, '0').text).not.toContain('hush');
      expect(describeFailure(error, '0').text).toContain('127.0.0.1');
    }
    const { notes } = await inspect([url.replace('?', '/a-1.gpkg.tar?')], COMMON);
    expect(notes.join()).toContain('HTTP 404');
    expect(notes.join()).not.toContain('hush');
  });

  it('go to another server only where its address has them', async () => {
    const url = await serve(`URI: http://127.0.0.1:1/x\n${BROKEN}`);
    const seen: (string | undefined)[] = [];
    const other = createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(404).end();
    });
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    server?.removeAllListeners('request');
    server?.on('request', (_, response) => response.end(`URI: http://127.0.0.1:${port}/x\n${BROKEN}`));
    await audit(url, { ...COMMON, format: 'json', fetchMetadata: true });
    other.closeAllConnections();
    other.close();
    expect(seen).toEqual([undefined]);
  });
});
