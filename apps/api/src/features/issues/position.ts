import { Prisma, type Tx } from '@rectify/db';

/** Distance between two issues of a feedback, so that a missing one fits between them. */
export const POSITION_STEP = 1024;

/**
 * Keeps the numbers of an inspection from being given twice at once, until the transaction ends. No row lock: whoever
 * hands out the inspection holds its row and waits for issues, whoever renumbers an issue holds that.
 */
export async function holdNumbers(tx: Tx, inspectionId: string): Promise<void> {
  const key = Prisma.sql`hashtextextended(${`issue numbers ${inspectionId}`}, 0)`;
  await tx.$queryRaw(Prisma.sql`SELECT 1 FROM (SELECT pg_advisory_xact_lock(${key})) AS held`);
}

/** Where an issue with this number belongs among the others of its inspection; the end where it has none. */
export async function positionFor(tx: Tx, inspectionId: string, number: number | null): Promise<number> {
  const last = await tx.issue.aggregate({ where: { inspectionId }, _max: { position: true } });
  const end = (last._max.position ?? 0) + POSITION_STEP;
  if (number === null) return end;
  const select = { position: true } as const;
  const before = await tx.issue.findFirst({
    where: { inspectionId, number: { lt: number } },
    orderBy: [{ number: 'desc' }, { position: 'desc' }],
    select,
  });
  const after = await tx.issue.findFirst({
    where: { inspectionId, number: { gt: number } },
    orderBy: [{ number: 'asc' }, { position: 'asc' }],
    select,
  });
  if (!after) return before ? before.position + POSITION_STEP : end;
  const from = before?.position ?? 0;
  return from < after.position ? Math.floor((from + after.position) / 2) : end;
}
