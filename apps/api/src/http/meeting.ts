import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request, Response } from 'express';
import type { OperationName } from '@rectify/contract';
import { dayInShanghai } from '@rectify/domain';
import type { Ctx, Deps, OpenCtx } from '../context.ts';
import type { Fault } from './errors.ts';
import { addressOf } from './public-request.ts';
import { numberOf } from './request-id.ts';

/** What an operation with its own wire form (sign-in, files) also gets. */
export interface Wire {
  request: Request;
  response: Response;
}

/** Who asks. */
export interface Meeting {
  /** Who it was when this session was last asked: a guess, never a reason to answer. Null where nobody remembers. */
  guess: Ctx | null;
  /** Who it is; fails with `unauthenticated`. */
  met: Promise<Ctx>;
}

export interface Access {
  meet(ctx: OpenCtx, request: IncomingMessage): Meeting;
  /** Counts what an account asks for and demands that it is a safe one; throws `too_many` or what is to be done first. */
  admit(name: OperationName, ctx: Ctx): void;
  /** Keeps a refusal in the audit trail. */
  recordRefusal(ctx: Ctx, operation: OperationName, objectId: string | null, fault: Fault): Promise<void>;
}

/** What is known of a request before it is known who asks. */
export function openCtx(deps: Deps, request: IncomingMessage, response: ServerResponse): OpenCtx {
  const at = deps.now();
  return {
    ...deps,
    at,
    today: dayInShanghai(at),
    origin: {
      ip: addressOf(request, deps.settings.TRUST_PROXY) || null,
      userAgent: request.headers['user-agent']?.slice(0, 300) ?? null,
      requestId: numberOf(request, response, deps.settings),
    },
  };
}
