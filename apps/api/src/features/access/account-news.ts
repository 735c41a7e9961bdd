import { Prisma, type AuditEntry } from '@rectify/db';
import type { Ctx } from '../../context.ts';
import type { Operation } from '../../http/route.ts';
import { auditChanges } from '../audit/sentences.ts';
import { deviceName } from './device-name.ts';

// No mail is sent: whoever signs in is told here what was done to the account, as the audit trail has it.

const CHANGES: Readonly<Record<string, string>> = {
  changePassword: '修改了密码',
  resetPassword: '重置了密码',
  confirmSecondFactor: '启用了两步登录',
  removeSecondFactor: '关闭了两步登录',
  resetSecondFactor: '重置了两步登录',
  renewRecoveryCodes: '换了一组恢复码',
  updateAccount: '修改了账号资料',
  endAccountSessions: '结束了全部登录',
  unlockAccount: '解除了登录锁定',
};
const MOST_CHANGES = 10;
const MOST_FAILURES = 1_000;

interface SignIns {
  /** The entry of the present sign-in, and of the one before it. */
  present: bigint | null;
  before: bigint | null;
}

async function findSignIns({ db, actor }: Ctx): Promise<SignIns> {
  const rows = await db.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM audit_entry WHERE actor_id = ${actor.id}::uuid AND action = 'signIn' ORDER BY id DESC LIMIT 2`;
  return { present: rows[0]?.id ?? null, before: rows[1]?.id ?? null };
}

/** The newest changes of an account, in the order and with the condition of the index audit_entry_account. */
export const changesOf = (accountId: string) => Prisma.sql`
  SELECT id FROM audit_entry WHERE object_kind = 'account' AND object_id = ${accountId}
    AND action IN (${Prisma.join(Object.keys(CHANGES))}) AND result = 'done'
  ORDER BY id DESC LIMIT ${MOST_CHANGES}`;

async function findChanges({ db, actor }: Ctx): Promise<AuditEntry[]> {
  const rows = await db.$queryRaw<{ id: bigint }[]>(changesOf(actor.id));
  return db.auditEntry.findMany({ where: { id: { in: rows.map(({ id }) => id) } }, orderBy: { id: 'desc' } });
}

/** Sign-ins under this name that failed between the last two that did not. */
async function countFailures({ db, actor }: Ctx, { before, present }: SignIns): Promise<number> {
  if (before === null || present === null) return 0;
  const rows = await db.$queryRaw<unknown[]>`
    SELECT FROM audit_entry WHERE action = 'signInFailed' AND id > ${before} AND id < ${present}
      AND after->>'用户名' = ${actor.username} LIMIT ${MOST_FAILURES}`;
  return rows.length;
}

/** Where an act of one's own was done; of somebody else's nothing is told. */
const placeOf = ({ ip, userAgent }: AuditEntry) => ({ device: deviceName(userAgent), ip });

function whatOf(entry: AuditEntry): string {
  const what = CHANGES[entry.action] ?? '';
  const fields = entry.action === 'updateAccount' ? auditChanges(entry).map(({ field }) => field) : [];
  return fields.length > 0 ? `${what}（${fields.join('、')}）` : what;
}

function presentChange(entry: AuditEntry, { actor }: Ctx, { before, present }: SignIns) {
  const isOwn = entry.actorId === actor.id;
  // What one did oneself since signing in is no news.
  const isKnown = isOwn && present !== null && entry.id > present;
  return {
    id: String(entry.id),
    at: entry.at.toISOString(),
    what: `${isOwn ? '本人' : '系统管理员'}${whatOf(entry)}`,
    place: isOwn ? placeOf(entry) : null,
    isNew: !isKnown && entry.id > (before ?? 0n),
  };
}

/** When one signed in before, what failed since, and what was changed of how one signs in. */
export const getAccountNews: Operation<'getAccountNews'> = async (ctx) => {
  const signIns = await findSignIns(ctx);
  const [changes, failedSignIns, last] = await Promise.all([
    findChanges(ctx),
    countFailures(ctx, signIns),
    signIns.before === null ? null : ctx.db.auditEntry.findUnique({ where: { id: signIns.before } }),
  ]);
  return {
    lastSignIn: last && { at: last.at.toISOString(), place: placeOf(last) },
    failedSignIns,
    changes: changes.map((entry) => presentChange(entry, ctx, signIns)),
  };
};
