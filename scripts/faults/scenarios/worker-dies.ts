import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '@rectify/db';
import { withSession } from '@rectify/db';
import supertest from 'supertest';
import { aLedger, buildCast, flowOf } from '../../../apps/api/src/features/reports/testing.ts';
import type { TestApp } from '../../../apps/api/src/testing.ts';
import { openAccount } from '../people.ts';
import type { Product } from '../product.ts';
import type { Finding, Stage } from '../stage.ts';

const CHOSEN_IN_MS = 12_000;
/** The sweep that makes up for a dead worker comes every minute. */
const DONE_WITHIN_MS = 150_000;

export const name = 'worker dies in mid-job';
export const whyNot = () => null;

/** The helpers of the API's own tests, over the running server. */
function asTest(db: Db, product: Product): TestApp {
  let sequence = 0;
  return {
    db,
    deps: { now: () => new Date() },
    async as(role: Parameters<TestApp['as']>[0], unitId: string, given: string) {
      const account = await openAccount(db, `${role.replace('_', '-')}-${(sequence += 1)}`, role, unitId);
      await db.user.update({ where: { id: account.id }, data: { name: given } });
      const agent = supertest.agent(`http://127.0.0.1:${product.port}`).set('Cookie', account.cookie);
      return { agent, id: account.id, username: '' };
    },
  } as unknown as TestApp;
}

async function until(what: () => Promise<boolean>, withinMs: number): Promise<boolean> {
  const end = Date.now() + withinMs;
  while (Date.now() < end) {
    if (await what().catch(() => false)) return true;
    await sleep(25);
  }
  return false;
}

/** Kills the server while its job waits, half written, for a table that is held. */
async function killInTheMiddle(product: Product, ownerUrl: string): Promise<boolean> {
  return withSession(ownerUrl, async (other) => {
    await other.query('BEGIN; LOCK TABLE public_report_version IN ACCESS EXCLUSIVE MODE');
    const isCaught = await until(async () => {
      const { rows } = await other.query<{ waits: boolean }>(
        `SELECT count(*) > 0 AS waits FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
         WHERE c.relname = 'public_report_version' AND NOT l.granted AND l.mode = 'RowExclusiveLock'`,
      );
      return rows[0]?.waits ?? false;
    }, CHOSEN_IN_MS + 60_000);
    product.kill();
    await sleep(300);
    await other.query('COMMIT');
    return isCaught;
  });
}

async function judge(db: Db, id: string, faults: string[]): Promise<void> {
  const versions = await db.publicReportVersion.count({ where: { reportId: id } });
  const entries = await db.auditEntry.count({ where: { action: 'publishReport', objectId: id, result: 'done' } });
  const steps = await db.reportStep.count({ where: { reportId: id, action: 'publish' } });
  if (versions !== 1 || entries !== 1 || steps !== 1) {
    faults.push(`${versions} versions, ${entries} audit entries, ${steps} steps of one publication`);
  }
}

/** A publication at a chosen time, whose worker is killed once in the middle and once right after its commit. */
export async function play(stage: Stage): Promise<Finding> {
  const product = await stage.openProduct();
  const { url, ownerUrl } = product.addresses();
  const { db, place } = await stage.found(url, 1);
  const test = asTest(db, product);
  const cast = await buildCast(test, place.world);
  const flow = flowOf(test, cast);
  const faults: string[] = [];
  const schedule = async () => {
    const id = await flow.create(await aLedger(test, place.world));
    await flow.toApproval(id);
    const publishAt = new Date(Date.now() + CHOSEN_IN_MS).toISOString();
    const { status, body } = await flow.approve(id, { publishAt });
    if (status !== 200) throw new Error(JSON.stringify(body));
    return id;
  };
  const isPublished = (id: string) => async () =>
    (await db.publicReport.findUniqueOrThrow({ where: { id } })).state === 'published';
  const first = await schedule();
  const startedAt = Date.now();
  if (!(await killInTheMiddle(product, ownerUrl))) faults.push('the job was not caught in the middle');
  if (await isPublished(first)()) faults.push('a half publication was kept');
  await product.ready();
  if (!(await until(isPublished(first), DONE_WITHIN_MS))) faults.push('the publication was not made up for');
  const tookMs = Date.now() - startedAt;
  const second = await schedule();
  if (!(await until(isPublished(second), DONE_WITHIN_MS))) faults.push('the second publication did not come');
  product.kill();
  await product.ready();
  await sleep(3_000);
  for (const id of [first, second]) await judge(db, id, faults);
  return {
    ...{ faults, figures: { madeUpForMs: tookMs } },
    seen: `killed in the middle of one publication and right after another: each there once, the first ${(tookMs / 1000).toFixed(0)} s later`,
  };
}
