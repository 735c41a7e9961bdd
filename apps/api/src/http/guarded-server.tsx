import { randomUUID } from 'node:crypto';
import {
  createServer,
  STATUS_CODES,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Duplex } from 'node:stream';
import type { Settings } from '../env.ts';
import { Fault, problemOf } from './errors.ts';
import { renderPage } from './page.tsx';
import { HTML, isForPrograms, PROBLEM, problemAnswer, sendOnce, type Answer } from './public-answer.ts';
import { readPublicRequest } from './public-request.ts';
import { requestIdOf } from './request-id.ts';
import { HSTS, isOverTls, SECURITY_HEADERS } from './security-headers.ts';
import { watchUnread } from './unread-answers.ts';

// Before any address is looked at: what a request may be, how long it may take to arrive, and an answer with all
// headers to what is no request at all, which Node would answer bare.

/** Milliseconds. */
export interface Times {
  headersTimeout: number;
  requestTimeout: number;
  connectionsCheckingInterval: number;
  keepAliveTimeout: number;
  /** In which nothing comes and nothing is taken, neither of the request nor of its answer. */
  stillness: number;
  /** In which nothing is taken of an answer that is there. */
  unread: number;
}

const TIMES: Times = {
  // Its head; nobody types it.
  headersTimeout: 15_000,
  // All of it: fifty megabytes of evidence over a slow line.
  requestTimeout: 300_000,
  connectionsCheckingInterval: 2_000,
  // Longer than nginx keeps a connection to us, or it would send into one that is closing.
  keepAliveTimeout: 65_000,
  // As long as nginx waits for an answer.
  stillness: 120_000,
  unread: 30_000,
};
const MOST_CONNECTIONS = 2_000;
/** Requests sent ahead on one connection, without waiting for an answer; browsers and nginx send none. */
const MOST_AHEAD = 8;
const MOST_HEADERS = 100;
const LONGEST_URL = 4_000;
const MOST_PARAMETERS = 50;

const FOR_BROWSERS = /^\/app(?:[/?]|$)/;

/** What is odd about the question after the path: how many parts it has, and a name that is there twice. */
function queryFault(query: string): Fault | null {
  if (query === '') return null;
  const parts = query.split('&');
  if (parts.length > MOST_PARAMETERS) return new Fault('invalid', '地址里的参数太多。请回到页面重新查询。');
  const names = parts.map((part) => part.split('=', 1)[0]);
  if (new Set(names).size < names.length)
    return new Fault('invalid', '地址里有重复的参数，不知道该用哪一个。请删去重复的再试。');
  return null;
}

/** Why a request is refused whatever its address, or null. */
function oddityOf({ url = '', headers, httpVersion }: IncomingMessage): Fault | null {
  if (url.length > LONGEST_URL) return new Fault('uri_too_long', '地址太长，没有打开。请减少查询条件后再试。');
  if (!headers.host && httpVersion !== '1.0') return new Fault('invalid', '请求缺少主机名，没有办理。');
  // `*` and whole addresses are for proxies.
  if (!url.startsWith('/')) return new Fault('invalid', '地址不完整，没有打开。请从首页重新进入。');
  const mark = url.indexOf('?');
  // What stands after the pages of the staff application is read in the browser alone.
  return mark === -1 || FOR_BROWSERS.test(url) ? null : queryFault(url.slice(mark + 1));
}

function pageOf(request: IncomingMessage, settings: Settings, { code, detail }: Fault): string {
  const title = code === 'too_many' ? '请过一会儿再打开' : '打不开这个地址';
  return renderPage(
    { title, description: `${title}。`, isHidden: true },
    <div className="narrow">
      <h1 className="home-title">{title}</h1>
      <p>{detail}</p>
    </div>,
    readPublicRequest(request, settings).site,
  );
}

/** Answers, without looking at its address, why a request is not taken: a page for readers, a problem for programs. */
export function refuse(request: IncomingMessage, response: ServerResponse, settings: Settings, fault: Fault): void {
  const problem = problemOf(fault, requestIdOf(request, response, settings));
  const answer: Answer = isForPrograms((request.url ?? '').split('?', 1)[0] ?? '')
    ? problemAnswer(problem)
    : { status: problem.status, type: HTML, body: pageOf(request, settings, fault) };
  const headers = fault.retryAfter ? { 'Retry-After': String(fault.retryAfter) } : {};
  sendOnce(request, response, answer, { isHttps: isOverTls(request, settings), headers });
  request.resume();
}

const UNREADABLE: Readonly<Record<string, Fault>> = {
  HPE_HEADER_OVERFLOW: new Fault('headers_too_large', '请求头太大，没有办理。请清除本站的 Cookie 后再试。'),
  ERR_HTTP_REQUEST_TIMEOUT: new Fault('timed_out', '提交的时间太长，没有收完。请检查网络后重试。'),
};
const BROKEN = new Fault('invalid', '请求不完整或格式不对，没有办理。请刷新页面后重试。');

/** Answers bytes that are no request, with the same headers as everything else. */
function answerBroken(error: NodeJS.ErrnoException, socket: Duplex, settings: Settings): void {
  const { _httpMessage: begun } = socket as Duplex & { _httpMessage?: ServerResponse };
  if (error.code === 'ECONNRESET' || !socket.writable || begun?.headersSent) return void socket.destroy();
  const problem = problemOf(UNREADABLE[error.code ?? ''] ?? BROKEN, randomUUID());
  const body = JSON.stringify(problem);
  const headers = {
    ...SECURITY_HEADERS,
    ...(settings.PUBLIC_URL?.startsWith('https:') && HSTS),
    'Cache-Control': 'no-store',
    'Content-Type': PROBLEM,
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n${head.join('')}\r\n${body}`);
}

/** Counts the requests on each connection that wait for their answer; answers whether there are too many. */
function countAhead(): (request: IncomingMessage, response: ServerResponse) => boolean {
  const waiting = new WeakMap<object, number>();
  return ({ socket }, response) => {
    const count = (waiting.get(socket) ?? 0) + 1;
    waiting.set(socket, count);
    response.once('close', () => waiting.set(socket, (waiting.get(socket) ?? 1) - 1));
    return count > MOST_AHEAD;
  };
}

/** A server that hands on only requests worth looking at, and lets nobody hold a connection for nothing. */
export function guardedServer(settings: Settings, handle: RequestListener, times = TIMES): Server {
  const { stillness, unread, ...byNode } = times;
  const answers = watchUnread({ making: stillness, unread, everyMs: times.connectionsCheckingInterval });
  const isTooMany = countAhead();
  const listener: RequestListener = (request, response) => {
    // Whoever asks and asks and reads nothing would have every answer kept for him.
    if (isTooMany(request, response)) return void request.socket.destroy();
    // Half a dozen of ours look on until it is over, and a file on its way through the packer adds as many.
    response.setMaxListeners(20);
    answers.watch(response);
    const fault = oddityOf(request);
    if (fault) refuse(request, response, settings, fault);
    else handle(request, response);
  };
  const server = createServer({ ...byNode, requireHostHeader: false }, listener);
  server.maxHeadersCount = MOST_HEADERS;
  server.maxConnections = MOST_CONNECTIONS;
  server.setTimeout(stillness);
  server.on('close', () => answers.close());
  server.on('clientError', (error, socket) => answerBroken(error, socket, settings));
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) =>
    refuse(request, response, settings, new Fault('invalid', '不支持请求头里的 Expect，请去掉后重试。')),
  );
  return server;
}
