import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';

export interface Answer {
  status: number;
  body: string;
  headers: IncomingMessage['headers'];
  /** From sending the request to the last byte, in milliseconds. */
  total: number;
  /** Inside the application, in milliseconds. */
  inside: number;
}

export interface Caller {
  call(path: string, options?: { cookie?: string; body?: unknown }): Promise<Answer>;
  close(): void;
}

/** A client that keeps up to so many connections open. */
export function createCaller(port: number, connections: number): Caller {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    call: (path, { cookie, body } = {}) =>
      new Promise((resolve, reject) => {
        const text = body === undefined ? undefined : JSON.stringify(body);
        const headers = { ...(cookie && { cookie }), ...(text && { 'content-type': 'application/json' }) };
        const startedAt = performance.now();
        const request = httpRequest({ host: '127.0.0.1', port, path, agent, headers, method: text ? 'POST' : 'GET' });
        request.on('error', reject);
        request.on('response', (response) => {
          const pieces: Buffer[] = [];
          response.on('error', reject);
          response.on('data', (piece: Buffer) => pieces.push(piece));
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              body: Buffer.concat(pieces).toString('utf8'),
              headers: response.headers,
              total: performance.now() - startedAt,
              inside: Number(/dur=([\d.]+)/.exec(String(response.headers['server-timing']))?.[1] ?? Number.NaN),
            }),
          );
        });
        request.end(text);
      }),
    close: () => agent.destroy(),
  };
}

/** Asks and reads the answer as JSON; any refusal ends the benchmark. */
export async function getJson<T>(caller: Caller, path: string, cookie: string): Promise<T> {
  const answer = await caller.call(path, { cookie });
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.body.slice(0, 300)}`);
  return JSON.parse(answer.body) as T;
}

/** Signs in and returns the cookie of the session. */
export async function signIn(caller: Caller, username: string, password: string): Promise<string> {
  const answer = await caller.call('/api/session', { body: { username, password } });
  if (answer.status !== 200) throw new Error(`sign-in of ${username}: ${answer.status} ${answer.body}`);
  return (answer.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ');
}
