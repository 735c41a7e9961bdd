import { readFileSync } from 'node:fs';
import { Agent, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Certificates } from './tls.ts';

/** What stands in for nginx where there is none: TLS, and each request to the next process. For tests alone. */
export function startSmallProxy(
  { certificate, key }: Certificates,
  port: number,
  targets: readonly number[],
): Promise<() => Promise<void>> {
  const agent = new Agent({ keepAlive: true });
  let turn = 0;
  const pass = (request: IncomingMessage, response: ServerResponse, tries = targets.length) => {
    turn += 1;
    const headers = {
      ...request.headers,
      'x-forwarded-for': request.socket.remoteAddress ?? '',
      'x-forwarded-proto': 'https',
    };
    const { method, url: path } = request;
    const isReading = method === 'GET' || method === 'HEAD';
    const passed = ask(
      { host: '127.0.0.1', port: targets[turn % targets.length], method, path, headers, agent },
      (answer) => {
        // A connection is each side's own affair.
        const { connection: _connection, 'keep-alive': _keepAlive, ...rest } = answer.headers;
        response.writeHead(answer.statusCode ?? 502, rest);
        answer.pipe(response);
      },
    );
    passed.on('error', () => {
      // What only reads may be asked of the next one.
      if (isReading && tries > 1 && !response.headersSent) return pass(request, response, tries - 1);
      if (response.headersSent) response.destroy();
      else response.writeHead(502).end();
    });
    if (isReading) passed.end();
    else request.pipe(passed);
  };
  const server = createServer(
    { cert: readFileSync(certificate), key: readFileSync(key), minVersion: 'TLSv1.2' },
    (request, response) => pass(request, response),
  );
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', () =>
      resolve(async () => {
        const closed = new Promise<void>((done) => server.close(() => done()));
        server.closeAllConnections();
        agent.destroy();
        await closed;
      }),
    );
  });
}
