// node --import tsx scripts/bench/audit.ts: what the chain costs a write, and how fast it is verified.
import { applyMigrations, withSession } from '@rectify/db';
import { ChainVerifier } from '@rectify/audit-chain';
import { onSnapshot, verifyDatabase } from '../../apps/api/src/features/audit/chain/read-chain.ts';
import { at } from '../lib/root.mjs';
import { measureAuditCost } from './audit-cost.ts';
import { openPlace } from './place.ts';

const ENTRIES = Number(process.env['BENCH_AUDIT_ENTRIES'] ?? 200_000);
const say = (text: string) => process.stdout.write(`${text}\n`);

const FILL = `
  INSERT INTO audit_entry (at, actor_id, actor_name, actor_role, ip, request_id, action, result, object_kind, object_id, note, after)
  SELECT now(), gen_random_uuid(), '王办', 'office', '10.1.2.3', gen_random_uuid()::text, 'fileProgress', 'done', 'measure',
    gen_random_uuid()::text, '已完成盘点', '{"措施":"第 1 条","截至日期":"2024-06-01","说明":"已召开会议三次，制定制度两项"}'
  FROM generate_series(1, 20000)`;

async function measureVerification(ownerUrl: string): Promise<void> {
  await withSession(ownerUrl, async (client) => {
    for (let count = 0; count < ENTRIES; count += 20_000) await client.query(FILL);
    await client.query('ANALYZE audit_entry, audit_seal');
    for (let round = 0; round < 3; round += 1) {
      const verifier = new ChainVerifier();
      const [begun, cpu] = [performance.now(), process.cpuUsage()];
      await onSnapshot(client, () => verifyDatabase(client, verifier));
      const { count, findings } = verifier.finish();
      const seconds = (performance.now() - begun) / 1000;
      const { user, system } = process.cpuUsage(cpu);
      const perSecond = Math.round(count / seconds);
      const perProcessorSecond = Math.round(count / ((user + system) / 1e6));
      say(`核验 ${count} 条：每秒 ${perSecond} 条（每处理器秒 ${perProcessorSecond} 条），${findings.length} 处不符`);
    }
  });
}

const place = await openPlace();
try {
  await applyMigrations(place.url, at('prisma/migrations'));
  await measureVerification(place.url);
  for (const writers of [1, 8]) {
    const cost = await measureAuditCost(place.url, writers);
    const each = `每次 ${cost.sealed.toFixed(2)} 毫秒，不封存 ${cost.unsealed.toFixed(2)} 毫秒`;
    const together = `合计每秒 ${Math.round(cost.sealedPerSecond)} 次，不封存 ${Math.round(cost.unsealedPerSecond)} 次`;
    say(`${writers} 个同时写入：${each}；${together}`);
  }
} finally {
  await place.remove();
}
