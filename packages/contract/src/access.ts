import { z } from 'zod';
import { ROLES } from '@rectify/domain';
import { endpoint } from './endpoint.ts';
import { byId, codes, id, instant, ref } from './common.ts';

const role = codes(ROLES);
const password = z
  .string({ error: '请填写密码' })
  .min(1, { error: '请填写密码' })
  .max(128, { error: '密码最多 128 位' });

/** Six figures of a generator, or a recovery code; blanks and dashes do not matter. */
const code = z
  .string({ error: '请填写口令' })
  .transform((value) => value.replaceAll(/[\s-]/g, '').toLowerCase())
  .pipe(
    z
      .string()
      .regex(/^(\d{6}|[a-z0-9]{16}(?:[a-z0-9]{8})?)$/, { error: '动态口令是 6 位数字；恢复码是 24 位字母和数字' }),
  );
const withPassword = z.strictObject({ password });
const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });

export const session = z.object({
  user: z.object({ id, name: z.string(), username: z.string(), role, roleLabel: z.string(), unit: ref }),
  mustChangePassword: z.boolean(),
  /** The role asks for a second factor and none is set up yet. */
  mustEnrolSecondFactor: z.boolean(),
  /** Whole days until the password must be changed; null where it need not be. */
  passwordDaysLeft: z.number().int().nullable(),
  passwordAdvice: z.string(),
  permissions: z.array(z.string()),
  idleMinutes: z.number().int(),
  today: z.string(),
});

/** The password was right; the code of the second factor is still to come. */
const secondFactorAsked = z.object({ secondFactor: z.literal('asked') });

const ownSession = z.object({
  id,
  startedAt: instant,
  lastSeenAt: instant,
  ip: z.string().nullable(),
  device: z.string(),
  method: z.string(),
  isCurrent: z.boolean(),
});

const place = z.object({ device: z.string(), ip: z.string().nullable() });

const accountNews = z.object({
  /** Before the present one; null for the first. */
  lastSignIn: z.object({ at: instant, place }).nullable(),
  /** Under this name, since then and before the present one. */
  failedSignIns: z.number().int(),
  /** Of how one signs in, and as whom; the newest first. */
  changes: z.array(
    z.object({
      id: z.string(),
      at: instant,
      what: z.string(),
      /** Of one's own acts. */
      place: place.nullable(),
      /** Not seen at an earlier sign-in, nor done in this one. */
      isNew: z.boolean(),
    }),
  ),
});

const secondFactor = z.object({
  isOn: z.boolean(),
  since: instant.nullable(),
  recoveryCodesLeft: z.number().int(),
  /** Asked of the role: it cannot be switched off. */
  isRequired: z.boolean(),
});

export const accessEndpoints = {
  signIn: endpoint({
    method: 'POST',
    path: '/api/session',
    summary: '登录',
    tag: '登录与账号',
    access: 'anyone',
    body: z.strictObject({ username: z.string().trim().min(1, { error: '请填写用户名' }).max(60), password }),
    response: z.union([session, secondFactorAsked]),
  }),
  getSignInOptions: endpoint({
    method: 'GET',
    path: '/api/session/options',
    summary: '登录方式',
    tag: '登录与账号',
    access: 'anyone',
    response: z.object({ singleSignOn: z.object({ label: z.string() }).nullable() }),
  }),
  completeSignIn: endpoint({
    method: 'POST',
    path: '/api/session/second-factor',
    summary: '登录第二步：动态口令或恢复码',
    tag: '登录与账号',
    access: 'anyone',
    body: z.strictObject({ code }),
    response: session,
  }),
  beginSingleSignOn: endpoint({
    method: 'GET',
    path: '/api/session/single-sign-on',
    summary: '转到统一身份认证登录',
    tag: '登录与账号',
    access: 'anyone',
    query: z.object({ next: z.string().max(500).optional() }),
    responseKind: 'redirect',
  }),
  completeSingleSignOn: endpoint({
    method: 'GET',
    path: '/api/session/single-sign-on/return',
    summary: '从统一身份认证返回',
    tag: '登录与账号',
    access: 'anyone',
    responseKind: 'redirect',
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
      // Its length and kind are judged with all the other rules, so that one hears of every fault at once.
      next: z.string({ error: '请填写新密码' }).min(1, { error: '请填写新密码' }).max(500),
    }),
    response: session,
  }),
  listSessions: endpoint({
    method: 'GET',
    path: '/api/sessions',
    summary: '自己的全部登录',
    tag: '登录与账号',
    response: z.object({ items: z.array(ownSession) }),
  }),
  endSession: endpoint({
    method: 'DELETE',
    path: '/api/sessions/:id',
    summary: '退出自己的某一处登录，立即生效',
    tag: '登录与账号',
    params: byId,
    responseKind: 'none',
    status: 204,
  }),
  getAccountNews: endpoint({
    method: 'GET',
    path: '/api/account/news',
    summary: '自己账号的动态：上次登录、登录失败、登录方式的变动',
    tag: '登录与账号',
    response: accountNews,
  }),
  getSecondFactor: endpoint({
    method: 'GET',
    path: '/api/second-factor',
    summary: '自己的两步登录设置',
    tag: '登录与账号',
    response: secondFactor,
  }),
  beginSecondFactor: endpoint({
    method: 'POST',
    path: '/api/second-factor/enrolment',
    summary: '开始设置两步登录，返回密钥和二维码；用口令确认后才生效',
    tag: '登录与账号',
    body: withPassword,
    response: z.object({ key: z.string(), uri: z.string(), qr: z.string() }),
  }),
  confirmSecondFactor: endpoint({
    method: 'POST',
    path: '/api/second-factor',
    summary: '启用两步登录，返回只显示一次的恢复码；其他设备上的登录随即失效',
    tag: '登录与账号',
    body: z.strictObject({ code }),
    response: recoveryCodes,
  }),
  removeSecondFactor: endpoint({
    method: 'POST',
    path: '/api/second-factor/removal',
    summary: '关闭两步登录',
    tag: '登录与账号',
    body: withPassword,
    response: secondFactor,
  }),
  renewRecoveryCodes: endpoint({
    method: 'POST',
    path: '/api/second-factor/recovery-codes',
    summary: '换一组恢复码，原有的随即作废',
    tag: '登录与账号',
    body: withPassword,
    response: recoveryCodes,
  }),
};
