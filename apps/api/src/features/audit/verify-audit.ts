import {
  ChainVerifier,
  FINDING_KINDS,
  isGenuine,
  readCheckpoint,
  tellFinding,
  type Verdict,
  type Witness,
} from '@rectify/audit-chain';
import { auditVerification, type Endpoints, type Input } from '@rectify/contract';
import { withSession } from '@rectify/db';
import type { Ctx } from '../../context.ts';
import { Fault } from '../../http/errors.ts';
import { demand } from '../../http/permission.ts';
import type { Wire } from '../../http/meeting.ts';
import { onSnapshot, readHead, verifyDatabase } from './chain/read-chain.ts';
import { checkpointOf } from './checkpoints.ts';
import { record } from './record.ts';
import { auditKeyOf } from './signing-key.ts';

const TOLD = 200;
const LOCK = 7_318_234;

/** What people brought along proves most: nobody who rules this database had a hand on it. */
function outsideWitnesses(texts: readonly string[]): Witness[] {
  return texts.map((text, index) => {
    const checkpoint = readCheckpoint(text);
    if (!checkpoint)
      throw new Fault('invalid', `第 ${index + 1} 个文件不是审计检查点。请选择从“检查点”下载或送出的 JSON 文件。`);
    return { name: `带来的检查点（第 ${checkpoint.seq} 条）`, checkpoint, isGenuine: isGenuine(checkpoint) };
  });
}

/** Of the checkpoints in the database, those that our own key should have signed. */
async function insideWitnesses(ctx: Ctx): Promise<Witness[]> {
  const { publicKey } = auditKeyOf(ctx.settings);
  const rows = await ctx.db.auditCheckpoint.findMany({ orderBy: { id: 'asc' } });
  return rows
    .map(checkpointOf)
    .filter((checkpoint) => checkpoint.publicKey === publicKey)
    .map((checkpoint) => ({
      name: `库内检查点（第 ${checkpoint.seq} 条）`,
      checkpoint,
      isGenuine: isGenuine(checkpoint, publicKey),
    }));
}

interface Progress {
  checked: number;
  total: number;
  verdict?: object;
}

function presentVerdict({ count, head, findings, unnamed, agreed }: Verdict, outside: readonly Witness[], at: Date) {
  const brought = agreed.filter((witness) => outside.includes(witness)).length;
  return {
    isWhole: findings.length === 0 && unnamed === 0,
    count,
    hash: head?.hash ?? null,
    findings: findings.slice(0, TOLD).map((finding) => ({
      kind: finding.kind,
      label: FINDING_KINDS[finding.kind],
      sentence: tellFinding(finding),
    })),
    unnamed: unnamed + Math.max(0, findings.length - TOLD),
    confirmed: { inside: agreed.length - brought, outside: brought },
    at: at.toISOString(),
  };
}

/** Walks along the whole chain and tells of it line by line: how far it is, in the end what is wrong. */
export async function verifyAudit(
  ctx: Ctx,
  { body }: Input<Endpoints['verifyAudit']>,
  { response }: Wire,
): Promise<void> {
  demand(ctx, 'audit.read');
  const outside = outsideWitnesses(body.checkpoints);
  const witnesses = [...(await insideWitnesses(ctx)), ...outside];
  const tell = (progress: Progress) => response.write(`${JSON.stringify(auditVerification.parse(progress))}\n`);
  await withSession(ctx.databaseUrl, async (client) => {
    const { rows } = await client.query<{ free: boolean }>(`SELECT pg_try_advisory_lock(${LOCK}) AS free`);
    if (!rows[0]?.free) throw new Fault('too_many', '正在进行另一次核验，请等它结束后再试。');
    const verifier = new ChainVerifier({ witnesses });
    const total = await onSnapshot(client, async () => {
      const length = Number((await readHead(client)).seq);
      // Compressed, the lines would wait for each other.
      response.set({ 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'no-store, no-transform' });
      tell({ checked: 0, total: length });
      await verifyDatabase(client, verifier, (checked) => {
        if (response.destroyed) throw new Fault('invalid', '读者已离开，核验没有做完。');
        tell({ checked, total: length });
      });
      return length;
    });
    const verdict = presentVerdict(verifier.finish(), outside, ctx.at);
    await recordVerdict(ctx, verdict);
    tell({ checked: verdict.count, total, verdict });
  });
  response.end();
}

async function recordVerdict(ctx: Ctx, verdict: ReturnType<typeof presentVerdict>): Promise<void> {
  const found = verdict.findings.length + verdict.unnamed;
  const after = { 条数: verdict.count, 结果: verdict.isWhole ? '完整' : `发现 ${found} 处不符` };
  await ctx.db.$transaction((tx) => record(tx, ctx, { action: 'verifyAudit', objectKind: 'system', after }));
}
