import { Prisma, withSession } from '@rectify/db';
import { writeFoot, writeHead, writeLink } from '@rectify/audit-chain';
import type { Endpoints, Input } from '@rectify/contract';
import { formatDayZh, type CalendarDay } from '@rectify/domain';
import type { Response } from 'express';
import type { Ctx } from '../../context.ts';
import { Fault } from '../../http/errors.ts';
import { keepPace } from '../../http/keep-pace.ts';
import { demand } from '../../http/permission.ts';
import type { Wire } from '../../http/meeting.ts';
import { conditionOf, type AuditFilter } from './audit-filter.ts';
import { onSnapshot, readHead, readLinks, readStart } from './chain/read-chain.ts';
import { checkpointOf } from './checkpoints.ts';
import { findEntries, presentEntry } from './list-audit.ts';
import { record } from './record.ts';

const PIECE = 500;
const BOM = '\uFEFF';
const COLUMNS = ['编号', '时间', '操作人', '角色', '来自', '动作', '结果', '对象', '对象编号', '记录', '说明', '改动'];

/** Spreadsheets take what begins like a formula for one. */
const quote = (value: string | null) => {
  const text = (value ?? '').replaceAll('"', '""');
  return `"${/^[=+\-@\t\r]/.test(text) ? `'${text}` : text}"`;
};
const lineOf = (values: readonly (string | null)[]) => `${values.map(quote).join(',')}\r\n`;

const shanghai = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});

function rowOf(entry: ReturnType<typeof presentEntry>): string {
  const changes = entry.changes.map(({ field, before, after }) => `${field}：${before ?? '无'} → ${after ?? '无'}`);
  return lineOf([
    ...[entry.id, shanghai.format(new Date(entry.at)), entry.actor, entry.actorRole, entry.ip, entry.actionLabel],
    ...[entry.result === 'done' ? '已办成' : '未获准', entry.objectLabel, entry.objectId, entry.sentence, entry.note],
    changes.join('；'),
  ]);
}

function begin(response: Response, type: string, name: string): void {
  response.set({
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="${name}"`,
    // Unpacked it keeps the reader's pace: compression would stand between.
    'Cache-Control': 'private, no-store, no-transform',
  });
}

/** Waits for a reader who is slower than we are. */
async function write(response: Response, text: string): Promise<void> {
  if (response.destroyed) throw new Fault('invalid', '读者已离开，导出没有做完。');
  response.write(text);
  await keepPace(response);
}

const daysOf = ({ from, to }: { from?: CalendarDay | undefined; to?: CalendarDay | undefined }) =>
  from || to ? `${from ? formatDayZh(from) : '最早'}至${to ? formatDayZh(to) : '最近'}` : '全部';

async function recordExport(ctx: Ctx, action: 'exportAuditTable' | 'exportAuditChain', range: string): Promise<void> {
  await ctx.db.$transaction((tx) => record(tx, ctx, { action, objectKind: 'system', after: { 范围: range } }));
}

/** Sends the entries that a filter lets through as a table, the newest first. */
export async function exportAuditTable(ctx: Ctx, query: AuditFilter, { response }: Wire): Promise<void> {
  demand(ctx, 'audit.read');
  await recordExport(ctx, 'exportAuditTable', daysOf(query));
  begin(response, 'text/csv; charset=utf-8', 'audit.csv');
  await write(response, BOM + lineOf(COLUMNS));
  const condition = conditionOf(query);
  let below = Prisma.sql`true`;
  for (;;) {
    const rows = await findEntries(ctx.db, Prisma.sql`${condition} AND ${below}`, { isUpward: false, take: PIECE });
    await write(response, rows.map((row) => rowOf(presentEntry(row))).join(''));
    const last = rows.at(-1);
    if (!last || rows.length < PIECE) break;
    below = Prisma.sql`id < ${last.id}`;
  }
  response.end();
}

/** The places of the chain that hold the entries of some days: from the first to the last of them, without a hole. */
async function rangeOf(ctx: Ctx, { from, to }: Input<Endpoints['exportAuditChain']>['query']) {
  if (!from && !to) return {};
  const days = conditionOf({ from, to });
  const [row] = await ctx.db.$queryRaw<{ first: bigint | null; last: bigint | null }[]>`
    SELECT min(s.seq) AS first, max(s.seq) AS last FROM audit_seal s JOIN audit_entry e ON e.id = s.entry_id WHERE ${days}`;
  if (row?.first == null || row.last == null) throw new Fault('unmet', '这些天没有审计记录，请换一个日期范围。');
  return { after: row.first - 1n, until: row.last };
}

/** Sends the chain with all that it covers, to be verified without the database. */
export async function exportAuditChain(
  ctx: Ctx,
  query: Input<Endpoints['exportAuditChain']>['query'],
  { response }: Wire,
): Promise<void> {
  demand(ctx, 'audit.read');
  const range = await rangeOf(ctx, query);
  const checkpoint = await ctx.db.auditCheckpoint.findFirst({ orderBy: { id: 'desc' } });
  await recordExport(ctx, 'exportAuditChain', daysOf(query));
  await withSession(ctx.databaseUrl, (client) =>
    onSnapshot(client, async () => {
      const start = await readStart(client, range.after ?? 0n);
      const { seq: until } = range.until ? await readStart(client, range.until) : await readHead(client);
      begin(response, 'application/x-ndjson', 'audit-trail.jsonl');
      await write(response, writeHead(ctx.settings.PUBLIC_URL ?? ctx.settings.SITE_NAME, start, range.until ?? null));
      let lines: string[] = [];
      const flush = async () => {
        await write(response, lines.join(''));
        lines = [];
      };
      await readLinks(client, { after: start.seq, until }, (link) => lines.push(writeLink(link)), flush);
      await write(response, writeFoot(until, checkpoint && checkpointOf(checkpoint)));
    }),
  );
  response.end();
}
