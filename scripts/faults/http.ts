import http from 'node:http';

export interface Sent {
  method: string;
  path: string;
  cookie?: string;
  /** `Idempotency-Key`. */
  key?: string | undefined;
  body?: unknown;
  file?: { name: string; content: Buffer };
}

export interface Told {
  /** 0 when no whole answer came. */
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
  tookMs: number;
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
const BOUNDARY = 'fault-run-boundary';
const ANSWER_WITHIN_MS = 30_000;

function bodyOf({ body, file }: Sent): { type: string; bytes: Buffer } | null {
  if (body !== undefined) return { type: 'application/json', bytes: Buffer.from(JSON.stringify(body)) };
  if (!file) return null;
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${file.name}"\r\n\r\n`;
  const bytes = Buffer.concat([Buffer.from(head), file.content, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
  return { type: `multipart/form-data; boundary=${BOUNDARY}`, bytes };
}

/** Sends one request; an answer that breaks off counts as none. */
export function send(port: number, sent: Sent): Promise<Told> {
  const startedAt = performance.now();
  const body = bodyOf(sent);
  return new Promise((resolve) => {
    const tell = (status: number, headers: http.IncomingHttpHeaders = {}, text = '') =>
      resolve({ status, headers, text, tookMs: performance.now() - startedAt });
    const request = http.request({
      ...{ host: '127.0.0.1', port, method: sent.method, path: sent.path, agent, timeout: ANSWER_WITHIN_MS },
      headers: {
        ...(sent.cookie && { cookie: sent.cookie }),
        ...(sent.key && { 'idempotency-key': sent.key }),
        ...(body && { 'content-type': body.type, 'content-length': body.bytes.length }),
      },
    });
    request.on('response', (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('error', () => tell(0));
      response.on('close', () => {
        if (response.complete) tell(response.statusCode ?? 0, response.headers, Buffer.concat(pieces).toString());
        else tell(0);
      });
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => tell(0));
    request.end(body?.bytes);
  });
}
