import type { Request, RequestHandler, Router } from 'express';
import {
  endpoints,
  type Answer,
  type EndpointSpec,
  type Endpoints,
  type Input,
  type OperationName,
} from '@rectify/contract';
import type { Ctx, Deps, OpenCtx } from '../context.ts';
import { sendAnswer } from './answer.ts';
import { Fault } from './errors.ts';
import { createLines } from './heavy-work.ts';
import { inputOf } from './input.ts';
import { openCtx, type Access, type Wire } from './meeting.ts';
import { nameRoute } from './observe.ts';
import { createQuickReads, type Reading } from './quick-reads.ts';
import { readJson } from './read-json.ts';
import { submissionOf } from './submission.ts';

export type Operation<N extends OperationName> = (
  ctx: Ctx,
  input: Input<Endpoints[N]>,
) => Promise<Answer<Endpoints[N]>>;

/** As an audit entry can hold it. */
const objectIdOf = ({ params: { id } }: Request) =>
  typeof id === 'string' ? id.toWellFormed().replaceAll('\0', '').slice(0, 60) || null : null;

const REFUSED: ReadonlySet<Fault['code']> = new Set(['forbidden', 'not_found', 'wrong_state', 'unmet']);

/** Binds operations to their endpoints: parse, identify, run, parse the answer. */
export function createRoutes(deps: Deps, access: Access, router: Router) {
  const lineOf = createLines();
  const quick = createQuickReads(deps, access);
  const known = new WeakMap<Request, Ctx>();

  /** Who asks, before anything of the body is read. */
  async function meet(name: OperationName, wire: Wire): Promise<void> {
    const ctx = await access.meet(openCtx(deps, wire.request, wire.response), wire.request).met;
    access.admit(name, ctx);
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
        await sendAnswer(name, spec, await (line ? line(ctx.actor.id, wire.response, work) : work()), wire, deps);
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
      const answer = await operation(openCtx(deps, wire.request, wire.response), input, wire);
      await sendAnswer(name, spec, answer, wire, deps);
    });
  }

  /** A read that is asked for most, and needs nothing of the request but its address. */
  function quickRoute<N extends OperationName>(name: N, read: Reading<N>): void {
    route(name, read);
    quick.add(name, read);
  }

  return { route, openRoute, quickRoute, findQuick: quick.find };
}

export type Routes = Omit<ReturnType<typeof createRoutes>, 'findQuick'>;
