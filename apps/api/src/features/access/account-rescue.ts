import type { Operation } from '../../http/route.ts';
import { demand } from '../../http/permission.ts';
import { record } from '../audit/record.ts';
import { getAccount, presentAccount } from './accounts.ts';
import { dropFactor } from './second-factor.ts';
import { unlock } from './throttle.ts';

/** Takes away the second factor of a person who lost phone and recovery codes, and ends their sessions. */
export const resetSecondFactor: Operation<'resetSecondFactor'> = async (ctx, { params }) => {
  demand(ctx, 'account.write');
  return ctx.db.$transaction(async (tx) => {
    const account = await getAccount(tx, params.id);
    await dropFactor(tx, params.id);
    await tx.session.deleteMany({ where: { userId: params.id } });
    const before = { 姓名: account.name, 用户名: account.username };
    await record(tx, ctx, { action: 'resetSecondFactor', objectKind: 'account', objectId: params.id, before });
    return presentAccount(ctx, await getAccount(tx, params.id));
  });
};

/** Ends the waits that failed sign-ins put on an account. */
export const unlockAccount: Operation<'unlockAccount'> = async (ctx, { params }) => {
  demand(ctx, 'account.write');
  const account = await getAccount(ctx.db, params.id);
  await unlock(ctx.db, account.username, account.id);
  const before = { 姓名: account.name, 用户名: account.username };
  await ctx.db.$transaction((tx) =>
    record(tx, ctx, { action: 'unlockAccount', objectKind: 'account', objectId: params.id, before }),
  );
  return presentAccount(ctx, account);
};

/** Ends a person's sessions wherever they are, and tells how many there were; the account itself stays as it is. */
export const endAccountSessions: Operation<'endAccountSessions'> = async (ctx, { params }) => {
  demand(ctx, 'account.write');
  return ctx.db.$transaction(async (tx) => {
    const account = await getAccount(tx, params.id);
    // Those that had run out are removed, too, and not counted: by the database's clock, which decides what is over.
    const rows = await tx.$queryRaw<{ wasOpen: boolean }[]>`
      DELETE FROM session WHERE user_id = ${params.id}::uuid RETURNING expires_at > now() AS "wasOpen"`;
    const ended = rows.filter(({ wasOpen }) => wasOpen).length;
    const after = { 姓名: account.name, 用户名: account.username, 结束的登录: `${ended} 处` };
    await record(tx, ctx, { action: 'endAccountSessions', objectKind: 'account', objectId: params.id, after });
    return { ended };
  });
};
