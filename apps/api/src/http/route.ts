import { isDeepStrictEqual } from 'node:util';
import type { Request, RequestHandler, Response, Router } from 'express';
import {
  endpoints,
  type Answer,
  type EndpointSpec,
  type Endpoints,
  type Input,
  type OperationName,
} from '@rectify/contract';
import { dayInShanghai } from '@rectify/domain';
import type { z } from 'zod';
import type { Ctx, Deps, OpenCtx } from '../context.ts';
import { Fault, invalidFault } from './errors.ts';
import { createLines } from './heavy-work.ts';
import { nameRoute } from './observe.ts';
import { readJson } from './read-json.ts';
import { submissionOf } from './submission.ts';

export type Operation<N extends OperationName> = (
  ctx: Ctx,
  input: Input<Endpoints[N]>,
) => Promise<Answer<Endpoints[N]>>;

/** What an operation with its own wire form (sign-in, files) also gets. */
export interface Wire {
  request: Request;
  response: Response;
}

export interface Access {
  /** Who signed in; throws `unauthenticated`. */
  identify(ctx: OpenCtx, wire: Wire): Promise<Ctx>;
  /** Counts what an account asks for; throws `too_many`. */
  count(name: OperationName, account: string): void;
  /** Keeps a refusal in the audit trail. */
  recordRefusal(ctx: Ctx, operation: OperationName, objectId: string | null, fault: Fault): Promise<void>;
}

// Allowed while a handed-out password is still in force.
const BEFORE_PASSWORD_CHANGE: ReadonlySet<OperationName> = new Set([
  'getSession',
  'signOut',
  'signOutEverywhere',
  'changePassword',
]);
// Allowed before the second factor that the role asks for is set up.
const BEFORE_SECOND_FACTOR: ReadonlySet<OperationName> = new Set([
  ...BEFORE_PASSWORD_CHANGE,
  'getSecondFactor',
  'beginSecondFactor',
  'confirmSecondFactor',
]);

/** Whoever still has to make the own account safe does that before anything else. */
function demandSafeAccount({ actor }: Ctx, name: OperationName): void {
  if (actor.mustChangePassword && !BEFORE_PASSWORD_CHANGE.has(name)) {
    const reason = (actor.passwordDaysLeft ?? 1) <= 0 ? '密码已到期' : '这是发放的初始密码';
    throw new Fault('password_change_required', `${reason}，请先修改密码再继续。`);
  }
  if (actor.mustEnrolSecondFactor && !BEFORE_SECOND_FACTOR.has(name)) {
    throw new Fault('second_factor_required', '您的角色须使用两步登录，请先用手机设置动态口令再继续。');
  }
}

/** PostgreSQL holds neither NUL nor halves of characters. */
const isHoldable = (text: string) => !text.includes('\0') && text.isWellFormed();

// Asked for most, and made by presenters that choose each field. Everywhere but in service their answers must be what
// the contract makes of them, to the last field; so in service they need not be parsed again.
const PROVEN: ReadonlySet<OperationName> = new Set(['listIssues', 'getIssue', 'fileProgress']);

const onTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function proven(schema: z.ZodType, answer: unknown, { NODE_ENV }: Deps['settings']): unknown {
  if (NODE_ENV === 'production') return answer;
  if (!isDeepStrictEqual(onTheWire(schema.parse(answer)), onTheWire(answer)))
    throw new Error('an answer with more than the contract declares');
  return answer;
}

/** Where a value holds a text that cannot be kept, as the path to it; null where there is none. */
function unholdable(value: unknown, path = ''): string | null {
  if (typeof value === 'string') return isHoldable(value) ? null : path;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, each] of Object.entries(value)) {
    const inner = path === '' ? key : `${path}.${key}`;
    const found = isHoldable(key) ? unholdable(each, inner) : path;
    if (found !== null) return found;
  }
  return null;
}

const UNHOLDABLE = '含有无法保存的字符（空字符或半个字），请删去后重新输入';

function parse<T>(schema: z.ZodType<T> | undefined, value: unknown): T {
  if (!schema) return undefined as T;
  const field = unholdable(value);
  if (field !== null) throw new Fault('invalid', `${UNHOLDABLE}。`, { errors: [{ field, message: UNHOLDABLE }] });
  const parsed = schema.safeParse(value ?? {});
  if (!parsed.success) throw invalidFault(parsed.error);
  return parsed.data;
}

function parseParams(spec: EndpointSpec, request: Request): unknown {
  const parsed = spec.params?.safeParse(request.params);
  // An id that cannot be is answered like one that is not there.
  if (parsed && (!parsed.success || unholdable(request.params) !== null))
    throw new Fault('not_found', '没有找到，地址可能不完整。请返回列表重新选择。');
  return parsed?.data;
}

function openCtx(deps: Deps, request: Request, response: Response): OpenCtx {
  const at = deps.now();
  const userAgent = request.headers['user-agent']?.slice(0, 300) ?? null;
  return {
    ...deps,
    at,
    today: dayInShanghai(at),
    origin: { ip: request.ip ?? null, userAgent, requestId: String(response.locals['requestId']) },
  };
}

/** As an audit entry can hold it. */
const objectIdOf = ({ params: { id } }: Request) =>
  typeof id === 'string' ? id.toWellFormed().replaceAll('\0', '').slice(0, 60) || null : null;

const REFUSED: ReadonlySet<Fault['code']> = new Set(['forbidden', 'not_found', 'wrong_state', 'unmet']);

/** Binds operations to their endpoints: parse, identify, run, parse the answer. */
export function createRoutes(deps: Deps, access: Access, router: Router) {
  const lineOf = createLines();
  const known = new WeakMap<Request, Ctx>();

  /** Who asks, before anything of the body is read. */
  async function meet(name: OperationName, wire: Wire): Promise<void> {
    const ctx = await access.identify(openCtx(deps, wire.request, wire.response), wire);
    access.count(name, ctx.actor.id);
    demandSafeAccount(ctx, name);
    known.set(wire.request, ctx);
  }

  function bind(
    name: OperationName,
    handler: (wire: Wire, spec: EndpointSpec) => Promise<void>,
    first?: (name: OperationName, wire: Wire) => Promise<void>,
  ): void {
    const spec: EndpointSpec = endpoints[name];
    const steps: RequestHandler[] = [
      (_request, response, next) => {
        nameRoute(response, spec.path);
        next();
      },
    ];
    if (first) {
      steps.push(async (request, response, next) => {
        await first(name, { request, response });
        next();
      });
    }
    if (spec.body) steps.push(readJson(name));
    steps.push((request, response) => handler({ request, response }, spec));
    const method = spec.method.toLowerCase() as 'get' | 'post' | 'patch' | 'put' | 'delete';
    router[method](spec.path, ...steps);
  }

  function send(name: OperationName, spec: EndpointSpec, response: Response, answer: unknown): void {
    if (response.headersSent) return;
    response.status(spec.status ?? 200);
    if (spec.responseKind === 'none') return void response.end();
    if (spec.response)
      response.json(PROVEN.has(name) ? proven(spec.response, answer, deps.settings) : spec.response.parse(answer));
  }

  function inputOf(spec: EndpointSpec, request: Request) {
    const params = parseParams(spec, request);
    return { params, query: parse(spec.query, request.query), body: parse(spec.body, request.body) };
  }

  /** An operation for people who are signed in. */
  function route<N extends OperationName>(
    name: N,
    operation: (ctx: Ctx, input: Input<Endpoints[N]>, wire: Wire) => Promise<Answer<Endpoints[N]>>,
  ): void {
    const line = lineOf(name);
    async function answer(wire: Wire, spec: EndpointSpec): Promise<void> {
      const ctx = known.get(wire.request) as Ctx;
      try {
        const input = inputOf(spec, wire.request) as Input<Endpoints[N]>;
        const submission = submissionOf(spec, wire.request);
        const work = () => operation({ ...ctx, submission }, input, wire);
        send(name, spec, wire.response, await (line ? line(ctx.actor.id, wire.response, work) : work()));
      } catch (error) {
        if (spec.method !== 'GET' && error instanceof Fault && REFUSED.has(error.code)) {
          await access.recordRefusal(ctx, name, objectIdOf(wire.request), error);
        }
        throw error;
      }
    }
    bind(name, answer, meet);
  }

  /** An operation for anyone. */
  function openRoute<N extends OperationName>(
    name: N,
    operation: (ctx: OpenCtx, input: Input<Endpoints[N]>, wire: Wire) => Promise<Answer<Endpoints[N]>>,
  ): void {
    bind(name, async (wire, spec) => {
      const input = inputOf(spec, wire.request) as Input<Endpoints[N]>;
      send(name, spec, wire.response, await operation(openCtx(deps, wire.request, wire.response), input, wire));
    });
  }

  return { route, openRoute };
}

export type Routes = ReturnType<typeof createRoutes>;
