import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ErrorRequestHandler } from 'express';
import type { Problem } from '@rectify/contract';
import { isDatabaseAway, isStorageFull, isTooSlow } from '@rectify/db';
import type { Refusal } from '@rectify/domain';
import type { z } from 'zod';
import type { Deps } from '../context.ts';
import { routeOf } from './observe.ts';
import { requestIdOf } from './request-id.ts';

/** Every expected failure, with its HTTP status. */
export const FAULTS = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  password_change_required: 403,
  second_factor_required: 403,
  not_found: 404,
  stale: 409,
  wrong_state: 409,
  unmet: 409,
  conflict: 409,
  timed_out: 408,
  too_large: 413,
  uri_too_long: 414,
  unsupported: 415,
  too_many: 429,
  headers_too_large: 431,
  unavailable: 503,
  busy: 503,
} as const;
export type FaultCode = keyof typeof FAULTS;

const TITLES: Record<FaultCode | 'internal', string> = {
  invalid: '填写有误',
  unauthenticated: '需要登录',
  forbidden: '没有权限',
  password_change_required: '请先修改密码',
  second_factor_required: '请先设置两步登录',
  not_found: '找不到',
  stale: '内容已被他人修改',
  wrong_state: '当前状态不能这样办',
  unmet: '条件还不满足',
  conflict: '与已有内容冲突',
  timed_out: '提交超时',
  too_large: '内容太大',
  uri_too_long: '地址太长',
  unsupported: '格式不支持',
  too_many: '操作过于频繁',
  headers_too_large: '请求头太大',
  unavailable: '暂时不可用',
  busy: '正在排队',
  internal: '系统出错',
};

/** When to ask again after a 503. */
export const RETRY_AFTER_SECONDS = 5;
/** Where the fault itself does not know better. */
const RETRY_AFTER: Partial<Record<FaultCode, number>> = {
  ...{ unavailable: RETRY_AFTER_SECONDS, busy: RETRY_AFTER_SECONDS },
  too_many: 60,
};

type Extras = Pick<Problem, 'errors' | 'unmet'>;

/** An expected failure: `detail` is Chinese and says what to do next. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly detail: string;
  readonly extras: Extras;
  /** Seconds after which it is worth asking again. */
  readonly retryAfter: number | undefined;

  constructor(code: FaultCode, detail: string, extras: Extras = {}, retryAfter?: number) {
    super(`${code}: ${detail}`);
    this.code = code;
    this.detail = detail;
    this.extras = extras;
    this.retryAfter = retryAfter ?? RETRY_AFTER[code];
  }
}

export const notFound = () =>
  new Fault('not_found', '没有找到，可能已被移走，或不在您的查看范围内。请返回列表重新选择。');
/** The database cannot be asked just now; whether the last change was written nobody knows yet. */
export const unavailable = () =>
  new Fault('unavailable', '系统暂时连不上数据库，正在恢复。请过几秒重试；刚才若在保存，请先核对是否已经写入。');
/** There is no room for what was sent; nothing of it is kept. */
export const storageFull = () =>
  new Fault('unavailable', '服务器的存储空间已满，没有写入。请告诉系统管理员，清理后再提交。');
/** Somebody else was first; `what` names the thing where several were to be changed at once. */
export const stale = (what = '这条内容') =>
  new Fault('stale', `别人刚刚改过${what}，您的改动没有写入。您填写的内容还在，请载入最新内容，核对后再提交。`);

const REFUSAL_CODES = {
  not_visible: 'not_found',
  forbidden: 'forbidden',
  conflict_of_interest: 'forbidden',
  not_your_turn: 'forbidden',
  wrong_state: 'wrong_state',
  unmet: 'unmet',
  input: 'invalid',
} as const satisfies Record<Refusal['code'], FaultCode>;

/** The failure that a refusal of the domain becomes on the wire. */
export function faultOf(refusal: Refusal): Fault {
  if (refusal.code === 'not_visible') return notFound();
  const unmet = refusal.unmet?.map((gap) => ({
    code: gap.code,
    message: gap.message,
    measureId: gap.measureId ?? null,
  }));
  const errors = refusal.field && [{ field: refusal.field, message: refusal.reason }];
  return new Fault(REFUSAL_CODES[refusal.code], refusal.reason, { ...(unmet && { unmet }), ...(errors && { errors }) });
}

/** The failure that input not fitting its schema becomes. */
export function invalidFault(error: z.ZodError): Fault {
  const errors = error.issues.map((issue) => ({ field: issue.path.join('.'), message: messageOf(issue) }));
  const first = errors[0]?.message ?? '填写有误';
  return new Fault('invalid', errors.length > 1 ? `有 ${errors.length} 处需要改正：${first} 等。` : `${first}。`, {
    errors,
  });
}

const CHINESE = /\p{Script=Han}/u;

function messageOf(issue: z.core.$ZodIssue): string {
  if (CHINESE.test(issue.message)) return issue.message;
  if (issue.code === 'unrecognized_keys') return `多出了不认识的内容：${issue.keys.join('、')}`;
  if (issue.code === 'too_big') return '内容超出上限，请精简';
  if (issue.code === 'too_small') return '内容不够，请补充';
  return '内容不符合要求，请检查';
}

interface HttpLike {
  status?: number;
  type?: string;
}

function faultFromLibrary(error: unknown): Fault | null {
  if (isStorageFull(error)) return storageFull();
  if (isDatabaseAway(error)) return unavailable();
  if (isTooSlow(error))
    return new Fault('busy', '办理的时间太长，已经停下，没有写入。请缩小查询范围，或过一会儿再试。');
  const { status, type } = (error ?? {}) as HttpLike;
  if (type === 'entity.too.large') return new Fault('too_large', '提交的内容太大，没有接收。请缩短或分成几次提交。');
  if (type === 'entity.parse.failed' || status === 400)
    return new Fault('invalid', '提交的内容不完整或格式不对，请刷新页面后重试。');
  if (status === 415) return new Fault('unsupported', '提交的格式不支持，请刷新页面后重试。');
  return null;
}

/** A failure in its wire form; null stands for one that nobody expected. */
export function problemOf(fault: Fault | null, requestId: string): Problem {
  const code = fault?.code ?? 'internal';
  return {
    type: `urn:rectify:problem:${code}`,
    title: TITLES[code],
    status: fault ? FAULTS[fault.code] : 500,
    code,
    detail:
      fault?.detail ??
      `系统出了问题，您的改动没有写入。请稍后重试；仍不行请把编号 ${requestId.slice(0, 8)} 告诉系统管理员。`,
    ...fault?.extras,
    requestId,
  };
}

/** The one place where a failure becomes an answer (RFC 9457). */
export function answerFault(
  { log, settings }: Pick<Deps, 'log' | 'settings'>,
  error: unknown,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const fault = error instanceof Fault ? error : faultFromLibrary(error);
  const requestId = requestIdOf(request, response, settings);
  if (!fault) log.error({ err: error, requestId, route: routeOf(request, response) }, 'unexpected failure');
  else if (fault.cause) log.error({ err: fault.cause, requestId }, 'something that is needed is away');
  // Whoever waited was answered when the database went away.
  if (response.writableEnded) return;
  if (response.headersSent) return void request.socket.destroy();
  if (fault?.retryAfter) response.setHeader('Retry-After', String(fault.retryAfter));
  const problem = problemOf(fault, requestId);
  const body = JSON.stringify(problem);
  response.statusCode = problem.status;
  response.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
  response.setHeader('Content-Length', Buffer.byteLength(body));
  response.end(body);
}

/** The same, at the end of Express's chain. */
export const problemHandler =
  (deps: Pick<Deps, 'log' | 'settings'>): ErrorRequestHandler =>
  (error, request, response, _next) =>
    answerFault(deps, error, request, response);
