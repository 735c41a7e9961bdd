import { writeFileSync, rmSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withSession } from '@rectify/db';
import { Book } from '../book.ts';
import { checkMarks } from '../check-marks.ts';
import { checkStates } from '../check-states.ts';
import { send } from '../http.ts';
import { chanceOf } from '../plan.ts';
import type { Product } from '../product.ts';
import { type Finding, type Stage, whyNoMount } from '../stage.ts';
import { writeOn } from '../writer.ts';

const DISK_MB = 260;
const LEFT_BYTES = 2_000_000;
const WRITERS = 3;
const FULL_FOR_MS = 15_000;
const BACK_WITHIN_MS = 60_000;

export const name = 'full disk for the database';
export const whyNot = whyNoMount;

/** Takes all room but a little; what PostgreSQL has set aside already is used up first. */
function fill(folder: string): string {
  const ballast = path.join(folder, 'ballast');
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - LEFT_BYTES)));
  return ballast;
}

/** Uses up the room that PostgreSQL has set aside for its log, until it can write no more. */
async function fillLog(adminUrl: string): Promise<void> {
  await withSession(adminUrl, async (admin) => {
    for (let round = 0; round < 100; round += 1) {
      await admin.query(`SELECT pg_logical_emit_message(true, 'fault run', repeat('x', 100000)), pg_switch_wal()`);
    }
  }).catch(() => {});
}

/** Keeps writing large comments until the disk is full; answers how each try ended. */
async function press(product: Product, cookie: string, issueId: string, forMs: number): Promise<Map<number, number>> {
  const statuses = new Map<number, number>();
  const until = Date.now() + forMs;
  while (Date.now() < until) {
    const { status } = await send(product.port, {
      ...{ method: 'POST', path: `/api/issues/${issueId}/comments`, cookie },
      body: { text: '请继续。'.repeat(200) },
    });
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (status !== 201) await sleep(50);
  }
  return statuses;
}

async function waitFor(what: () => boolean, withinMs: number): Promise<number | null> {
  const startedAt = Date.now();
  while (Date.now() - startedAt < withinMs) {
    if (what()) return Date.now() - startedAt;
    await sleep(50);
  }
  return null;
}

/** Fills the disk under writers, frees it, and holds what is there against what was acknowledged. */
export async function play(stage: Stage): Promise<Finding> {
  const product = await stage.openProduct({}, (dataDir) => void stage.mountSmall(dataDir, DISK_MB));
  const { place, issues } = await stage.found(product.addresses().url, 40);
  const book = new Book(Math.floor(stage.chance() * 1_000_000));
  let isOver = false;
  const share = Math.floor(issues.length / WRITERS) - 1;
  const writing = Array.from({ length: WRITERS }, (_, index) =>
    writeOn({
      ...{ port: product.port, place, book, chance: chanceOf(index), isOver: () => isOver, others: [] },
      issues: issues.slice(index * share, (index + 1) * share),
    }),
  );
  const faults: string[] = [];
  await waitFor(() => book.acknowledged >= 20, BACK_WITHIN_MS);
  const ballast = fill(product.dataDir);
  const using = fillLog(product.addresses().adminUrl);
  const statuses = await press(product, place.cookies.group, issues.at(-1) ?? '', FULL_FOR_MS);
  await using;
  const before = book.acknowledged;
  rmSync(ballast);
  const back = await waitFor(() => book.acknowledged >= before + 10, BACK_WITHIN_MS);
  isOver = true;
  await Promise.all(writing);
  if (back === null) faults.push('did not go on after space was freed');
  if (!statuses.has(503)) faults.push('the disk was never full');
  for (const [status, count] of statuses) {
    if (status !== 201 && status !== 503) faults.push(`${count} times ${status} on the full disk`);
  }
  await withSession(product.addresses().ownerUrl, async (client) => {
    faults.push(...Object.values(await checkMarks(client, book)).flat(), ...(await checkStates(client)));
  });
  faults.push(...book.failures.slice(0, 5));
  if (product.crashes > 0) faults.push('the server ended');
  return {
    ...{ faults, figures: { acknowledged: book.acknowledged, refused: statuses.get(503) ?? 0, backMs: back ?? -1 } },
    seen: `${statuses.get(503) ?? 0} answered 503; went on ${((back ?? 0) / 1000).toFixed(1)} s after space was freed; ${book.acknowledged} acknowledged writes, none lost`,
  };
}
