import { fork } from 'node:child_process';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import autocannon from 'autocannon';
import { at } from '../lib/root.mjs';
import type { StaticFile } from './static.ts';

const ROUNDS = 3;
const SECONDS = 3;
const ENCODING = 'gzip';

export interface Pace {
  perSecond: number;
  /** At the client, in milliseconds. */
  p50: number;
  p99: number;
}

export interface Comparison {
  title: string;
  path: string;
  /** Bytes on the wire, without headers. */
  bytes: number;
  connections: number;
  ours: Pace;
  plain: Pace;
  /** Our requests per second as a share of the plain server's. */
  ratio: number;
}

/** Asks once, as a browser does; the body as it came over the wire. */
function fetchRaw(port: number, path: string): Promise<{ body: Buffer; type: string; encoding: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'accept-encoding': ENCODING };
    const request = httpRequest({ host: '127.0.0.1', port, path, headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          body: Buffer.concat(pieces),
          type: String(response.headers['content-type'] ?? ''),
          encoding: String(response.headers['content-encoding'] ?? 'identity'),
        }),
      );
    });
    request.on('error', reject).end();
  });
}

/** As many requests as it takes, each connection sending when the one before it is answered. */
async function pace(port: number, path: string, connections: number): Promise<Pace> {
  const { requests, latency, non2xx, errors } = await autocannon({
    ...{ url: `http://127.0.0.1:${port}${path}`, connections, duration: SECONDS },
    headers: { 'accept-encoding': ENCODING },
  });
  if (non2xx + errors > 0) throw new Error(`${path}: ${non2xx + errors} requests failed`);
  return { perSecond: Math.round(requests.average), p50: latency.p50, p99: latency.p99 };
}

/** The better of several rounds, taken in turn so that a disturbance hits both. */
async function comparePaces(ports: { ours: number; plain: number }, path: string, connections: number) {
  const best: { ours?: Pace; plain?: Pace } = {};
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const which of ['ours', 'plain'] as const) {
      const measured = await pace(ports[which], path, connections);
      if (measured.perSecond > (best[which]?.perSecond ?? 0)) best[which] = measured;
    }
  }
  const { ours, plain } = best;
  if (!ours || !plain) throw new Error('nothing was measured');
  return { ours, plain, ratio: Math.round((ours.perSecond / plain.perSecond) * 100) / 100 };
}

/** Measures public pages beside the same bytes from a bare node:http server, in the same run. */
export async function besideStatic(
  port: number,
  pages: readonly { title: string; path: string }[],
): Promise<Comparison[]> {
  const files: StaticFile[] = [];
  for (const { path } of pages) {
    const { body, type, encoding } = await fetchRaw(port, path);
    files.push({ path, type, encoding, body: body.toString('base64') });
  }
  const child = fork(at('scripts/bench/static.ts'), { execArgv: ['--import', 'tsx'] });
  try {
    await once(child, 'message');
    child.send(files);
    const [{ port: plain }] = (await once(child, 'message')) as [{ port: number }];
    const results: Comparison[] = [];
    for (const [index, { title, path }] of pages.entries()) {
      const bytes = Buffer.byteLength(files[index]?.body ?? '', 'base64');
      for (const connections of [1, 8]) {
        results.push({
          title,
          path,
          bytes,
          connections,
          ...(await comparePaces({ ours: port, plain }, path, connections)),
        });
      }
    }
    return results;
  } finally {
    child.disconnect();
  }
}
