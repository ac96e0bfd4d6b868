import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openHttpClient } from '../../../src/load/remote/http-client.js';

const servers: { readonly server: Server; readonly sockets: Set<Socket> }[] = [];

async function listen(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', socket => {
    sockets.add(socket.on('error', () => {}));
  });
  servers.push({ server, sockets });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const serve = (listener: RequestListener) => listen(createServer(listener));

afterEach(() => {
  for (const { server, sockets } of servers.splice(0)) {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
});

const ask = async (url: string, options: Parameters<typeof openHttpClient>[0] = {}) => {
  const client = openHttpClient(options);
  try {
    return await client.get(url, { limit: 1000 });
  } finally {
    await client.close();
  }
};

/** Every so many milliseconds, while the connection is there. */
function repeat(socket: Socket, text: string): void {
  const timer = setInterval(() => socket.write(text), 5);
  socket.on('close', () => clearInterval(timer));
}

describe('a request', () => {
  const HINT = 'HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n';
  const MUTE: Readonly<Record<string, (socket: Socket) => void>> = {
    'one interim answer after the other': socket => repeat(socket, HINT),
    'a body byte by byte': socket => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n');
      repeat(socket, 'x');
    },
    'headers byte by byte': socket => {
      socket.write('HTTP/1.1 200 OK\r\nX: ');
      repeat(socket, 'x');
    },
    nothing: () => {},
    'what is to be tried again': socket => {
      socket.end('HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    },
  };

  it.each(Object.entries(MUTE))('ends in time, whoever sends %s', async (_, answer) => {
    const host = await listen(createSocketServer(socket => socket.once('data', () => answer(socket))));
    const before = performance.now();
    const asked = ask(`http://${host}/`, { within: 200, delays: [100, 100, 100, 100] });
    await expect(asked).rejects.toThrow('no whole answer within 0.2 s');
    expect(performance.now() - before).toBeLessThan(3000);
  });

  it('ends in time where a TLS port stays mute', async () => {
    const host = await listen(createSocketServer(() => {}));
    await expect(ask(`https://${host}/`, { within: 200 })).rejects.toThrow('no whole answer within 0.2 s');
  });

  it('is told of once it is waited for', async () => {
    const host = await serve((_, response) => setTimeout(() => response.end('x'), 60));
    const waits: unknown[] = [];
    const onWait = (wait: unknown) => waits.push(wait);
    await ask(`http://u:p@${host}/`, { patience: 20, onWait });
    expect(waits).toEqual([{ host, within: 60_000 }]);
    await ask(`http://${host}/`, { patience: 5000, onWait });
    expect(waits).toHaveLength(1);
  });
});

describe('user and password of an address', () => {
  it('go to its server, in a header and nowhere else', async () => {
    const seen: unknown[] = [];
    const host = await serve((request, response) => {
      seen.push(request.url, request.headers.authorization, request.headers.host);
      response.end();
    });
    await ask(`http://me%40home:p%3Ass%25@${host}/a?b`);
    expect(seen).toEqual(['/a?b', `Basic ${btoa('me@home:p:ss%')}`, host]);
    await ask(`http://${host}/`);
    expect(seen.at(-2)).toBeUndefined();
  });

  it('follow a redirect on that server, and to no other', async () => {
    const seen: (string | undefined)[] = [];
    const other = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.end();
    });
    const host = await serve((request, response) => {
      seen.push(request.headers.authorization);
      const to = { '/far': `http://${other}/`, '/near': '/here' }[request.url as string];
      if (to === undefined) response.end();
      else response.writeHead(302, { location: to }).end();
    });
    const pair = `Basic ${btoa('me:secret')}`;
    await ask(`http://me:secret@${host}/near`);
    await ask(`http://me:secret@${host}/far`);
    expect(seen).toEqual([pair, pair, pair, undefined]);
  });
});
