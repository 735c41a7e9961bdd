import type { EndpointSpec } from '@rectify/contract';
import type { z } from 'zod';
import { Fault, invalidFault } from './errors.ts';

/** What came with a request, as it arrived. */
export interface Raw {
  params: unknown;
  query: unknown;
  body: unknown;
}

/** PostgreSQL holds neither NUL nor halves of characters. */
const isHoldable = (text: string) => !text.includes('\0') && text.isWellFormed();

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

function parseParams(spec: EndpointSpec, params: unknown): unknown {
  const parsed = spec.params?.safeParse(params);
  // An id that cannot be is answered like one that is not there.
  if (parsed && (!parsed.success || unholdable(params) !== null))
    throw new Fault('not_found', '没有找到，地址可能不完整。请返回列表重新选择。');
  return parsed?.data;
}

/** What an operation takes, from what arrived; throws `not_found` or `invalid`. */
export function inputOf(spec: EndpointSpec, { params, query, body }: Raw) {
  return { params: parseParams(spec, params), query: parse(spec.query, query), body: parse(spec.body, body) };
}
