// The child process of the benchmark: the real application over a database that is there already. Beside it stands a
// stopwatch for the time inside the application, and a recorder of the SQL that the driver sends.
import { randomBytes } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { closeDb, createDb } from '@rectify/db';
import { createApp } from '../../apps/api/src/app.ts';
import { publicSite } from '../../apps/api/src/features/public/site.ts';
import { createDeps } from '../../apps/api/src/deps.ts';
import { readSettings } from '../../apps/api/src/env.ts';
import { at } from '../lib/root.mjs';

export interface Statement {
  text: string;
  values: unknown[];
  /** Whether it is prepared, and its plan kept. */
  isPrepared: boolean;
}

export type Order = 'record' | 'report' | 'stop';
export type Report = { port: number } | { statements: Statement[] } | { ready: true };

let recorded: Statement[] | null = null;

/** Keeps text and values of each statement exactly as they go to the server. */
function recordStatements(): void {
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  pg.Client.prototype.query = function recordingQuery(this: pg.Client, ...args: unknown[]) {
    const [config, values] = args as [string | (Partial<Statement> & { name?: string }), unknown];
    const text = typeof config === 'string' ? config : (config.text ?? '');
    const given = typeof config === 'object' && Array.isArray(config.values) ? config.values : values;
    const isPrepared = typeof config === 'object' && config.name !== undefined;
    recorded?.push({ text, values: Array.isArray(given) ? given : [], isPrepared });
    return query.apply(this, args);
  } as typeof pg.Client.prototype.query;
}

/** Tells the client, beside the answer, how long the application took until the head of the answer was ready. */
function timeInside(response: ServerResponse): void {
  const startedAt = performance.now();
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse;
  response.writeHead = (...args: unknown[]) => {
    response.setHeader('Server-Timing', `app;dur=${(performance.now() - startedAt).toFixed(3)}`);
    return writeHead(...args);
  };
}

const send = (report: Report) => void process.send?.(report);

recordStatements();
const settings = readSettings({
  NODE_ENV: 'test',
  LOG_LEVEL: 'error',
  DATABASE_URL: process.env['DATABASE_URL'],
  DATA_DIR: process.env['DATA_DIR'],
  AUDIT_SIGNING_KEY: randomBytes(32).toString('base64url'),
});
const deps = createDeps(createDb(settings.DATABASE_URL ?? ''), settings);
const site = publicSite(deps);
const app = createApp(deps, at('apps/web/dist'), site);
const server = createServer((request, response) => {
  timeInside(response);
  if (site.tryAnswer(request, response) === false) app(request, response);
});
site.start();

async function stop(): Promise<void> {
  server.close();
  server.closeAllConnections();
  await site.close();
  await closeDb(deps.db);
  process.disconnect?.();
}

process.on('message', (order: Order) => {
  if (order === 'stop') return void stop();
  if (order === 'record') {
    recorded = [];
    return send({ ready: true });
  }
  send({ statements: recorded ?? [] });
  recorded = null;
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => send({ port: (server.address() as AddressInfo).port }));
