// The yardstick of the public pages, in a process of its own: the same bytes from bare node:http, as a file server
// would send them from memory.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StaticFile {
  path: string;
  type: string;
  encoding: string;
  /** Base64. */
  body: string;
}

let files = new Map<string, { head: Record<string, string | number>; body: Buffer }>();

const server = createServer((request, response) => {
  const file = files.get(request.url ?? '');
  if (!file) return void response.writeHead(404).end();
  response.writeHead(200, file.head).end(file.body);
});

process.on('message', (given: StaticFile[]) => {
  files = new Map(
    given.map(({ path, type, encoding, body }) => {
      const bytes = Buffer.from(body, 'base64');
      const head = { 'Content-Type': type, 'Content-Encoding': encoding, 'Content-Length': bytes.length };
      return [path, { head, body: bytes }];
    }),
  );
  process.send?.({ port: (server.address() as AddressInfo).port });
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
