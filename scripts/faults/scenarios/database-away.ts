import { setTimeout as sleep } from 'node:timers/promises';
import { closeDb } from '@rectify/db';
import { send, type Told } from '../http.ts';
import type { Finding, Stage } from '../stage.ts';

const AWAY_MS = 30_000;
const AT_ONCE = 20;
const TOLD_WITHIN_MS = 1_500;
const BACK_WITHIN_MS = 5_000;

export const name = 'database away for 30 s';
export const whyNot = () => null;

const PLACES = ['/api/session', '/api/issues', '/readyz', '/'];

/** Everything but a page from memory is a 503 that says when to come again. */
function judge(told: readonly Told[], faults: string[]): number {
  const refused = told.filter(({ status }) => status === 503);
  const others = told.filter(
    ({ status, headers }) => status !== 503 && !(status === 200 && headers['content-type']?.includes('html')),
  );
  if (others.length > 0) faults.push(`${others.length} were answered otherwise, e.g. ${others[0]?.status}`);
  const silent = refused.filter(({ headers }) => !headers['retry-after']).length;
  if (silent > 0) faults.push(`${silent} answers without Retry-After`);
  const slowest = Math.max(...refused.map(({ tookMs }) => tookMs));
  if (slowest > TOLD_WITHIN_MS) faults.push(`the slowest answer took ${slowest.toFixed(0)} ms`);
  return slowest;
}

/** Stops PostgreSQL for half a minute under readers. */
export async function play(stage: Stage): Promise<Finding> {
  let postgres = await stage.openDatabase();
  const port = Number(new URL(postgres.url).port);
  const product = await stage.openBeside(postgres);
  const { db, place } = await stage.found(postgres.url, 1);
  await closeDb(db);
  const faults: string[] = [];
  await postgres.stop();
  const told: Told[] = [];
  const until = Date.now() + AWAY_MS;
  while (Date.now() < until) {
    const asked = Array.from({ length: AT_ONCE }, (_, index) =>
      send(product.port, { method: 'GET', path: PLACES[index % PLACES.length] ?? '/', cookie: place.cookies.liaison }),
    );
    told.push(...(await Promise.all(asked)));
    await sleep(200);
  }
  const slowest = judge(told, faults);
  postgres = await stage.openDatabase(port);
  const backMs = await product.ready();
  if (backMs > BACK_WITHIN_MS) faults.push(`back only after ${backMs.toFixed(0)} ms`);
  const again = await send(product.port, { method: 'GET', path: '/api/issues', cookie: place.cookies.liaison });
  if (again.status !== 200) faults.push(`afterwards ${again.status}`);
  if (product.crashes > 0) faults.push('the server ended');
  return {
    ...{ faults, figures: { answers: told.length, slowestMs: Math.round(slowest), backMs: Math.round(backMs) } },
    seen: `${told.length} answers, each 503 with Retry-After, the slowest in ${slowest.toFixed(0)} ms; back ${backMs.toFixed(0)} ms after PostgreSQL was`,
  };
}
