import { withSession } from '@rectify/db';
import { ChainVerifier } from '@rectify/audit-chain';
import { onSnapshot, verifyDatabase } from '../../apps/api/src/features/audit/chain/read-chain.ts';
import { measureAuditCost, type AuditCost } from './audit-cost.ts';

const BATCH = 20_000;
const FILL = `
  INSERT INTO audit_entry (at, actor_id, actor_name, actor_role, ip, request_id, action, result, object_kind, object_id, note, after)
  SELECT now(), gen_random_uuid(), '王办', 'office', '10.1.2.3', gen_random_uuid()::text, 'fileProgress', 'done', 'measure',
    gen_random_uuid()::text, '已完成盘点', '{"措施":"第 1 条","截至日期":"2024-06-01","说明":"已召开会议三次，制定制度两项"}'
  FROM generate_series(1, ${BATCH})`;

export interface AuditFigures {
  entries: number;
  /** Verified in a second by the clock, and in a second of this process's processor time; the median of three. */
  perSecond: number;
  perProcessorSecond: number;
  target: number;
  findings: number;
  cost: AuditCost[];
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** How fast the chain is verified, and what it costs a write; the database must not be used afterwards. */
export async function measureAudit(ownerUrl: string, entries: number): Promise<AuditFigures> {
  const speeds: { perSecond: number; perProcessorSecond: number }[] = [];
  let findings = 0;
  await withSession(ownerUrl, async (client) => {
    for (let count = 0; count < entries; count += BATCH) await client.query(FILL);
    await client.query('ANALYZE audit_entry, audit_seal');
    for (let round = 0; round < 3; round += 1) {
      const verifier = new ChainVerifier();
      const [begun, cpu] = [performance.now(), process.cpuUsage()];
      await onSnapshot(client, () => verifyDatabase(client, verifier));
      const finished = verifier.finish();
      const seconds = (performance.now() - begun) / 1000;
      const { user, system } = process.cpuUsage(cpu);
      findings = finished.findings.length;
      speeds.push({
        perSecond: Math.round(finished.count / seconds),
        perProcessorSecond: Math.round(finished.count / ((user + system) / 1e6)),
      });
    }
  });
  const cost = [await measureAuditCost(ownerUrl, 1), await measureAuditCost(ownerUrl, 8)];
  return {
    ...{ entries, findings, cost, target: 100_000 },
    perSecond: median(speeds.map((each) => each.perSecond)),
    perProcessorSecond: median(speeds.map((each) => each.perProcessorSecond)),
  };
}
