import type { IncomingMessage } from 'node:http';
import type { Deps } from '../../context.ts';
import type { PageStore } from '../../http/page-store.ts';
import type { Answer } from '../../http/public-answer.ts';
import type { PublicRequest } from '../../http/public-request.ts';
import type { Limits } from '../feedback/limits.ts';
import type { Trusted } from './trusted.ts';

export interface SiteContext {
  deps: Deps;
  trusted: Trusted;
  store: PageStore;
  limits: Limits;
}

/** An answer that is the same for everyone who asks under this key; null where it is not to be kept. */
export interface SharedReply {
  key: string | null;
  make(): Promise<Answer>;
}

export type Reply = Answer | SharedReply;

export type Handler = (
  context: SiteContext,
  request: PublicRequest,
  match: RegExpExecArray,
  raw: IncomingMessage,
) => Promise<Reply>;

export interface Route {
  path: RegExp;
  /** How logs and figures name it. */
  name: string;
  get?: Handler;
  post?: Handler;
}
