import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse as parseQuery } from 'node:querystring';
import { isDeepStrictEqual } from 'node:util';
import {
  endpoints,
  type Answer,
  type EndpointSpec,
  type Endpoints,
  type Input,
  type OperationName,
} from '@rectify/contract';
import type { Ctx, Deps } from '../context.ts';
import { sendAnswer } from './answer.ts';
import { answerFault } from './errors.ts';
import { inputOf } from './input.ts';
import { nameRoute } from './observe.ts';
import { setSecurityHeaders } from './security-headers.ts';
import { openCtx, type Access, type Meeting } from './meeting.ts';

// The few reads that are asked for most, answered without the chain of steps that all other requests pass. Their exact
// addresses only: whatever is written in another way is left to that chain, which answers the same.

export type Reading<N extends OperationName> = (ctx: Ctx, input: Input<Endpoints[N]>) => Promise<Answer<Endpoints[N]>>;

interface QuickRead {
  name: OperationName;
  spec: EndpointSpec;
  address: RegExp;
  read: (ctx: Ctx, input: never) => Promise<unknown>;
}

/** Answers the request that was asked about. */
export type Answering = (response: ServerResponse) => void;

const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** The address with ids where they are named; whatever else stands there is somebody else's address. */
const addressOf = (template: string) => new RegExp(`^${template.replaceAll(/:(\w+)/g, `(?<$1>${ID})`)}$`);

function queryOf({ url = '' }: IncomingMessage) {
  const mark = url.indexOf('?');
  return mark === -1 ? {} : parseQuery(url.slice(mark + 1));
}

type Outcome = { value: unknown } | { error: unknown };

/**
 * Asks who it is and, in the same breath, does the work for whoever it was last time: both go to the database together.
 * The work counts only if it turns out to be the very same person with the very same rights.
 */
async function inOneBreath({ guess, met }: Meeting, work: (ctx: Ctx) => Promise<unknown>): Promise<unknown> {
  if (!guess) return work(await met);
  const ahead: Promise<Outcome> = work(guess).then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  const ctx = await met;
  if (!isDeepStrictEqual(ctx.actor, guess.actor)) return work(ctx);
  const outcome = await ahead;
  if ('error' in outcome) throw outcome.error;
  return outcome.value;
}

export function createQuickReads(deps: Deps, access: Access) {
  const reads: QuickRead[] = [];

  async function answer(
    { name, spec, read }: QuickRead,
    params: unknown,
    request: IncomingMessage,
    response: ServerResponse,
  ) {
    nameRoute(response, spec.path);
    try {
      const found = await inOneBreath(access.meet(openCtx(deps, request, response), request), async (ctx) => {
        access.admit(name, ctx);
        return read(ctx, inputOf(spec, { params, query: queryOf(request), body: undefined }) as never);
      });
      await sendAnswer(name, spec, found, { request, response }, deps);
    } catch (error) {
      // Whoever waited may have been told meanwhile that the database is away.
      if (!response.headersSent) {
        setSecurityHeaders(request, response, deps.settings);
        response.setHeader('Cache-Control', 'no-store');
      }
      answerFault(deps, error, request, response);
    }
  }

  return {
    add<N extends OperationName>(name: N, read: Reading<N>): void {
      const spec: EndpointSpec = endpoints[name];
      reads.push({ name, spec, address: addressOf(spec.path), read });
    },
    /** How this request is answered here; null where it is not. */
    find(request: IncomingMessage): Answering | null {
      if (request.method !== 'GET') return null;
      const path = (request.url ?? '').split('?', 1)[0] ?? '';
      for (const each of reads) {
        const match = each.address.exec(path);
        if (match) return (response) => void answer(each, { ...match.groups }, request, response);
      }
      return null;
    },
  };
}
