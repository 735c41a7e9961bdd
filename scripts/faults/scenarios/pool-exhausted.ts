import { setTimeout as sleep } from 'node:timers/promises';
import { withSession } from '@rectify/db';
import { send, type Told } from '../http.ts';
import type { Finding, Stage } from '../stage.ts';

const CONNECTIONS = 4;
const WAIT_MS = 1_000;
/** A busy machine needs longer to say so. */
const GRACE_MS = 1_500;
const WAITERS = 40;
const HELD_FOR_MS = 4_000;

export const name = 'connection pool exhausted';
export const whyNot = () => null;

/** Takes every connection of the server by a lock that its requests wait for. */
export async function play(stage: Stage): Promise<Finding> {
  const postgres = await stage.openDatabase();
  const product = await stage.openBeside(postgres, {
    DB_CONNECTIONS: String(CONNECTIONS),
    DB_WAIT_MS: String(WAIT_MS),
  });
  const { place } = await stage.found(postgres.url, 1);
  const ask = (path: string) => send(product.port, { method: 'GET', path, cookie: place.cookies.liaison });
  let told: Told[] = [];
  let alive: Told | null = null;
  await withSession(postgres.ownerUrl, async (other) => {
    await other.query('BEGIN; LOCK TABLE app_user, session');
    const waiting = Promise.all(Array.from({ length: WAITERS }, () => ask('/api/session')));
    await sleep(HELD_FOR_MS / 2);
    alive = await ask('/healthz');
    await sleep(HELD_FOR_MS / 2);
    await other.query('COMMIT');
    told = await waiting;
  });
  const refused = told.filter(({ status }) => status === 503);
  const served = told.filter(({ status }) => status === 200).length;
  const slowest = Math.max(...refused.map(({ tookMs }) => tookMs));
  const faults: string[] = [];
  if (refused.length + served !== WAITERS)
    faults.push(`others than 200 and 503: ${told.map(({ status }) => status).join(' ')}`);
  if (served < 1 || served > CONNECTIONS) faults.push(`${served} were served with ${CONNECTIONS} connections`);
  if (refused.some(({ headers }) => !headers['retry-after'])) faults.push('an answer without Retry-After');
  if (slowest > WAIT_MS + GRACE_MS) faults.push(`told only after ${slowest.toFixed(0)} ms`);
  if ((alive as Told | null)?.status !== 200) faults.push('what needs no database was not answered');
  const after = await ask('/api/session');
  if (after.status !== 200) faults.push(`afterwards ${after.status}`);
  return {
    ...{ faults, figures: { refused: refused.length, served, slowestMs: Math.round(slowest) } },
    seen: `${refused.length} of ${WAITERS} told 503 within ${slowest.toFixed(0)} ms (limit ${WAIT_MS} ms of waiting), ${served} served, all at once after`,
  };
}
