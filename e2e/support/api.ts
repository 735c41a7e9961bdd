import type { APIRequestContext } from '@playwright/test';
import {
  endpoints,
  type Call,
  type Endpoints,
  type EndpointSpec,
  type OperationName,
  type Reply,
} from '@rectify/contract';

interface AnyInput {
  params?: Record<string, unknown> | undefined;
  query?: Record<string, string | number | null | undefined> | undefined;
  body?: unknown;
}

const given = (query: AnyInput['query'] = {}) =>
  Object.fromEntries(
    Object.entries(query).flatMap(([key, value]) =>
      value === undefined || value === null ? [] : [[key, String(value)]],
    ),
  );

/** Calls one operation as whoever is signed in there, to arrange what a journey begins with; throws when refused. */
export async function call<N extends OperationName>(
  request: APIRequestContext,
  name: N,
  input: Partial<Call<Endpoints[N]>> = {},
): Promise<Reply<Endpoints[N]>> {
  const spec: EndpointSpec = endpoints[name];
  const { params = {}, query, body } = input as AnyInput;
  const url = spec.path.replaceAll(/:(\w+)/g, (_, key: string) => encodeURIComponent(String(params[key])));
  const response = await request.fetch(url, {
    method: spec.method,
    params: given(query),
    ...(body !== undefined && { data: body }),
  });
  const text = await response.text();
  if (!response.ok()) throw new Error(`${name}: ${response.status()} ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as Reply<Endpoints[N]>;
}
