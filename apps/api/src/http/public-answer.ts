import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gunzipSync, gzip } from 'node:zlib';
import type { Problem } from '@rectify/contract';
import { DATA_CSP, HSTS, PUBLIC_CSP, SECURITY_HEADERS } from './security-headers.ts';

// The public pages are answered beside Express, on plain node:http, with the same headers.

/** What an address answers with. */
export interface Answer {
  status: number;
  type: string;
  body: string | Uint8Array;
  headers?: Readonly<Record<string, string>>;
}

/** An answer made ready to be sent many times. */
export interface KeptAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  etag: string;
  /** As it is; null where only the compressed forms are kept. */
  plain: Buffer | null;
  br: Buffer | null;
  gzip: Buffer | null;
  /** Memory that it takes. */
  bytes: number;
  /** Template of the address that leads to it. */
  route?: string;
}

export const HTML = 'text/html; charset=utf-8';
export const PROBLEM = 'application/problem+json; charset=utf-8';

const FOR_PROGRAMS = /^\/(?:api(?:\/|$)|(?:readyz|healthz|metrics|csp-reports)$)/;
/** Whether whoever asks at this address reads problems rather than pages. */
export const isForPrograms = (path: string) => FOR_PROGRAMS.test(path);

/** What a program is answered, where Express is not reached. */
export const problemAnswer = (problem: Problem) => ({
  ...{ status: problem.status, type: PROBLEM, body: JSON.stringify(problem) },
  headers: { 'Content-Security-Policy': DATA_CSP },
});

const PAGE_HEADERS: Readonly<Record<string, string>> = { ...SECURITY_HEADERS, 'Content-Security-Policy': PUBLIC_CSP };

/** Kept but asked for again each time, so that a new version shows at once; the size of the text is a cookie. */
export const REVALIDATED = { 'Cache-Control': 'public, no-cache', Vary: 'Accept-Encoding, Cookie' } as const;
export const NOT_KEPT = { 'Cache-Control': 'no-store' } as const;
export const FOR_EVER = { 'Cache-Control': 'public, max-age=31536000, immutable', Vary: 'Accept-Encoding' } as const;

const COMPRESSIBLE = /^(?:text\/|application\/(?:json|atom\+xml|xml))/;
const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Takes about 30 ms of another thread for a page of sixty issues. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 8, [constants.BROTLI_PARAM_LGWIN]: 20 } };

/** Compresses an answer once, for all who will ask for it. */
export async function keep({ status, type, body, headers }: Answer): Promise<KeptAnswer> {
  const plain = typeof body === 'string' ? Buffer.from(body) : Buffer.from(body);
  const kept = {
    status,
    headers: { ...PAGE_HEADERS, ...headers, 'Content-Type': type },
    etag: `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 27)}"`,
  };
  if (!COMPRESSIBLE.test(type)) return { ...kept, plain, br: null, gzip: null, bytes: plain.length };
  const [br, gz] = await Promise.all([brotli(plain, BROTLI), zip(plain, { level: 6 })]);
  return { ...kept, plain: null, br, gzip: gz, bytes: br.length + gz.length };
}

const namedIn = (coding: string) =>
  new RegExp(`(?:^|[\\s,])${coding}(?!\\s*;\\s*q=0(?:\\.0*)?(?:\\s*(?:,|$)))(?:[\\s,;]|$)`, 'i');
const CODINGS = { br: namedIn('br'), gzip: namedIn('gzip') } as const;
type Coding = keyof typeof CODINGS;

/** Whether the reader takes what is packed. */
export const takesGzip = ({ headers }: IncomingMessage): boolean =>
  CODINGS.gzip.test(String(headers['accept-encoding'] ?? ''));

/** The form that the reader's browser takes; null for the text as it is. */
function codingFor(request: IncomingMessage, kept: KeptAnswer): Coding | null {
  const accepted = request.headers['accept-encoding'];
  if (!accepted) return null;
  const taken = (coding: Coding) => kept[coding] !== null && CODINGS[coding].test(String(accepted));
  return taken('br') ? 'br' : taken('gzip') ? 'gzip' : null;
}

/** One form of a kept answer, as it leaves: names and values of its headers in turn. */
interface Form {
  head: readonly string[];
  body: Buffer;
}

/** Made with the first reader who takes it: to set twenty headers one by one costs more than to send the page. */
const forms = new WeakMap<KeptAnswer, Map<string, Form>>();

const inTurn = (headers: Readonly<Record<string, string>>) => Object.entries(headers).flat();

function makeForm(kept: KeptAnswer, coding: Coding | null, isHttps: boolean): Form {
  const body = coding === null ? kept.plain : kept[coding];
  const whole = body ?? gunzipSync(kept.gzip ?? Buffer.alloc(0));
  const head = inTurn({
    ...kept.headers,
    ...(isHttps && HSTS),
    ETag: kept.etag,
    ...(coding && { 'Content-Encoding': coding }),
    'Content-Length': String(whole.length),
  });
  return { head, body: whole };
}

function formOf(kept: KeptAnswer, coding: Coding | null, isHttps: boolean): Form {
  // Unpacked for a reader without compression, it is not held: it would be many times the memory that it is counted with.
  if (coding === null && kept.plain === null) return makeForm(kept, null, isHttps);
  const known = forms.get(kept) ?? new Map<string, Form>();
  forms.set(kept, known);
  const key = `${coding} ${isHttps}`;
  const form = known.get(key) ?? makeForm(kept, coding, isHttps);
  known.set(key, form);
  return form;
}

/** Writes the head at once where nobody has set a header before, which is much cheaper. */
export function writeHead(response: ServerResponse, status: number, head: readonly string[], requestId: string): void {
  if (response.getHeaderNames().length === 0)
    return void response.writeHead(status, [...head, 'X-Request-Id', requestId]);
  for (let at = 0; at < head.length; at += 2) response.setHeader(head[at] ?? '', head[at + 1] ?? '');
  response.setHeader('X-Request-Id', requestId).writeHead(status);
}

function isKnown(request: IncomingMessage, etag: string): boolean {
  const known = request.headers['if-none-match'];
  if (!known) return false;
  return known.trim() === '*' || known.split(',').some((each) => each.trim().replace(/^W\//, '') === etag.slice(2));
}

interface SendOptions {
  isHttps: boolean;
  headers?: Readonly<Record<string, string>>;
}

/** Sends a kept answer in the form that the reader's browser takes, or only that it has not changed. */
export function sendKept(
  request: IncomingMessage,
  response: ServerResponse,
  kept: KeptAnswer,
  { isHttps, requestId }: { isHttps: boolean; requestId: string },
): void {
  if (kept.status === 200 && isKnown(request, kept.etag)) {
    const { 'Content-Type': _, ...headers } = kept.headers;
    writeHead(response, 304, inTurn({ ...headers, ...(isHttps && HSTS), ETag: kept.etag }), requestId);
    return void response.end();
  }
  const { head, body } = formOf(kept, codingFor(request, kept), isHttps);
  writeHead(response, kept.status, head, requestId);
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Sends an answer that is made for this reader alone. */
export function sendOnce(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  { isHttps, headers }: SendOptions,
): void {
  const body = Buffer.from(answer.body as string);
  const all = {
    ...PAGE_HEADERS,
    ...(isHttps && HSTS),
    ...NOT_KEPT,
    ...answer.headers,
    ...headers,
    'Content-Type': answer.type,
  };
  for (const [name, value] of Object.entries(all)) response.setHeader(name, value);
  response.statusCode = answer.status;
  response.setHeader('Content-Length', body.length);
  response.end(request.method === 'HEAD' ? undefined : body);
}
