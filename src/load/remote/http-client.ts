// Reads by http(s): a bounded number of bytes in a bounded time, with redirects, and further attempts where a server or the way to it fails.

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
  /** Milliseconds for the whole answer, further attempts included; those of the client where absent. */
  readonly within?: number;
}

/** What whoever asks for something remote may say about the way to it. */
export interface NetworkOptions {
  /** Milliseconds for a whole request, further attempts included. */
  readonly within?: number;
  /** Told of a server that lets wait. */
  readonly onWait?: (wait: Wait) => void;
}

interface Wait {
  readonly host: string;
  /** Milliseconds that the request may take. */
  readonly within: number;
}

export interface ClientOptions extends NetworkOptions {
  /** Milliseconds for the answer to begin, and between two pieces of it. */
  readonly timeout?: number;
  /** Milliseconds before each further attempt. */
  readonly delays?: readonly number[];
  /** Milliseconds of waiting that nobody minds. */
  readonly patience?: number;
}

/** Milliseconds for an index. */
const WITHIN = 60_000;
const TIMEOUT = 30_000;
const DELAYS: readonly number[] = [200, 1000];
const PATIENCE = 5000;
const REDIRECTS = 5;
/** What may be over soon. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

export function openHttpClient(options: ClientOptions = {}): HttpClient {
  const { timeout = TIMEOUT, delays = DELAYS, patience = PATIENCE, onWait } = options;
  const agent = new Agent({ headersTimeout: timeout, bodyTimeout: timeout, connect: { timeout } });
  const dispatcher = agent.compose(interceptors.redirect({ maxRedirections: REDIRECTS }));
  return {
    async get(url, wanted) {
      const within = wanted.within ?? options.within ?? WITHIN;
      const end = new AbortController();
      const waiting = setTimeout(() => onWait?.({ host: hostOf(url), within }), patience);
      const deadline = setTimeout(() => end.abort(new LateError(within)), within);
      try {
        const answer = getInTime(url, wanted, { dispatcher, delays, signal: end.signal });
        // A connection that is not yet made does not heed the signal.
        return await Promise.race([answer, whenAborted(end.signal)]);
      } finally {
        clearTimeout(waiting);
        clearTimeout(deadline);
      }
    },
    // What is still under way is not waited for.
    close: () => agent.destroy(),
  };
}

/** However the server spends the time: silent, with one interim answer after the other (RFC 9110, 15.2), or byte by byte. */
export class LateError extends Error {
  constructor(within: number) {
    super(`no whole answer within ${within / 1000} s`);
  }
}

interface Way {
  readonly dispatcher: Dispatcher;
  readonly delays: readonly number[];
  readonly signal: AbortSignal;
}

async function getInTime(url: string, options: GetOptions, way: Way): Promise<Answer> {
  const { delays, signal } = way;
  for (let attempt = 0; ; attempt++) {
    const delay = delays[attempt];
    try {
      const answer = await getOnce(url, options, way);
      if (delay === undefined || !PASSING.has(answer.status)) return answer;
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (delay === undefined || !isPassing(error)) throw new Error(reasonOf(error, url));
    }
    await pause(delay, signal);
  }
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

async function getOnce(
  url: string,
  { limit, headers, method = 'GET' }: GetOptions,
  { dispatcher, signal }: Way,
): Promise<Answer> {
  const { address, authorization } = splitCredentials(url);
  const answer = await request(address, {
    method,
    dispatcher,
    signal,
    headers: { 'user-agent': 'binpkg-check', ...authorization, ...headers },
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
  const bytes = isTaken ? await readBody(body, limit) : null;
  if (bytes === null) body.on('error', () => {}).destroy();
  return { status, bytes, header };
}

/** They go to the server of the address in a header (RFC 7617); a redirect to another takes none along (undici's, by origin). */
function splitCredentials(url: string): { address: URL; authorization: Readonly<Record<string, string>> } {
  const address = new URL(url);
  const { username, password } = address;
  if (username === '' && password === '') return { address, authorization: {} };
  address.username = '';
  address.password = '';
  const pair = `${decode(username)}:${decode(password)}`;
  return { address, authorization: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` } };
}

/** A percent sign may stand for itself. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function readBody(body: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > limit) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces, size);
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

/** An address that cannot be, or that a redirect may not lead to, is no better the next time. */
function isPassing(error: unknown): boolean {
  const { code } = causeOf(error) as NodeJS.ErrnoException;
  return (
    code !== undefined && code !== 'UND_ERR_INVALID_ARG' && code !== 'ERR_INVALID_URL' && code !== 'ENOTFOUND'
  );
}

/** In plain words, where it is one of those that everybody meets. */
function reasonOf(error: unknown, url: string): string {
  const cause = causeOf(error);
  if (!(cause instanceof Error)) return String(cause);
  const { code } = cause as NodeJS.ErrnoException;
  if (/redirect loop|max redirect/i.test(cause.message)) return 'its redirects lead in a circle';
  const words = code === undefined ? undefined : REASONS[code];
  if (words !== undefined) return `${words.replace('HOST', () => hostOf(url))} (${code})`;
  return cause.message || (code ?? cause.name);
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers at HOST, connections are refused',
  ECONNRESET: 'HOST breaks the connection off',
  EHOSTUNREACH: 'there is no way to HOST',
  ENETUNREACH: 'there is no way to HOST',
  ENOTFOUND: 'no host has the name HOST',
  EAI_AGAIN: 'the name HOST cannot be looked up now',
  ETIMEDOUT: 'HOST does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'HOST does not answer',
  UND_ERR_SOCKET: 'HOST breaks the connection off',
  CERT_HAS_EXPIRED: 'the certificate of HOST has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'HOST has signed its certificate itself',
};

function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? error.cause : error;
}
