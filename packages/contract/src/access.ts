import { z } from 'zod';
import { ROLES } from '@rectify/domain';
import { endpoint } from './endpoint.ts';
import { byId, codes, id, page, paging, ref, version, words } from './common.ts';

const role = codes(ROLES);
const username = z
  .string({ error: '请填写用户名' })
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{1,39}$/, { error: '用户名为 2–40 位小写字母、数字、点、横线' });
const password = z
  .string({ error: '请填写密码' })
  .min(1, { error: '请填写密码' })
  .max(128, { error: '密码最多 128 位' });

export const session = z.object({
  user: z.object({ id, name: z.string(), username: z.string(), role, roleLabel: z.string(), unit: ref }),
  mustChangePassword: z.boolean(),
  permissions: z.array(z.string()),
  idleMinutes: z.number().int(),
  today: z.string(),
});

export const account = z.object({
  id,
  version,
  name: z.string(),
  username: z.string(),
  role,
  unit: ref,
  isDisabled: z.boolean(),
  mustChangePassword: z.boolean(),
});

const handedOut = z.object({ account, oneTimePassword: z.string() });

export const accessEndpoints = {
  signIn: endpoint({
    method: 'POST',
    path: '/api/session',
    summary: '登录',
    tag: '登录与账号',
    access: 'anyone',
    body: z.strictObject({ username: z.string().trim().min(1, { error: '请填写用户名' }).max(60), password }),
    response: session,
  }),
  getSession: endpoint({
    method: 'GET',
    path: '/api/session',
    summary: '当前登录的账号',
    tag: '登录与账号',
    response: session,
  }),
  signOut: endpoint({
    method: 'DELETE',
    path: '/api/session',
    summary: '退出登录',
    tag: '登录与账号',
    responseKind: 'none',
    status: 204,
  }),
  signOutEverywhere: endpoint({
    method: 'DELETE',
    path: '/api/sessions',
    summary: '在所有设备上退出登录，立即生效',
    tag: '登录与账号',
    responseKind: 'none',
    status: 204,
  }),
  changePassword: endpoint({
    method: 'POST',
    path: '/api/session/password',
    summary: '修改自己的密码；其他设备上的登录随即失效',
    tag: '登录与账号',
    body: z.strictObject({
      current: password,
      next: z
        .string({ error: '请填写新密码' })
        .min(10, { error: '新密码至少 10 位' })
        .max(128, { error: '密码最多 128 位' }),
    }),
    response: session,
  }),
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
  listMembers: endpoint({
    method: 'GET',
    path: '/api/members',
    summary: '可编入巡察组的账号',
    tag: '登录与账号',
    response: z.object({ items: z.array(z.object({ id, name: z.string(), unitName: z.string() })) }),
  }),
};
