import { Prisma, type Db, type Tx } from '@rectify/db';
import { refuse } from '@rectify/domain';
import type { Settings } from '../../env.ts';
import { Fault, faultOf } from '../../http/errors.ts';
import type { Operation } from '../../http/route.ts';
import { readIssueCase } from '../issues/load.ts';

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

const mostOf = ({ UNIT_QUOTA_MB }: Pick<Settings, 'UNIT_QUOTA_MB'>) =>
  UNIT_QUOTA_MB === 0 ? null : UNIT_QUOTA_MB * MEGABYTE;

/** Refuses a file for which the unit has no room left. */
export async function demandRoom(
  db: Db | Tx,
  settings: Pick<Settings, 'UNIT_QUOTA_MB'>,
  unit: { id: string; name: string },
  size: number,
): Promise<void> {
  const most = mostOf(settings);
  if (most === null) return;
  const used = await usedBy(db, unit.id);
  if (used + size <= most) return;
  throw new Fault(
    'too_large',
    `${unit.name}的佐证材料已用 ${sizeInWords(used)}，上限 ${sizeInWords(most)}，放不下这个 ${sizeInWords(size)} 的文件。请压缩后再传，或联系系统管理员调高上限。`,
  );
}

/** How much of its room the issue's unit has used up; for those whose part it is to upload. */
export const getEvidenceRoom: Operation<'getEvidenceRoom'> = async (ctx, { params }) => {
  const { row, facts } = await readIssueCase(ctx.db, ctx.actor, params.id);
  const refusal = refuse(ctx.actor, 'uploadEvidence', facts);
  // Who they are decides, not whether just now something can be uploaded: reading conflicts with nothing.
  if (refusal?.code === 'forbidden') throw faultOf(refusal);
  const { id, name } = row.leadUnit;
  return { unitName: name, usedBytes: await usedBy(ctx.db, id), mostBytes: mostOf(ctx.settings) };
};

/** Lets the uploads of one unit be counted one after the other, until the transaction ends. */
export async function holdQuota(tx: Tx, unitId: string): Promise<void> {
  await tx.$queryRaw(
    Prisma.sql`SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(${`quota ${unitId}`}, 0))) AS held`,
  );
}
