import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { createMigration, DatabaseFault, startEmbedded, withSession } from '@rectify/db';

const ROOT = path.resolve(import.meta.dirname, '../..');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { yes: { type: 'boolean', default: false }, empty: { type: 'boolean', default: false } },
});
const [task, ...rest] = positionals;

try {
  if (task === 'migration') await writeMigration(rest.join(' '));
  else if (task === 'reset') await reset();
  else throw new DatabaseFault('用法：npm run db:migration -- <英文名> [--empty]，或 npm run db:reset [-- --yes]');
} catch (error) {
  console.error(error instanceof DatabaseFault ? error.message : error);
  process.exitCode = 1;
}

async function writeMigration(label: string): Promise<void> {
  const written = await createMigration(label, {
    prismaDir: path.join(ROOT, 'prisma'),
    now: new Date(),
    allowEmpty: values.empty,
  });
  if (!written) {
    console.log('表结构没有变化，没有写迁移。若只想写触发器之类的 SQL，请加上 --empty。');
    return;
  }
  console.log(`已写入 ${path.relative(ROOT, written.file)}。`);
  console.log('请检查内容；触发器、函数和数据搬迁可直接写在文件末尾。下次 npm start 会应用它，合并之后就不要再改。');
}

async function reset(): Promise<void> {
  const given = process.env['DATABASE_URL'];
  if (given) return resetServer(given);
  const dataDir = path.resolve(ROOT, process.env['DATA_DIR'] ?? '.data');
  await confirm(`将清空 ${dataDir} 中内置数据库的全部数据。`);
  const embedded = await startEmbedded({ dataDir });
  try {
    await withSession(embedded.adminUrl, async (admin) => {
      await admin.query('DROP DATABASE rectify WITH (FORCE)');
      await admin.query('CREATE DATABASE rectify OWNER rectify');
    });
  } finally {
    await embedded.stop();
  }
  console.log('数据库已清空。下次 npm start 会重新建表。');
}

/** A server that is not ours may be shared with others: nothing but --yes will do. */
async function resetServer(url: string): Promise<void> {
  const { host, pathname } = new URL(url);
  if (!values.yes) {
    throw new DatabaseFault(`DATABASE_URL 指向 ${host}${pathname}。若确定要清空它，请运行：npm run db:reset -- --yes`);
  }
  await withSession(url, async (session) => {
    await session.query('DROP SCHEMA IF EXISTS graphile_worker CASCADE');
    await session.query('DROP SCHEMA public CASCADE');
    await session.query('CREATE SCHEMA public');
  });
  console.log(`${host}${pathname} 已清空。下次 npm start 会重新建表。`);
}

async function confirm(warning: string): Promise<void> {
  if (values.yes) return;
  const refusal = new DatabaseFault('没有确认，什么也没有做。不想被询问时请运行：npm run db:reset -- --yes');
  if (!process.stdin.isTTY) throw refusal;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`${warning}输入 yes 继续：`);
  terminal.close();
  if (answer.trim() !== 'yes') throw refusal;
}
