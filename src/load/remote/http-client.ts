// Reads by http(s): a bounded number of bytes, with time-outs, redirects and further attempts where a server or the way to it fails.

import { Agent, type Dispatcher, interceptors, request } from 'undici';

export interface Answer {
  readonly status: number;
  /** Null where there are more than were asked for; then nothing more was read. */
  readonly bytes: Uint8Array | null;
  /** The value of a header, by its name in lower case. */
  header(name: string): string | null;
}

export interface HttpClient {
  /** Throws an `Error` with the reason where no answer comes. */
  get(url: string, options: GetOptions): Promise<Answer>;
  close(): Promise<void>;
}

interface GetOptions {
  /** Most bytes taken. */
  readonly limit: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: 'GET' | 'HEAD';
}

export interface ClientOptions {
  /** Milliseconds for the answer to begin, between two pieces of it, and after which it must have come at some rate. */
  readonly timeout?: number;
  /** Milliseconds before each further attempt. */
  readonly delays?: readonly number[];
}

const TIMEOUT = 30_000;
const DELAYS: readonly number[] = [200, 1000];
const REDIRECTS = 5;
/** Bytes a second: with less an answer that never pauses would not end either. */
const LEAST_RATE = 1024;
/** What may be over soon. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

export function openHttpClient({ timeout = TIMEOUT, delays = DELAYS }: ClientOptions = {}): HttpClient {
  const agent = new Agent({ headersTimeout: timeout, bodyTimeout: timeout, connect: { timeout } });
  const dispatcher = agent.compose(interceptors.redirect({ maxRedirections: REDIRECTS }));
  return {
    async get(url, options) {
      for (let attempt = 0; ; attempt++) {
        const delay = delays[attempt];
        try {
          const answer = await getOnce(url, options, { dispatcher, timeout });
          if (delay === undefined || !PASSING.has(answer.status)) return answer;
        } catch (error) {
          if (delay === undefined || !isPassing(error)) throw new Error(reasonOf(error));
        }
        await new Promise(resolve => setTimeout(resolve, delay));
      }
    },
    // What is still under way is not waited for.
    close: () => agent.destroy(),
  };
}

async function getOnce(
  url: string,
  { limit, headers, method = 'GET' }: GetOptions,
  { dispatcher, timeout }: { readonly dispatcher: Dispatcher; readonly timeout: number },
): Promise<Answer> {
  const answer = await request(url, {
    method,
    dispatcher,
    headers: { 'user-agent': 'binpkg-check', ...headers },
  });
  const { statusCode: status, body } = answer;
  const header = (name: string) => {
    const value = answer.headers[name];
    return value === undefined ? null : String(value);
  };
  const isFine = status >= 200 && status < 300;
  const announced = Number(header('content-length') ?? 0);
  // What HEAD announces does not come.
  const isTaken = isFine && (announced <= limit || method === 'HEAD');
  const bytes = isTaken ? await readBody(body, limit, timeout) : null;
  if (bytes === null) body.on('error', () => {}).destroy();
  return { status, bytes, header };
}

async function readBody(
  body: AsyncIterable<Uint8Array>,
  limit: number,
  timeout: number,
): Promise<Uint8Array | null> {
  const start = performance.now();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > limit) return null;
    const passed = performance.now() - start;
    if (passed > timeout && size * 1000 < passed * LEAST_RATE)
      throw new Error(`the server sends less than ${LEAST_RATE} bytes a second`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces, size);
}

/** An address that cannot be, or that a redirect may not lead to, is no better the next time. */
function isPassing(error: unknown): boolean {
  const { code } = causeOf(error) as NodeJS.ErrnoException;
  return (
    code !== undefined && code !== 'UND_ERR_INVALID_ARG' && code !== 'ERR_INVALID_URL' && code !== 'ENOTFOUND'
  );
}

function reasonOf(error: unknown): string {
  const cause = causeOf(error);
  if (!(cause instanceof Error)) return String(cause);
  return cause.message || ((cause as NodeJS.ErrnoException).code ?? cause.name);
}

function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? error.cause : error;
}
