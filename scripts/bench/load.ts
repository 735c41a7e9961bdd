// A client that costs next to nothing, so that on a small machine it is the server that is measured. It speaks just
// enough HTTP/1.1: one request at a time on each connection, answers with a length or in chunks.
import { connect } from 'node:net';

export interface Request {
  method?: 'GET' | 'POST';
  path: string;
  cookie?: string | undefined;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}

export interface Pace {
  requests: number;
  perSecond: number;
  /** At the client, in milliseconds. */
  p50: number;
  p99: number;
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');
const LAST_CHUNK = Buffer.from('\r\n0\r\n\r\n');

/** The bytes of a request, made once and sent many times. */
export function bytesOf({ method = 'GET', path, cookie, body, headers }: Request): Buffer {
  const text = body === undefined ? '' : JSON.stringify(body);
  const lines = [`${method} ${path} HTTP/1.1`, 'host: 127.0.0.1'];
  if (cookie) lines.push(`cookie: ${cookie}`);
  if (text) lines.push('content-type: application/json', `content-length: ${Buffer.byteLength(text)}`);
  for (const [name, value] of Object.entries(headers ?? {})) lines.push(`${name}: ${value}`);
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${text}`);
}

/** Whether the bytes received are a whole answer, and its status. */
function readAnswer(received: Buffer): { isWhole: boolean; status: number } {
  const end = received.indexOf(END_OF_HEAD);
  if (end < 0) return { isWhole: false, status: 0 };
  const head = received.toString('latin1', 0, end);
  const status = Number(head.slice(9, 12));
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return { isWhole: received.length >= end + 4 + Number(length), status };
  if (status === 204 || status === 304) return { isWhole: true, status };
  return { isWhole: received.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK), status };
}

interface Run {
  port: number;
  next: () => Buffer;
  until: number;
  times: number[];
}

/** One connection: the next request as soon as the one before is answered, until the time is up. */
function work({ port, next, until, times }: Run): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let pieces: Buffer[] = [];
    let sentAt = 0;
    const send = () => {
      pieces = [];
      sentAt = performance.now();
      socket.write(next());
    };
    socket.setNoDelay(true);
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server closed the connection')));
    socket.on('data', (piece) => {
      pieces.push(piece);
      const received = pieces.length === 1 ? piece : Buffer.concat(pieces);
      const { isWhole, status } = readAnswer(received);
      if (!isWhole) return void (pieces = [received]);
      const now = performance.now();
      times.push(now - sentAt);
      if (status < 200 || status >= 300) {
        socket.removeAllListeners('close');
        socket.destroy();
        const body = received.subarray(received.indexOf(END_OF_HEAD) + END_OF_HEAD.length).toString('utf8');
        return reject(new Error(`refused with ${status}: ${body.slice(0, 900)}`));
      }
      if (now < until) return send();
      socket.removeAllListeners('close');
      socket.end();
      resolve();
    });
  });
}

const rank = (sorted: number[], share: number) =>
  Math.round((sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN) * 1000) / 1000;

/** Sends requests over so many connections for some seconds; any refusal ends the measurement. */
export async function drive(port: number, connections: number, next: () => Buffer, seconds: number): Promise<Pace> {
  const times: number[] = [];
  const startedAt = performance.now();
  const until = startedAt + seconds * 1000;
  await Promise.all(Array.from({ length: connections }, () => work({ port, next, until, times })));
  const took = (performance.now() - startedAt) / 1000;
  const sorted = times.toSorted((a, b) => a - b);
  return { requests: times.length, perSecond: times.length / took, p50: rank(sorted, 0.5), p99: rank(sorted, 0.99) };
}

/** Takes the requests in turn, round and round. */
export function inTurn(requests: readonly Request[]): () => Buffer {
  const all = requests.map(bytesOf);
  let count = 0;
  return () => all[count++ % all.length] ?? Buffer.alloc(0);
}
