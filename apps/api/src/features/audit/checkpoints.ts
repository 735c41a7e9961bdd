import { encode } from 'uqr';
import { keyIdOf, signCheckpoint, writeCheckpoint, type Checkpoint } from '@rectify/audit-chain';
import type { AuditCheckpoint, Tx } from '@rectify/db';
import type { Ctx, Deps } from '../../context.ts';
import { Fault, notFound } from '../../http/errors.ts';
import { readCursor, toPage } from '../../http/paging.ts';
import { demand } from '../../http/permission.ts';
import type { Wire } from '../../http/meeting.ts';
import type { Operation } from '../../http/route.ts';
import type { Tasks } from '../../jobs/queue.ts';
import { checkpointFileName, isSent, sendCheckpoints } from './checkpoint-folder.ts';
import { record } from './record.ts';
import { auditKeyOf } from './signing-key.ts';

/** Signs where the chain stands, when that is due, and sends what is missing elsewhere. */
export const CHECKPOINT_JOB = 'auditCheckpoint';

const HOUR_MS = 3_600_000;
const MANY = 1_000n;
/** How far back a folder that was away is filled up again. */
const RESENT = 200;
const LOCK = 7_318_233;

/** Whether so many new entries after so long are worth a checkpoint. */
export function isDue(newEntries: bigint, milliseconds: number): boolean {
  return newEntries >= MANY || (newEntries > 0n && milliseconds >= HOUR_MS);
}

/** A row as the signed word that it is. */
export function checkpointOf(row: AuditCheckpoint): Checkpoint {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  const { seq, at, site } = row;
  const [hash, publicKey, signature] = [row.hash, row.publicKey, row.signature].map(hex) as [string, string, string];
  return { seq, hash, at: at.toISOString(), site, publicKey, signature };
}

type Making = Pick<Deps, 'settings'> & { at: Date };

/** Null where the chain is empty, or not long enough since the last one. */
async function signHead(tx: Tx, { settings, at }: Making, isAsked: boolean): Promise<AuditCheckpoint | null> {
  // Several processes look at the clock at once.
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(${LOCK})::text`;
  const head = await tx.auditSeal.findFirst({ orderBy: { seq: 'desc' } });
  const last = await tx.auditCheckpoint.findFirst({ orderBy: { id: 'desc' } });
  if (!head) return null;
  if (!isAsked && !isDue(head.seq - (last?.seq ?? 0n), at.getTime() - (last?.at.getTime() ?? 0))) return null;
  const hash = Buffer.from(head.hash).toString('hex');
  const site = settings.PUBLIC_URL ?? settings.SITE_NAME;
  const signed = signCheckpoint({ seq: head.seq, hash, at: at.toISOString(), site }, auditKeyOf(settings));
  const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
  return tx.auditCheckpoint.create({
    data: {
      ...{ seq: head.seq, at, site, hash: bytes(hash) },
      publicKey: bytes(signed.publicKey),
      signature: bytes(signed.signature),
    },
  });
}

async function send({ db, settings, log }: Pick<Deps, 'db' | 'settings' | 'log'>): Promise<void> {
  const folder = settings.AUDIT_CHECKPOINT_DIR;
  if (!folder) return;
  const rows = await db.auditCheckpoint.findMany({ orderBy: { id: 'desc' }, take: RESENT });
  // A share that is away must not keep anybody from working; the next minute tries again.
  await sendCheckpoints(folder, rows.map(checkpointOf)).catch((error: unknown) =>
    log.error({ err: error }, 'checkpoints could not be sent'),
  );
}

/** The job of the schedule: looked at each minute, right to do twice. */
export function auditTasks(deps: Deps): Tasks {
  return {
    [CHECKPOINT_JOB]: async () => {
      await deps.db.$transaction((tx) => signHead(tx, { settings: deps.settings, at: deps.now() }, false));
      await send(deps);
    },
  };
}

async function present(ctx: Ctx, row: AuditCheckpoint) {
  const { seq, ...rest } = checkpointOf(row);
  const sent = await isSent(ctx.settings.AUDIT_CHECKPOINT_DIR, { seq, ...rest });
  return { id: String(row.id), seq: Number(seq), ...rest, keyId: keyIdOf(rest.publicKey), isSent: sent };
}

/** Where the chain stands, and what protects it. */
export const getAuditChain: Operation<'getAuditChain'> = async (ctx) => {
  demand(ctx, 'audit.read');
  const head = await ctx.db.auditSeal.findFirst({ orderBy: { seq: 'desc' }, select: { seq: true, hash: true } });
  const last = await ctx.db.auditCheckpoint.findFirst({ orderBy: { id: 'desc' } });
  const [role] = await ctx.db.$queryRaw<{ may: boolean }[]>`
    SELECT has_table_privilege('audit_entry', 'UPDATE, DELETE, TRUNCATE') AS may`;
  return {
    count: Number(head?.seq ?? 0),
    hash: head && Buffer.from(head.hash).toString('hex'),
    mayRewrite: role?.may ?? true,
    hasFolder: ctx.settings.AUDIT_CHECKPOINT_DIR !== undefined,
    keyId: keyIdOf(auditKeyOf(ctx.settings).publicKey),
    lastCheckpoint: last && (await present(ctx, last)),
  };
};

/** Checkpoints, the newest first. */
export const listAuditCheckpoints: Operation<'listAuditCheckpoints'> = async (ctx, { query }) => {
  demand(ctx, 'audit.read');
  const position = readCursor(query.cursor);
  const key = String(position?.key[0] ?? 0);
  if (!/^\d{1,18}$/.test(key)) throw new Fault('invalid', '翻页位置已失效，请回到第一页。');
  const isUpward = position?.direction === 'before';
  const rows = await ctx.db.auditCheckpoint.findMany({
    ...(position && { where: { id: isUpward ? { gt: BigInt(key) } : { lt: BigInt(key) } } }),
    orderBy: { id: isUpward ? 'asc' : 'desc' },
    take: query.limit + 1,
  });
  const page = toPage(rows, query.limit, position, (row) => [String(row.id)]);
  return { ...page, items: await Promise.all(page.items.map((row) => present(ctx, row))) };
};

async function findRow(ctx: Ctx, id: string): Promise<AuditCheckpoint> {
  demand(ctx, 'audit.read');
  const row = await ctx.db.auditCheckpoint.findUnique({ where: { id: BigInt(id) } });
  if (!row) throw notFound();
  return row;
}

/** One checkpoint for printing; whoever photographs the code has the whole of it. */
export const getAuditCheckpoint: Operation<'getAuditCheckpoint'> = async (ctx, { params }) => {
  const row = await findRow(ctx, params.id);
  const compact = JSON.stringify(JSON.parse(writeCheckpoint(checkpointOf(row))));
  const { data, size } = encode(compact, { ecc: 'L', border: 2 });
  const path = data.flatMap((line, y) => line.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return { ...(await present(ctx, row)), qr: { size, path } };
};

/** A checkpoint at will; what asked for it is the entry after it. */
export const makeAuditCheckpoint: Operation<'makeAuditCheckpoint'> = async (ctx) => {
  demand(ctx, 'audit.read');
  const made = await ctx.db.$transaction(async (tx) => {
    const row = await signHead(tx, ctx, true);
    if (!row) throw new Fault('unmet', '还没有审计记录，没有可以签署的内容。');
    const after = { 条数: Number(row.seq) };
    await record(tx, ctx, { action: 'makeAuditCheckpoint', objectKind: 'system', objectId: String(row.id), after });
    return row;
  });
  await send(ctx);
  return present(ctx, made);
};

/** Sends a checkpoint as the small file to keep elsewhere. */
export async function downloadAuditCheckpoint(ctx: Ctx, id: string, { response }: Wire): Promise<void> {
  const checkpoint = checkpointOf(await findRow(ctx, id));
  const after = { 条数: Number(checkpoint.seq) };
  await ctx.db.$transaction((tx) =>
    record(tx, ctx, { action: 'downloadAuditCheckpoint', objectKind: 'system', objectId: id, after }),
  );
  response.set({
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Disposition': `attachment; filename="${checkpointFileName(checkpoint)}"`,
  });
  response.send(writeCheckpoint(checkpoint));
}
