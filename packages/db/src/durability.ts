import type { Db } from './client.ts';
import { directRows } from './direct.ts';
import { DatabaseFault } from './fault.ts';
import { Prisma } from './generated/prisma/client.ts';

/** Settings of PostgreSQL without which an acknowledged write can be lost, and what each guards against. */
const GUARDS: Readonly<Record<string, string>> = {
  fsync: '断电后已确认的内容可能丢失，数据库可能损坏',
  synchronous_commit: '断电后最近已确认的内容会丢失',
  full_page_writes: '断电后数据页可能损坏',
};

/**
 * Makes sure that the server forces every acknowledged write to disk, as the application's own sessions see it.
 * @throws DatabaseFault that names each setting at fault.
 */
export async function assertDurable(db: Db): Promise<void> {
  const names = Object.keys(GUARDS);
  const rows = await directRows<{ name: string; value: string }>(
    db,
    Prisma.sql`SELECT name, setting AS value FROM pg_settings WHERE name = ANY(${names}) ORDER BY name`,
  );
  const faults = rows.filter(({ value }) => value === 'off').map(({ name }) => `  · ${name} = off（${GUARDS[name]}）`);
  if (faults.length === 0) return;
  throw new DatabaseFault(
    `数据库的设置会丢失已经保存的内容，程序没有启动：\n${faults.join('\n')}\n` +
      '请在 postgresql.conf 中把它们改回 on 并重新加载数据库（也请检查 ALTER ROLE、ALTER DATABASE 设置过的值）。只用于测试的临时数据库可设置 ALLOW_LOSSY_DATABASE=1。',
  );
}
