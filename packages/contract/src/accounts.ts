import { z } from 'zod';
import { ROLES } from '@rectify/domain';
import { byId, codes, id, instant, page, paging, ref, version, words } from './common.ts';
import { endpoint } from './endpoint.ts';

const role = codes(ROLES);
const username = z
  .string({ error: '请填写用户名' })
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{1,39}$/, { error: '用户名为 2–40 位小写字母、数字、点、横线' });
export const account = z.object({
  id,
  version,
  name: z.string(),
  username: z.string(),
  role,
  unit: ref,
  isDisabled: z.boolean(),
  mustChangePassword: z.boolean(),
  /** The password is older than the rules allow: the next sign-in asks for a new one. */
  isPasswordExpired: z.boolean(),
  /** The handed-out password that its owner has not replaced yet; null where there is none. */
  oneTimePassword: z.object({ until: instant, isOver: z.boolean() }).nullable(),
  hasSecondFactor: z.boolean(),
  /** Sign-in from unknown devices waits until then after too many failures. */
  lockedUntil: instant.nullable(),
});

const handedOut = z.object({ account, oneTimePassword: z.string() });

/** What administrators do with accounts. */
export const accountEndpoints = {
  listAccounts: endpoint({
    method: 'GET',
    path: '/api/accounts',
    summary: '账号列表（系统管理员）',
    tag: '登录与账号',
    query: z.object({ ...paging, q: z.string().max(60).optional(), role: role.optional() }),
    response: page(account),
  }),
  createAccount: endpoint({
    method: 'POST',
    path: '/api/accounts',
    summary: '新建账号，返回一次性初始密码',
    tag: '登录与账号',
    body: z.strictObject({ name: words('姓名', { max: 40 }), username, role, unitId: id }),
    response: handedOut,
    status: 201,
  }),
  updateAccount: endpoint({
    method: 'PATCH',
    path: '/api/accounts/:id',
    summary: '修改账号：姓名、角色、单位、停用；停用随即退出其全部登录',
    tag: '登录与账号',
    params: byId,
    body: z.strictObject({
      version,
      name: words('姓名', { max: 40 }).optional(),
      role: role.optional(),
      unitId: id.optional(),
      isDisabled: z.boolean().optional(),
    }),
    response: account,
  }),
  resetPassword: endpoint({
    method: 'POST',
    path: '/api/accounts/:id/password',
    summary: '重置密码，返回一次性密码；原有登录全部失效',
    tag: '登录与账号',
    params: byId,
    response: handedOut,
  }),
  resetSecondFactor: endpoint({
    method: 'POST',
    path: '/api/accounts/:id/second-factor/reset',
    summary: '重置两步登录，供本人丢失手机和恢复码时重新设置；原有登录全部失效',
    tag: '登录与账号',
    params: byId,
    response: account,
  }),
  endAccountSessions: endpoint({
    method: 'DELETE',
    path: '/api/accounts/:id/sessions',
    summary: '结束账号的全部登录，立即生效；账号仍可重新登录',
    tag: '登录与账号',
    params: byId,
    response: z.object({ ended: z.number().int() }),
  }),
  unlockAccount: endpoint({
    method: 'POST',
    path: '/api/accounts/:id/unlock',
    summary: '解除登录锁定',
    tag: '登录与账号',
    params: byId,
    response: account,
  }),
  listMembers: endpoint({
    method: 'GET',
    path: '/api/members',
    summary: '可编入巡察组的账号',
    tag: '登录与账号',
    response: z.object({ items: z.array(z.object({ id, name: z.string(), unitName: z.string() })) }),
  }),
};
