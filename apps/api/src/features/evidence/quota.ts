import { Prisma, type Db, type Tx } from '@rectify/db';
import type { Settings } from '../../env.ts';
import { Fault } from '../../http/errors.ts';

const MEGABYTE = 1024 * 1024;

/** A size in words: 9.8 GB, 350 MB. */
export function sizeInWords(bytes: number): string {
  const megabytes = bytes / MEGABYTE;
  if (megabytes < 1) return `${Math.max(1, Math.round(bytes / 1024))} KB`;
  return megabytes < 1024 ? `${Math.round(megabytes)} MB` : `${Math.round(megabytes / 102.4) / 10} GB`;
}

async function usedBy(db: Db | Tx, unitId: string): Promise<number> {
  const rows = await db.$queryRaw<{ bytes: bigint }[]>(Prisma.sql`
    SELECT coalesce(sum(e.size), 0)::bigint AS bytes FROM evidence e JOIN issue i ON i.id = e.issue_id
    WHERE i.lead_unit_id = ${unitId}::uuid`);
  return Number(rows[0]?.bytes ?? 0);
}

/** Refuses a file for which the unit has no room left. */
export async function demandRoom(
  db: Db | Tx,
  { UNIT_QUOTA_MB }: Pick<Settings, 'UNIT_QUOTA_MB'>,
  unit: { id: string; name: string },
  size: number,
): Promise<void> {
  if (UNIT_QUOTA_MB === 0) return;
  const used = await usedBy(db, unit.id);
  const most = UNIT_QUOTA_MB * MEGABYTE;
  if (used + size <= most) return;
  throw new Fault(
    'too_large',
    `${unit.name}的佐证材料已用 ${sizeInWords(used)}，上限 ${sizeInWords(most)}，放不下这个 ${sizeInWords(size)} 的文件。请压缩后再传，或联系系统管理员调高上限。`,
  );
}

/** Lets the uploads of one unit be counted one after the other, until the transaction ends. */
export async function holdQuota(tx: Tx, unitId: string): Promise<void> {
  await tx.$queryRaw(
    Prisma.sql`SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(${`quota ${unitId}`}, 0))) AS held`,
  );
}
