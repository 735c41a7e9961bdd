import { Prisma, type Tx } from '@rectify/db';
import type { Deps } from '../../context.ts';

/** Held shared while a file gets its name and its row, and alone while forgotten files are taken away. */
const FILES_LOCK = 7_318_233;
const DAY_MS = 86_400_000;
const BATCH = 200;

/** Keeps the sweeper off until the transaction ends. */
export async function holdFiles(tx: Tx): Promise<void> {
  await tx.$queryRaw(Prisma.sql`SELECT 1 FROM (SELECT pg_advisory_xact_lock_shared(${FILES_LOCK}::bigint)) AS held`);
}

async function sweepBatch({ db, files }: Deps, batch: string[]): Promise<number> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw(Prisma.sql`SELECT 1 FROM (SELECT pg_advisory_xact_lock(${FILES_LOCK}::bigint)) AS held`);
    const named = await tx.evidence.findMany({ where: { sha256: { in: batch } }, select: { sha256: true } });
    const known = new Set(named.map(({ sha256 }) => sha256));
    const forgotten = batch.filter((sha256) => !known.has(sha256));
    for (const sha256 of forgotten) await files.remove(sha256);
    return forgotten.length;
  });
}

/**
 * Takes away what a crash left: files that were arriving, and files that got their name and then no row. Only what is
 * a day old, for what is younger may belong to an upload under way. Answers how many of each.
 */
export async function sweepFiles(deps: Deps): Promise<{ drafts: number; files: number }> {
  const before = new Date(deps.now().getTime() - DAY_MS);
  const drafts = await deps.files.sweepDrafts(before);
  let files = 0;
  let batch: string[] = [];
  for await (const { sha256, modifiedAt } of deps.files.list()) {
    if (modifiedAt < before) batch.push(sha256);
    if (batch.length < BATCH) continue;
    files += await sweepBatch(deps, batch);
    batch = [];
  }
  if (batch.length > 0) files += await sweepBatch(deps, batch);
  if (drafts + files > 0) deps.log.info({ drafts, files }, 'forgotten files were taken away');
  return { drafts, files };
}

export const SWEEP_FILES_JOB = 'sweepFiles';

/** What the queue can do for evidence. */
export const evidenceTasks = (deps: Deps) => ({
  [SWEEP_FILES_JOB]: async () => void (await sweepFiles(deps)),
});
