import type { z } from 'zod';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** Who may call at all, before any rule about the object: nobody signed in, or anyone signed in. */
export type Access = 'anyone' | 'signed-in';

/** What the body is when it is not JSON. */
export type BodyKind = 'json' | 'file';
/** What the answer is when it is not JSON. */
export type ResponseKind = 'json' | 'file' | 'none' | 'redirect';

export interface EndpointSpec {
  method: Method;
  /** Express form: /api/issues/:id */
  path: `/api/${string}`;
  summary: string;
  tag: string;
  access?: Access;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  bodyKind?: BodyKind;
  response?: z.ZodType;
  responseKind?: ResponseKind;
  status?: 200 | 201 | 204;
  /** Sent again under the same Idempotency-Key it is not done again, but answered as if it had been. */
  isOnce?: boolean;
}

/** Declares one operation of the API: the server, the client and the OpenAPI text all follow this value. */
export function endpoint<const S extends EndpointSpec>(spec: S): S {
  return spec;
}

type Out<T> = T extends z.ZodType ? z.output<T> : undefined;
type In<T> = T extends z.ZodType ? z.input<T> : undefined;

/** What an operation receives, parsed. */
export interface Input<S extends EndpointSpec> {
  params: Out<S['params']>;
  query: Out<S['query']>;
  body: Out<S['body']>;
}

/** What an operation answers, before its response is parsed. */
export type Answer<S extends EndpointSpec> = S['response'] extends z.ZodType ? z.input<S['response']> : void;

/** What a client gets. */
export type Reply<S extends EndpointSpec> = S['response'] extends z.ZodType ? z.output<S['response']> : void;

type Given<K extends string, T> = T extends z.ZodType ? Record<K, In<T>> : Partial<Record<K, undefined>>;

/** What a client sends. */
export type Call<S extends EndpointSpec> = Given<'params', S['params']> &
  (S['query'] extends z.ZodType ? { query?: In<S['query']> } : { query?: undefined }) &
  Given<'body', S['body']>;
