import { Agent, request } from 'node:http';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { Sent } from './requests.ts';

export interface Received {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  body: Buffer;
}

/** Milliseconds after which an answer is taken for one that never comes. */
const PATIENCE = 30_000;

const CODINGS: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  ...{ br: brotliDecompressSync, gzip: gunzipSync, deflate: inflateSync },
};

/** Sends requests over connections that are kept; null where there was no answer. */
export function createSender(port: number, connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    send: ({ method, path, headers, body }: Sent, cookie: string): Promise<Received | null> =>
      new Promise((resolve) => {
        const length = body ? { 'Content-Length': String(body.length) } : {};
        const call = request({
          ...{ host: '127.0.0.1', port, method, path, agent, timeout: PATIENCE },
          headers: { ...headers, ...length, ...(cookie && { Cookie: cookie }) },
        });
        call.on('response', (response) => {
          const pieces: Buffer[] = [];
          response.on('data', (piece: Buffer) => pieces.push(piece));
          response.on('error', () => resolve(null));
          response.on('end', () => {
            const { statusCode: status = 0, headers: answered } = response;
            const bytes = Buffer.concat(pieces);
            const unpack = CODINGS[answered['content-encoding'] ?? ''];
            resolve({ status, headers: answered, body: unpack && bytes.length > 0 ? unpack(bytes) : bytes });
          });
        });
        call.on('timeout', () => call.destroy());
        call.on('error', () => resolve(null));
        call.end(body ?? undefined);
      }),
    close: () => agent.destroy(),
  };
}
