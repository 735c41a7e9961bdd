import { mayBelong, passwordDaysLeft, ROLE_CLASSES, ROLES, type Role } from '@rectify/domain';
import type { Prisma, Tx } from '@rectify/db';
import type { OpenCtx } from '../../context.ts';
import type { Operation } from '../../http/route.ts';
import { Fault, notFound, stale } from '../../http/errors.ts';
import { pageNewestFirst } from '../../http/paging.ts';
import { record } from '../audit/record.ts';
import { demand } from '../../http/permission.ts';
import { hashPassword, makeOneTimePassword, replacePassword, setPassword } from './passwords.ts';
import { oneTimePasswordsOf } from './one-time-password.ts';
import { locksOf, unlock } from './throttle.ts';

const FIELDS = {
  id: true,
  version: true,
  name: true,
  username: true,
  role: true,
  isDisabled: true,
  mustChangePassword: true,
  passwordChangedAt: true,
  secondFactor: { select: { confirmedAt: true } },
  unit: { select: { id: true, name: true } },
} as const;

type AccountRow = Prisma.UserGetPayload<{ select: typeof FIELDS }>;

/** The account, or 404. */
export async function getAccount(tx: Tx, id: string) {
  const account = await tx.user.findUnique({ where: { id }, select: FIELDS });
  if (!account) throw notFound();
  return account;
}

/** Accounts as the administrator sees them, with what keeps their owners out at present. */
async function presentAccounts(ctx: OpenCtx, rows: readonly AccountRow[]) {
  const [locks, handedOut] = await Promise.all([locksOf(ctx.db, rows), oneTimePasswordsOf(ctx, rows)]);
  return rows.map(({ secondFactor, passwordChangedAt, ...row }) => ({
    ...row,
    isPasswordExpired: (passwordDaysLeft(passwordChangedAt, ctx.at, ctx.settings.PASSWORD_POLICY) ?? 1) <= 0,
    oneTimePassword: handedOut.get(row.id) ?? null,
    hasSecondFactor: Boolean(secondFactor?.confirmedAt),
    lockedUntil: locks.get(row.id)?.toISOString() ?? null,
  }));
}

/** One account as the administrator sees it. */
export async function presentAccount(ctx: OpenCtx, row: AccountRow) {
  const [account] = await presentAccounts(ctx, [row]);
  if (!account) throw notFound();
  return account;
}

const auditOf = (account: AccountRow) => ({
  姓名: account.name,
  用户名: account.username,
  角色: ROLES[account.role],
  单位: account.unit.name,
  停用: account.isDisabled ? '是' : '否',
});

async function demandUnit(tx: Tx, unitId: string, role: Role): Promise<void> {
  const unit = await tx.unit.findUnique({ where: { id: unitId }, select: { kind: true } });
  if (unit && mayBelong(role, unit.kind)) return;
  if (unit) {
    const message = `“${ROLES[role]}”账号须属于巡察机构，请选择巡察办所在的单位`;
    throw new Fault('invalid', `${message}。`, { errors: [{ field: 'unitId', message }] });
  }
  throw new Fault('invalid', '没有这个单位，请重新选择。', { errors: [{ field: 'unitId', message: '请选择单位' }] });
}

/** All accounts, the newest first. */
export const listAccounts: Operation<'listAccounts'> = async (ctx, { query }) => {
  demand(ctx, 'account.read');
  const contains = query.q?.trim();
  const filter: Prisma.UserWhereInput = {
    ...(query.role && { role: query.role }),
    ...(contains && { OR: [{ name: { contains } }, { username: { contains } }, { unit: { name: { contains } } }] }),
  };
  const page = await pageNewestFirst(query, ({ where, ...rest }) =>
    ctx.db.user.findMany({ where: { AND: [filter, where] }, select: FIELDS, ...rest }),
  );
  return { ...page, items: await presentAccounts(ctx, page.items) };
};

/** Opens an account and hands out its first password, shown once. */
export const createAccount: Operation<'createAccount'> = async (ctx, { body }) => {
  demand(ctx, 'account.write');
  const oneTimePassword = makeOneTimePassword();
  const hash = await hashPassword(oneTimePassword);
  return ctx.db.$transaction(async (tx) => {
    await demandUnit(tx, body.unitId, body.role);
    if (await tx.user.findUnique({ where: { username: body.username }, select: { id: true } })) {
      throw new Fault('conflict', '这个用户名已有人使用，请换一个。', {
        errors: [{ field: 'username', message: '已有人使用' }],
      });
    }
    const { id } = await tx.user.create({
      data: {
        ...body,
        ...{ displayUsername: body.username, email: `${body.username}@rectify.invalid`, passwordChangedAt: ctx.at },
      },
      select: { id: true },
    });
    await setPassword(tx, id, hash);
    const account = await getAccount(tx, id);
    await record(tx, ctx, { action: 'createAccount', objectKind: 'account', objectId: id, after: auditOf(account) });
    return { account: await presentAccount(ctx, account), oneTimePassword };
  });
};

/** Changes an account; a disabled one or one with another role is signed out at once. */
export const updateAccount: Operation<'updateAccount'> = async (ctx, { params, body }) => {
  demand(ctx, 'account.write');
  const { version, ...given } = body;
  if (params.id === ctx.actor.id && (given.isDisabled || (given.role && given.role !== ctx.actor.role))) {
    throw new Fault('forbidden', '不能停用自己的账号或改自己的角色，请由另一位系统管理员办理。');
  }
  return ctx.db.$transaction(async (tx) => {
    const before = await getAccount(tx, params.id);
    const role = given.role ?? before.role;
    if (ROLE_CLASSES[role] !== ROLE_CLASSES[before.role]) {
      throw new Fault('forbidden', '业务、系统管理、安全审计三类账号不能互相转换，请停用这个账号，另开一个。');
    }
    if (given.unitId || given.role) await demandUnit(tx, given.unitId ?? before.unit.id, role);
    const data = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const { count } = await tx.user.updateMany({
      where: { id: params.id, version },
      data: { ...data, version: { increment: 1 } },
    });
    if (count === 0) throw stale();
    const after = await getAccount(tx, params.id);
    if (after.isDisabled || after.role !== before.role) await tx.session.deleteMany({ where: { userId: params.id } });
    await record(tx, ctx, {
      action: 'updateAccount',
      objectKind: 'account',
      objectId: params.id,
      before: auditOf(before),
      after: auditOf(after),
    });
    return presentAccount(ctx, after);
  });
};

/** Replaces a forgotten password by one to hand out, and ends the account's sessions. */
export const resetPassword: Operation<'resetPassword'> = async (ctx, { params }) => {
  demand(ctx, 'account.write');
  const oneTimePassword = makeOneTimePassword();
  const hash = await hashPassword(oneTimePassword);
  return ctx.db.$transaction(async (tx) => {
    const account = await getAccount(tx, params.id);
    await replacePassword(tx, params.id, hash, ctx.at);
    await tx.user.update({ where: { id: params.id }, data: { mustChangePassword: true, version: { increment: 1 } } });
    await tx.session.deleteMany({ where: { userId: params.id } });
    await unlock(tx, account.username, params.id);
    await record(tx, ctx, { action: 'resetPassword', objectKind: 'account', objectId: params.id });
    return { account: await presentAccount(ctx, await getAccount(tx, params.id)), oneTimePassword };
  });
};

/** Accounts that an inspection group can be made of. */
export const listMembers: Operation<'listMembers'> = async (ctx) => {
  demand(ctx, 'programme.write');
  const users = await ctx.db.user.findMany({
    where: { role: 'group', isDisabled: false, unit: { path: { startsWith: ctx.actor.jurisdictionPath ?? '-' } } },
    select: { id: true, name: true, unit: { select: { name: true } } },
    orderBy: { name: 'asc' },
    take: 500,
  });
  return { items: users.map((user) => ({ id: user.id, name: user.name, unitName: user.unit.name })) };
};
