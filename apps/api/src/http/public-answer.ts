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

const FOR_PROGRAMS = /^\/(?:api(?:\/|$)|(?:readyz|healthz|metrics)$)/;
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

function accepts(request: IncomingMessage, coding: string): boolean {
  const accepted = String(request.headers['accept-encoding'] ?? '');
  return new RegExp(`(?:^|[\\s,])${coding}(?!\\s*;\\s*q=0(?:\\.0*)?(?:\\s*(?:,|$)))(?:[\\s,;]|$)`, 'i').test(accepted);
}

function bodyFor(request: IncomingMessage, kept: KeptAnswer): { body: Buffer; coding: string | null } {
  if (kept.br && accepts(request, 'br')) return { body: kept.br, coding: 'br' };
  if (kept.gzip && accepts(request, 'gzip')) return { body: kept.gzip, coding: 'gzip' };
  return { body: kept.plain ?? gunzipSync(kept.gzip ?? Buffer.alloc(0)), coding: null };
}

function isKnown(request: IncomingMessage, etag: string): boolean {
  const known = request.headers['if-none-match'];
  if (!known) return false;
  return known.trim() === '*' || known.split(',').some((each) => each.trim().replace(/^W\//, '') === etag.slice(2));
}

export interface SendOptions {
  isHttps: boolean;
  headers?: Readonly<Record<string, string>>;
}

/** Sends a kept answer in the form that the reader's browser takes, or only that it has not changed. */
export function sendKept(
  request: IncomingMessage,
  response: ServerResponse,
  kept: KeptAnswer,
  { isHttps, headers }: SendOptions,
): void {
  const all = { ...kept.headers, ...(isHttps && HSTS), ...headers, ETag: kept.etag };
  for (const [name, value] of Object.entries(all)) response.setHeader(name, value);
  if (kept.status === 200 && isKnown(request, kept.etag)) {
    response.removeHeader('Content-Type');
    response.statusCode = 304;
    return void response.end();
  }
  const { body, coding } = bodyFor(request, kept);
  if (coding) response.setHeader('Content-Encoding', coding);
  response.statusCode = kept.status;
  response.setHeader('Content-Length', body.length);
  // Express has set one for its own answers.
  if (request.method === 'HEAD') return void response.end();
  response.end(body);
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
