import { directRows, Prisma } from '@rectify/db';
import type { Deps, OpenCtx } from './context.ts';
import { dayInShanghai } from '@rectify/domain';
import { record } from './features/audit/record.ts';
import { hashPassword, makeOneTimePassword, setPassword } from './features/access/passwords.ts';

/** A context for what the program does by itself, before anyone signed in. */
export function systemCtx(deps: Deps, at = deps.now()): OpenCtx {
  return { ...deps, at, today: dayInShanghai(at), origin: { ip: null, userAgent: null, requestId: 'start' } };
}

/** Whether nobody has used this database yet. Past Prisma, as all that is asked before it serves. */
export async function isEmpty(deps: Deps): Promise<boolean> {
  const rows = await directRows(
    deps.db,
    Prisma.sql`SELECT WHERE EXISTS (SELECT FROM app_user) OR EXISTS (SELECT FROM unit)`,
  );
  return rows.length === 0;
}

export const FIRST_ADMINISTRATOR = 'admin';

/** Opens the first administrator's account in an empty database; answers the one-time password. */
export async function createFirstAdministrator(deps: Deps): Promise<string> {
  const password = makeOneTimePassword();
  const hash = await hashPassword(password);
  await deps.db.$transaction(async (tx) => {
    const unit = await tx.unit.create({ data: { name: '本地区', kind: 'region', path: '/' }, select: { id: true } });
    await tx.unit.update({ where: { id: unit.id }, data: { path: `/${unit.id}/` } });
    const user = await tx.user.create({
      data: {
        name: '系统管理员',
        username: FIRST_ADMINISTRATOR,
        displayUsername: FIRST_ADMINISTRATOR,
        email: `${FIRST_ADMINISTRATOR}@rectify.invalid`,
        role: 'sys_admin',
        unitId: unit.id,
      },
      select: { id: true },
    });
    await setPassword(tx, user.id, hash);
    await record(tx, systemCtx(deps), { action: 'createFirstAdministrator', objectKind: 'account', objectId: user.id });
  });
  return password;
}
