import type { Db } from '@rectify/db';

/** Names of accounts by id, in one query. */
export async function namesOf(
  db: Pick<Db, 'user'>,
  ids: Iterable<string | null>,
): Promise<(id: string | null) => string> {
  const wanted = [...new Set(ids)].filter((id): id is string => id !== null);
  const users =
    wanted.length === 0
      ? []
      : await db.user.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true } });
  return nameFrom(new Map(users.map((user) => [user.id, user.name])));
}

/** Names of accounts that are known already. */
export const nameFrom = (names: ReadonlyMap<string, string>) => (id: string | null) =>
  id === null ? '（导入）' : (names.get(id) ?? '（已删除账号）');
