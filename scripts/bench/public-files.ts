import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { BareFile } from './bare.ts';

const OF_THE_CONNECTION = new Set(['connection', 'keep-alive', 'date', 'content-length', 'transfer-encoding']);

/** Asks once, as a browser does; the body as it came over the wire. */
function fetchRaw(port: number, path: string): Promise<{ body: Buffer; headers: IncomingHttpHeaders }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port, path, headers: { 'accept-encoding': 'gzip' } },
      (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('error', reject);
        response.on('end', () => resolve({ body: Buffer.concat(pieces), headers: response.headers }));
      },
    );
    request.on('error', reject).end();
  });
}

/** Public pages as bytes, with all their headers, for servers that send nothing else. */
export async function publicFiles(port: number, paths: readonly string[]): Promise<BareFile[]> {
  const files: BareFile[] = [];
  for (const path of paths) {
    const { body, headers } = await fetchRaw(port, path);
    const sent = Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.has(name));
    const own = Object.fromEntries(sent.map(([name, value]) => [name, String(value)]));
    files.push({ path, headers: own, body: body.toString('base64') });
  }
  return files;
}
