import { type ClientRequest, request, type IncomingHttpHeaders } from 'node:http';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface Sent {
  /** Where the server listens, e.g. http://127.0.0.1:3000 */
  address: string;
  path: string;
  cookie: string;
  method?: string;
  headers?: Record<string, string>;
  /** Sent as it comes, never held. */
  body?: Iterable<Buffer>;
  /** Hangs up after so many bytes. */
  hangUpAfter?: number;
}

function drained(sending: ClientRequest): Promise<void> {
  return new Promise((resolve) => {
    const ready = () => {
      sending.off('drain', ready).off('close', ready);
      resolve();
    };
    sending.on('drain', ready).on('close', ready);
  });
}

/** One request as an attacker would write it; null where the connection broke before an answer. */
export function send({
  address,
  path,
  cookie,
  method = 'GET',
  headers = {},
  body,
  hangUpAfter,
}: Sent): Promise<Answer | null> {
  return new Promise((resolve) => {
    const sending = request(`${address}${path}`, { method, headers: { cookie, ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', () => resolve(null));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    sending.on('error', () => resolve(null));
    void (async () => {
      let bytes = 0;
      for (const chunk of body ?? []) {
        if (sending.destroyed) return;
        if (!sending.write(chunk)) await drained(sending);
        bytes += chunk.length;
        if (hangUpAfter !== undefined && bytes >= hangUpAfter) return void sending.destroy();
      }
      sending.end();
    })();
  });
}

const BOUNDARY = 'xxBOUNDARYxx';
export const MULTIPART = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };

/** The name in a header: as it is where it fits there, else in the extended form. */
function nameInHeader(name: string): string {
  // oxlint-disable-next-line no-control-regex -- exactly these may not stand in a header
  if (!/[\x00-\x1f\x7f"\\\ud800-\udfff]/.test(name)) return `filename="${name}"`;
  return `filename*=UTF-8''${encodeURIComponent(name.toWellFormed()).replaceAll(/[()'*!]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)}`;
}

/** The body of a form with one file. */
export function* formOf(name: string, content: Iterable<Buffer>): Generator<Buffer> {
  yield Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; ${nameInHeader(name)}\r\n\r\n`);
  yield* content;
  yield Buffer.from(`\r\n--${BOUNDARY}--\r\n`);
}

/** Bytes without end or nearly so, made as they are sent. */
export function* manyBytes(head: Buffer, total: number): Generator<Buffer> {
  const piece = Buffer.alloc(256 * 1024, 0x20);
  yield head;
  for (let left = total - head.length; left > 0; left -= piece.length)
    yield piece.subarray(0, Math.min(left, piece.length));
}
